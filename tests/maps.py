"""Deliveries of layers as services send them, made small: shapefiles, GeoPackages, GeoJSON."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
import pandas
import shapely
from shapely.geometry.base import BaseGeometry

X, Y = 740_000.0, 6_260_000.0  # a corner of the Hérault in Lambert-93


def square(x: float, y: float, side: float, height: float | None = None) -> BaseGeometry:
    """A square whose corner stands at (x, y) metres from a corner of the Hérault."""
    return shapely.box(X + x, Y + y, X + x + side, Y + y + (height or side))


def write_vector(
    path: Path,
    rows: Sequence[dict[str, Any]],
    shapes: Sequence[BaseGeometry],
    *,
    crs: str | None = "EPSG:2154",
    layer: str | None = None,
) -> Path:
    """A file of features; its driver follows from its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = geopandas.GeoDataFrame(pandas.DataFrame(list(rows)), geometry=list(shapes), crs=crs)
    options = {"layer": layer} if layer else {}
    frame.to_file(path, engine="pyogrio", **options)
    return path


def write_table(path: Path, rows: Sequence[dict[str, Any]], *, layer: str | None = None) -> Path:
    """A table without geometry: a dBASE file beside its shapefiles, or a table of a GeoPackage."""
    import pyogrio

    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".dbf":
        shp = path.with_suffix(".shp")
        write_vector(shp, rows, [shapely.Point(X, Y)] * len(rows))
        for suffix in (".shp", ".shx", ".prj", ".cpg"):
            path.with_suffix(suffix).unlink(missing_ok=True)
        return path
    pyogrio.write_dataframe(pandas.DataFrame(list(rows)), path, layer=layer, append=path.exists())
    return path


def covadis_zones(
    folder: Path,
    zones: Sequence[tuple[str, str, BaseGeometry]],
    *,
    plan: str = "34DDTM20120001",
    name: str = "inondation",
) -> Path:
    """Zones of a plan in the COVADIS form: (code, typereg, shape) each."""
    rows = [
        {"id_zone": i, "id_gaspar": plan, "nom": name, "codezone": code, "typereg": typereg}
        for i, (code, typereg, _) in enumerate(zones, 1)
    ]
    path = folder / f"N_ZONE_REG_PPRN_{plan[-8:]}_S_034.shp"
    return write_vector(path, rows, [shape for _, _, shape in zones])


def covadis_document(
    folder: Path,
    *,
    plan: str = "34DDTM20120001",
    etat: str = "02",
    approved: str = "2012-01-25",
    ended: str | None = None,
    name: str = "PPRI de la vallée",
) -> Path:
    """The document of a plan, as a table without geometry."""
    row = {"id_gaspar": plan, "nom": name, "etat": etat, "dateappro": approved, "datefinval": ended}
    return write_table(folder / "N_DOCUMENT_PPRN_S_034.dbf", [row])


def parcels_geojson(
    path: Path, parcels: Sequence[tuple[str, BaseGeometry]], *, crs: str = "EPSG:4326"
) -> Path:
    """Parcels as Etalab gives them: longitude and latitude, gzipped when the name says so."""
    moved = geopandas.GeoSeries([shape for _, shape in parcels], crs="EPSG:2154").to_crs(crs)
    features = [
        {
            "type": "Feature",
            "id": identifier,
            "geometry": json.loads(shapely.to_geojson(shape)),
            "properties": {
                "id": identifier,
                "commune": identifier[:5],
                "prefixe": identifier[5:8],
                "section": identifier[8:10].lstrip("0"),
                "numero": identifier[10:].lstrip("0"),
                "contenance": 1000,
                "created": "2010-02-03",
                "updated": "2020-05-06",
            },
        }
        for (identifier, _), shape in zip(parcels, moved, strict=True)
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def outlines_geojson(path: Path, communes: Sequence[tuple[str, str, BaseGeometry]]) -> Path:
    """Outlines of communes: (INSEE, name, shape) each."""
    rows = [{"code": insee, "nom": name} for insee, name, _ in communes]
    return write_vector(path, rows, [shape for _, _, shape in communes])


def zipped(folder: Path, path: Path) -> Path:
    """A folder as a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for found in sorted(folder.rglob("*")):
            if found.is_file():
                archive.write(found, str(found.relative_to(folder.parent)))
    return path
