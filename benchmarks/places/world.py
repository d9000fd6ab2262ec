"""A made country of large zones and small parcels, the same for the same seed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from ingest.layers.pieces import cut
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import Subject
from vigie.store.layer_files import SCHEMA, columns_of, features_path, pieces_path, write

X, Y, SIDE = 700_000.0, 6_220_000.0, 75_000.0
INSEE = "34999"

Geometries = np.ndarray[Any, np.dtype[np.object_]]


def zones(
    count: int, *, seed: int, vertices: tuple[int, int] = (500, 5_000), side: float = SIDE
) -> Geometries:
    """Irregular polygons of the number of vertices given, some 600 to 1,300 m across."""
    random = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        steps = int(random.integers(*vertices))
        angles = np.linspace(0, 2 * np.pi, steps, endpoint=False)
        waves = sum(
            random.uniform(0.02, 0.12) * np.sin(k * angles + random.uniform(0, 6))
            for k in (2, 3, 5, 11, 23)
        )
        radius = random.uniform(500, 1_100) * (1 + waves + random.normal(0, 0.0015, steps))
        x, y = random.uniform(X, X + side), random.uniform(Y, Y + side)
        points = np.column_stack([x + radius * np.cos(angles), y + radius * np.sin(angles)])
        made.append(shapely.Polygon(points))
    shapes = np.array(made, dtype=object)
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = shapely.buffer(shapes[broken], 0)
    return shapes


def many(count: int, *, seed: int) -> Geometries:
    """Small polygons in great number: 5,000 shapes of 20 to 60 vertices, moved about."""
    some = zones(min(count, 5_000), seed=seed, vertices=(20, 60))
    random = np.random.default_rng(seed)
    moves = random.uniform(-3_000, 3_000, (-(-count // len(some)), 2))
    moved = [shapely.transform(some, lambda points, by=by: points + by) for by in moves]
    return np.concatenate(moved)[:count]


def outline(home: Path) -> LayerRecord:
    """The one commune of the country."""
    whole = np.array([shapely.box(X, Y, X + SIDE, Y + SIDE)], dtype=object)
    return layer(home, whole, name="communes", role=LayerRole.OUTLINE, subject=Subject.COMMUNE)


def parcels(count: int, *, seed: int, side: float = SIDE) -> Geometries:
    """Quadrilaterals of 15 to 60 m."""
    random = np.random.default_rng(seed)
    corners = random.uniform((X, Y), (X + side, Y + side), (count, 2))
    sizes = random.uniform(15, 60, (count, 2))
    turned = random.uniform(0, np.pi, count)
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    points = square[None] * sizes[:, None]
    cos, sin = np.cos(turned)[:, None], np.sin(turned)[:, None]
    x = points[..., 0] * cos - points[..., 1] * sin + corners[:, :1]
    y = points[..., 0] * sin + points[..., 1] * cos + corners[:, 1:]
    return np.asarray(shapely.polygons(np.stack([x, y], axis=-1)))


def layer(
    home: Path, shapes: Geometries, *, name: str, role: LayerRole, subject: Subject
) -> LayerRecord:
    """Write a layer as the catalogue keeps it."""
    count = len(shapes)
    codes = [f"{INSEE}000ZZ{i:04d}"[:14] for i in range(count)]
    if role is LayerRole.PARCEL:
        codes = sorted(f"{INSEE}{i:09d}" for i in range(count))
    if role is LayerRole.OUTLINE:
        codes = [INSEE] * count
    columns: dict[str, Any] = {
        "plan": [f"PLAN{i % 97}" for i in range(count)],
        "code": codes if role is LayerRole.PARCEL else [f"Z{i % 40}" for i in range(count)],
        "regime": ["interdiction"] * count,
        "subject": [subject.value] * count,
        "insee": [INSEE] * count if role is LayerRole.PARCEL else [None] * count,
    }
    arrays = {
        field.name: pa.array(columns.get(field.name, [None] * count), field.type)
        for field in SCHEMA
        if field.name not in ("xmin", "ymin", "xmax", "ymax", "wkb")
    }
    table = pa.table({**arrays, **columns_of(shapes)}).select(SCHEMA.names).cast(SCHEMA)
    layer_id = name
    write(table, features_path(home, layer_id))
    if role is LayerRole.ZONE:
        write(cut(shapes), pieces_path(home, layer_id))
    return LayerRecord(
        layer_id=layer_id,
        name=name,
        kind="bench",
        role=role,
        subject=subject,
        source="bench",
        features=count,
        extent=tuple(shapely.total_bounds(shapes).tolist()),
        plans=tuple(sorted(set(columns["plan"]))) if role is LayerRole.ZONE else (),
        communes=(INSEE,) if role is LayerRole.PARCEL else (),
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
