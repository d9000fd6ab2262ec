"""`python -m benchmarks.places`: the table of places in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely

from benchmarks.places import world
from benchmarks.places.postgis import side_by_side
from benchmarks.places.table import write_table
from features.places.batch import overlay
from features.places.locate import Locator
from features.places.zones import ZoneLayer
from tests.builders import some_facts
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import Subject

DAY = date(2025, 1, 1)
ASKED = 1_000  # parcels asked one by one
CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter


def main() -> None:
    """Measure, print and write the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), options)
    print(json.dumps(figures, ensure_ascii=False, indent=1))  # noqa: T201 - the figures asked for
    write_table(figures, Path("docs/benchmarks.md"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parcels", type=int, default=100_000)
    parser.add_argument("--zones", type=int, default=20_000)
    parser.add_argument("--overlay-part", type=int, default=2_000)
    parser.add_argument("--large", type=int, default=500_000, help="polygons of the cold start")
    parser.add_argument("--postgis-parcels", type=int, default=1_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--cpu", action="store_true", help="processor time, for a machine that others use too"
    )
    return parser.parse_args()


def measure(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Every figure of the table."""
    side = world.SIDE * (options.zones / 20_000) ** 0.5  # as dense in a run with fewer polygons
    shapes = world.zones(options.zones, seed=1, side=side)
    grounds = world.parcels(options.parcels, seed=2, side=side)
    figures: dict[str, Any] = {
        "zones": len(shapes),
        "parcels": len(grounds),
        "clock": "processor" if options.cpu else "wall",
        "vertices_median": float(np.median(shapely.get_num_coordinates(shapes))),
    }
    started = CLOCK()
    zones = world.layer(home, shapes, name="zones", role=LayerRole.ZONE, subject=Subject.FLOOD_PLAN)
    figures["cut_s"] = CLOCK() - started
    figures |= _batch(zones, home, grounds, options.threads)
    figures |= _overlay_of_geopandas(shapes, grounds, options.overlay_part)
    figures |= _exactness(zones, home, shapes, grounds)
    figures |= side_by_side(zones, home, shapes, grounds[: options.postgis_parcels])
    del shapes
    gc.collect()
    figures |= _one_parcel(zones, home, grounds, side)
    figures |= _cold_start(home, options.large)
    figures["speedup"] = figures["geopandas_all_s"] / figures["batch_s"]
    figures["speedup_one_thread"] = figures["geopandas_all_s"] / figures["batch_one_thread_s"]
    return figures


def _batch(
    record: LayerRecord, home: Path, grounds: world.Geometries, threads: int
) -> dict[str, Any]:
    """From mapped files to shares: the tree and the decoding are part of the time."""

    def once(workers: int) -> tuple[float, int]:
        started = CLOCK()
        found = overlay(grounds, ZoneLayer(record, home), threads=workers)
        return CLOCK() - started, len(found.areas)

    alone, pairs = once(1)
    together, _ = once(threads)
    return {"pairs": pairs, "batch_one_thread_s": alone, "batch_s": together, "threads": threads}


def _overlay_of_geopandas(
    shapes: world.Geometries, grounds: world.Geometries, part: int
) -> dict[str, Any]:
    left = geopandas.GeoDataFrame({"p": range(part)}, geometry=grounds[:part], crs=2154)
    right = geopandas.GeoDataFrame({"z": range(len(shapes))}, geometry=shapes, crs=2154)
    started = CLOCK()
    found = geopandas.overlay(left, right, how="intersection", keep_geom_type=True)
    found.geometry.area.sum()
    seconds = CLOCK() - started
    return {
        "geopandas_part": part,
        "geopandas_part_s": seconds,
        "geopandas_all_s": seconds * len(grounds) / part,
    }


def _exactness(
    record: LayerRecord, home: Path, shapes: world.Geometries, grounds: world.Geometries
) -> dict[str, Any]:
    """Largest difference of a share from shapely's own intersection, on a sample."""
    sample = grounds[:1_000]
    found = overlay(sample, ZoneLayer(record, home))
    exact = shapely.area(shapely.intersection(sample[found.parcels], shapes[found.features]))
    difference = np.abs(exact - found.areas) / shapely.area(sample)[found.parcels]
    return {"largest_difference_of_share": float(difference.max(initial=0.0))}


def _one_parcel(
    record: LayerRecord, home: Path, grounds: world.Geometries, side: float
) -> dict[str, Any]:
    """Warm: every parcel of the sample was asked once before."""
    layer = ZoneLayer(record, home)
    sample = list(grounds[:ASKED])
    one = _times(lambda ground: list(layer.meetings(ground)), sample)
    some = max(int(1_500 * (side / world.SIDE) ** 2), 1)
    others = [
        world.layer(
            home,
            world.zones(some, seed=10 + i, vertices=(100, 1_500), side=side),
            name=f"layer-{i}",
            role=LayerRole.ZONE,
            subject=subject,
        )
        for i, subject in enumerate(_SUBJECTS)
    ]
    cadastre = world.layer(
        home, grounds, name="cadastre", role=LayerRole.PARCEL, subject=Subject.PARCEL
    )
    outline = world.outline(home)
    locator = Locator([record, cadastre, outline, *others], home)
    facts = [some_facts(parcels=(f"{world.INSEE}{i:09d}",)) for i in range(len(sample))]
    every = _times(lambda said: locator.place(said, as_of=DAY, commune=None), facts)
    return {
        "one_parcel_ms_median": one[0],
        "one_parcel_ms_p95": one[1],
        "all_layers": 1 + len(others),
        "all_layers_ms_median": every[0],
        "all_layers_ms_p95": every[1],
    }


_SUBJECTS = (
    Subject.FIRE_PLAN,
    Subject.OTHER_PLAN,
    Subject.HAZARD,
    Subject.PLU,
    Subject.PLU_PRESCRIPTION,
    Subject.SUP,
    Subject.NATURA_2000,
    Subject.ZNIEFF,
    Subject.FOREST,
    Subject.DETECTION,
)


def _times(ask: Callable[[Any], Any], questions: list[Any]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, warm."""
    for question in questions:
        ask(question)
    spent = np.empty(len(questions))
    for i, question in enumerate(questions):
        started = CLOCK()
        ask(question)
        spent[i] = CLOCK() - started
    return float(np.median(spent) * 1e3), float(np.percentile(spent, 95) * 1e3)


_CHILD = """
import json, sys, time
from datetime import date
from pathlib import Path
CLOCK = getattr(time, sys.argv[4])
started = CLOCK()
from features.places.locate import Locator
from vigie.domain.layer import LayerRecord
from pydantic import TypeAdapter
records = TypeAdapter(list[LayerRecord]).validate_json(Path(sys.argv[2]).read_bytes())
imported = CLOCK() - started
from vigie.domain.fact import Fact, Facts
locator = Locator(records, Path(sys.argv[1]))
facts = Facts(parcels=Fact((sys.argv[3],), 1.0, ()))
place = locator.place(facts, as_of=date(2025, 1, 1), commune=None)
assert place.parcels, place.reason
status = Path("/proc/self/status").read_text()  # ru_maxrss would keep the parent's
memory = int(status.split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps([imported, CLOCK() - started, memory, len(place.zones)]))
"""


def _cold_start(home: Path, count: int) -> dict[str, Any]:
    """A new process: imports, catalogue, first question answered on all polygons."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - only this figure needs it

    shapes = world.many(count, seed=3)
    records = [
        world.layer(home, shapes, name="large", role=LayerRole.ZONE, subject=Subject.FLOOD_PLAN),
        world.layer(
            home,
            world.parcels(1_000, seed=4, side=5_000.0),
            name="cadastre-1000",
            role=LayerRole.PARCEL,
            subject=Subject.PARCEL,
        ),
    ]
    listing = home / "records.json"
    listing.write_bytes(TypeAdapter(list[LayerRecord]).dump_json(records))
    asked = [
        sys.executable,
        "-c",
        _CHILD,
        str(home),
        str(listing),
        f"{world.INSEE}{0:09d}",
        CLOCK.__name__,
    ]
    said = subprocess.run(asked, check=True, capture_output=True, text=True)  # noqa: S603
    imported, seconds, memory, _ = json.loads(said.stdout)
    return {
        "cold_polygons": count,
        "cold_imports_s": imported,
        "cold_start_s": seconds,
        "cold_memory_mb": memory,
    }


if __name__ == "__main__":
    main()
