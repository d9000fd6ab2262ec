"""The same questions asked of a PostGIS that holds the same layer, side by side."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import shapely

from benchmarks.places import world
from features.places.zones import ZoneLayer
from tests.postgres import binaries, server
from vigie.domain.layer import LayerRecord

_PIECES = """
CREATE TABLE piece AS
  SELECT id AS zone, ST_Subdivide(ST_SetSRID(ST_GeomFromWKB(wkb), 2154), 128) AS geom FROM zone;
CREATE INDEX ON piece USING gist (geom);
ALTER TABLE parcel ADD PRIMARY KEY (id);
ANALYZE
"""
_SHARES = """
SELECT piece.zone, sum(ST_Area(ST_Intersection(piece.geom, parcel.geom)))
FROM parcel JOIN piece ON ST_Intersects(piece.geom, parcel.geom)
WHERE parcel.id = %s GROUP BY piece.zone
"""


def side_by_side(
    record: LayerRecord, home: Path, shapes: world.Geometries, grounds: world.Geometries
) -> dict[str, Any]:
    """Processor and wall time a parcel, ours and PostGIS's, and how far the shares are apart.

    Without PostGIS, the reason only.
    """
    if binaries() is None:
        return {"postgis_absent": "PostgreSQL is not installed"}
    # Compiling a query for a few rows takes PostgreSQL ten times what it saves.
    with server() as url, psycopg.connect(url, autocommit=True, options="-c jit=off") as base:
        found = base.execute(
            "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"
        ).fetchone()
        if found is None:
            return {"postgis_absent": "no PostGIS (Debian: postgresql-15-postgis-3)"}
        _load(base, shapes, grounds)
        layer = ZoneLayer(record, home)
        return _compared(base, layer, list(grounds))


def _load(
    base: psycopg.Connection[Any], shapes: world.Geometries, grounds: world.Geometries
) -> None:
    base.execute("CREATE EXTENSION postgis")
    base.execute("CREATE TABLE zone (id int, wkb bytea)")
    base.execute("CREATE TABLE parcel (id int, geom geometry(Polygon, 2154))")
    with base.cursor() as cursor:
        with cursor.copy("COPY zone FROM STDIN") as rows:
            for i, wkb in enumerate(shapely.to_wkb(shapes)):
                rows.write_row((i, wkb))
        with cursor.copy("COPY parcel FROM STDIN") as rows:
            texts = shapely.to_wkb(shapely.set_srid(grounds, 2154), hex=True, include_srid=True)
            for i, text in enumerate(texts):
                rows.write_row((i, text))
    base.execute(_PIECES)


def _compared(
    base: psycopg.Connection[Any], layer: ZoneLayer, grounds: list[Any]
) -> dict[str, Any]:
    backend = base.execute("SELECT pg_backend_pid()").fetchone()
    assert backend is not None
    walls = np.empty((2, len(grounds)))
    apart = 0.0
    for warm in (True, False):
        spent = [0.0, 0.0]
        for i, ground in enumerate(grounds):
            started, clock = time.process_time(), time.perf_counter()
            ours = {meeting.row: meeting.area_m2 for meeting in layer.meetings(ground)}
            walls[0, i] = time.perf_counter() - clock
            spent[0] += time.process_time() - started
            started, clock = time.process_time(), time.perf_counter()
            theirs = dict(base.execute(_SHARES, (i,), prepare=True).fetchall())
            walls[1, i] = time.perf_counter() - clock
            spent[1] += time.process_time() - started
            apart = max(apart, _apart(ours, theirs) / ground.area)
        if warm:
            before = _processor_time(backend[0])
    spent[1] += _processor_time(backend[0]) - before
    return {
        "postgis_parcels": len(grounds),
        "postgis_apart": apart,
        "postgis_cpu_ms": [s / len(grounds) * 1e3 for s in spent],
        "postgis_wall_ms": (np.percentile(walls, (50, 95), axis=1).T * 1e3).tolist(),
    }


def _apart(ours: dict[int, float], theirs: dict[int, float]) -> float:
    zones = ours.keys() | theirs.keys()
    return max((abs(ours.get(z, 0.0) - theirs.get(z, 0.0)) for z in zones), default=0.0)


def _processor_time(pid: int) -> float:
    """Seconds of processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
