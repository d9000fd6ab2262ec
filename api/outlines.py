"""Outlines of communes as paths of a picture, from the layers of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import Subject
from vigie.store.layer_files import LayerFile, features_path

WIDTH = 720.0
FINEST = 0.6  # of a unit of the picture: nothing finer shows


@dataclass(frozen=True, slots=True)
class Outlines:
    """Communes by INSEE code, as SVG paths in a picture of this size."""

    width: float
    height: float
    paths: Mapping[str, str]


def outlines(records: Iterable[LayerRecord], home: Path) -> Outlines | None:
    """The communes of the layers of outlines; None without such a layer."""
    found: dict[str, BaseGeometry] = {}
    for record in records:
        if record.subject is not Subject.COMMUNE or record.role is not LayerRole.OUTLINE:
            continue
        file = LayerFile(features_path(home, record.layer_id))
        codes = file.column("code")
        shapes = shapely.from_wkb(file.column("wkb"))
        found |= {c: s for c, s in zip(codes, shapes, strict=True) if c and s is not None}
    return drawn(found) if found else None


def drawn(shapes: Mapping[str, BaseGeometry]) -> Outlines:
    """Shapes in metres as paths, north up."""
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    scale = WIDTH / max(east - west, 1.0)
    fine = FINEST / scale
    paths = {}
    for code, shape in sorted(shapes.items()):
        simple = shapely.simplify(shape, fine)
        rings = [
            ring
            for part in shapely.get_parts(simple)
            for ring in (part.exterior, *part.interiors)
            if part.geom_type == "Polygon"
        ]
        paths[code] = "".join(
            "M"
            + "L".join(
                f"{(x - west) * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring.coords
            )
            + "Z"
            for ring in rings
        )
    return Outlines(WIDTH, round((north - south) * scale, 1), paths)
