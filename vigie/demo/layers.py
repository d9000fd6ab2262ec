"""Writes the layers of the made world in the forms that the State and the cadastre use."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from shapely import MultiPolygon, unary_union
from shapely.geometry import mapping

from vigie.demo.archive import write_zip
from vigie.demo.land import Land, as_multi
from vigie.demo.plans import PLANS, Plan, RiskZone, plans_of, zones_of

LAMBERT = "EPSG:2154"
CADASTRE_DAY = "2026-01-01"
TO_LONLAT = Transformer.from_crs(LAMBERT, "EPSG:4326", always_xy=True)
PLU_DAYS = ("20110712", "20170228", "20191219", "20210303", "20221116")


def write_layers(folder: Path, lands: dict[str, Land]) -> None:
    """Cadastre, outlines, risk plans and planning zones."""
    folder.mkdir(parents=True, exist_ok=True)
    for land in lands.values():
        _cadastre(folder, land)
    _outlines(folder / "communes-demonstration.geojson", lands)
    for plan in PLANS:
        _plan(folder, plan, lands)
    for land in lands.values():
        if land.zones and int(land.town.insee) % 4:
            _planning(folder, land)


def _to_lonlat(points: Any) -> Any:
    """An array of (x, y) in Lambert-93 as (longitude, latitude)."""
    return np.column_stack(TO_LONLAT.transform(points[:, 0], points[:, 1]))


def _lonlat(shapes: list[Any]) -> list[dict[str, Any]]:
    """Geometries in longitude and latitude, 7 decimals as the cadastre prints them."""
    moved: Any = shapely.transform(np.array(shapes), _to_lonlat)
    return [mapping(shape) for shape in shapely.set_precision(moved, 1e-7)]


def _collection(features: Iterable[dict[str, Any]]) -> bytes:
    body = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _cadastre(folder: Path, land: Land) -> None:
    features = (
        {
            "type": "Feature",
            "id": parcel.idu,
            "properties": {
                "id": parcel.idu,
                "commune": land.town.insee,
                "prefixe": parcel.prefix,
                "section": parcel.section.lstrip("0"),
                "numero": str(parcel.number),
                "contenance": round(parcel.area),
                "arpente": False,
                "created": "2004-03-10",
                "updated": "2024-01-15",
            },
            "geometry": shape,
        }
        for parcel, shape in zip(
            land.parcels, _lonlat([parcel.shape for parcel in land.parcels]), strict=True
        )
    )
    path = folder / f"cadastre-{land.town.insee}-parcelles.json.gz"
    path.write_bytes(gzip.compress(_collection(features), compresslevel=6, mtime=0))


def _outlines(path: Path, lands: dict[str, Land]) -> None:
    path.write_bytes(
        _collection(
            {
                "type": "Feature",
                "properties": {"code": land.town.insee, "nom": land.town.name},
                "geometry": shape,
            }
            for land, shape in zip(
                lands.values(), _lonlat([land.outline for land in lands.values()]), strict=True
            )
        )
    )


def _plan(folder: Path, plan: Plan, lands: dict[str, Land]) -> None:
    covered = [land for land in lands.values() if plan in plans_of(land)]
    zones = [zone for land in covered for zone in zones_of(land, plan)]
    outline = as_multi(unary_union([land.outline for land in covered]))
    if plan.form == "cnig":
        _cnig(folder / f"pprn-i_{plan.gaspar.lower()}.gpkg", plan, zones, outline)
    else:
        _covadis(folder / f"{plan.gaspar}.zip", plan, zones, outline)


def _covadis(path: Path, plan: Plan, zones: list[RiskZone], outline: MultiPolygon) -> None:
    """One zip with one folder: perimeter and regulated zones (older standard)."""
    stem = plan.gaspar[-8:]
    year = str(plan.approved.year)
    perimeter = _table(
        [{"id_gaspar": plan.gaspar, "libelle": f"PPRI {plan.name}", "type": "02",
          "datevalid": plan.approved,
          "datefinval": plan.ended,
          "srce_geom": "Plan fictif", "srce_annee": year}],
        [outline],
    )  # fmt: skip
    rows = [
        {"id_zone": rank, "id_gaspar": plan.gaspar, "nom": zone.title, "codezone": zone.code,
         "typereg": zone.regime, "soumisalea": "non" if zone.regime == "01" else "oui",
         "nomfic": None, "urlfic": None, "srce_geom": "Plan fictif", "srce_annee": year,
         "precision": "DC"}
        for rank, zone in enumerate(zones, 1)
    ]  # fmt: skip
    tables = {
        f"N_PERIMETRE_PPRN_{stem}_S_034": perimeter,
        f"N_ZONE_REG_PPRN_{stem}_S_034": _table(rows, [zone.shape for zone in zones]),
    }
    _zip_shapefiles(path, plan.gaspar, tables)


def _table(rows: list[dict[str, Any]], shapes: list[Any]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, dtype=object)
    return gpd.GeoDataFrame(frame, geometry=shapes, crs=LAMBERT)


def _zip_shapefiles(path: Path, inner: str, tables: dict[str, gpd.GeoDataFrame]) -> None:
    with TemporaryDirectory() as name:
        work = Path(name)
        for stem, table in tables.items():
            table.to_file(
                work / f"{stem}.shp",
                use_arrow=True,  # keeps dates as dates
                ENCODING="UTF-8",
                DBF_DATE_LAST_UPDATE="2025-12-31",
            )
        files = {f"{inner}/{f.name}": f.read_bytes() for f in sorted(work.iterdir())}
    write_zip(path, files)


def _cnig(path: Path, plan: Plan, zones: list[RiskZone], outline: MultiPolygon) -> None:
    """A GeoPackage of the newer standard: procedure, perimeter, regulated zones."""
    path.unlink(missing_ok=True)
    prefix = f"pprn-i_{plan.gaspar.lower()}"
    perimeter = {"idperimetre": "1", "codeprocedure": plan.gaspar, "etatprocedure": "APPROUVE",
                 "dateetat": plan.approved}  # fmt: skip
    rows = [
        {"idzonereglementaire": str(rank), "codeprocedure": plan.gaspar,
         "codezonereglement": zone.code, "libellezonereglement": zone.title,
         "typereglement": zone.regime, "existemesuresobligatoires": "non"}
        for rank, zone in enumerate(zones, 1)
    ]  # fmt: skip
    layers = {
        f"{prefix}_zonereglementaireurba_s": _table(rows, [zone.shape for zone in zones]),
        f"{prefix}_perimetre_s": _table([perimeter], [outline]),
    }
    for layer, table in layers.items():
        table.to_file(path, layer=layer, driver="GPKG", use_arrow=True)
    procedure = pd.DataFrame(
        [{"codeprocedure": plan.gaspar, "libelleprocedure": f"PPRI {plan.name}",
          "typeprocedure": "PPRN-I"}]
    )  # fmt: skip
    _add_table(path, f"{prefix}_procedure", procedure)


def _add_table(path: Path, name: str, frame: pd.DataFrame) -> None:
    """Add a table without geometry, and settle the dates that GDAL stamps on the file."""
    with sqlite3.connect(path) as base:
        columns = ", ".join(f'"{column}" TEXT' for column in frame.columns)
        base.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY, {columns})')
        marks = ", ".join("?" for _ in frame.columns)
        names = ", ".join(f'"{column}"' for column in frame.columns)
        base.executemany(
            f'INSERT INTO "{name}" ({names}) VALUES ({marks})',  # noqa: S608 - our own names
            frame.itertuples(index=False, name=None),
        )
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, ?, ?)",
            (name, "attributes", name),
        )
        base.execute("UPDATE gpkg_contents SET last_change = '2025-12-31T00:00:00.000Z'")
    base.close()


def _planning(folder: Path, land: Land) -> None:
    """The zones of a PLU (CNIG), one folder a document."""
    day = PLU_DAYS[int(land.town.insee) % len(PLU_DAYS)]
    document = f"{land.town.insee}_{land.town.document}_{day}"
    rows = [
        {"LIBELLE": zone.label, "LIBELONG": zone.title, "TYPEZONE": zone.kind, "NOMFIC": None,
         "URLFIC": None, "IDURBA": document, "DATVALID": day, "LIB_IDZONE": str(rank)}
        for rank, zone in enumerate(land.zones, 1)
    ]  # fmt: skip
    table = _table(rows, [as_multi(zone.shape) for zone in land.zones])
    inner = f"{document}/Donnees_geographiques"
    _zip_shapefiles(folder / f"{document}.zip", inner, {f"{land.town.insee}_ZONE_URBA": table})
