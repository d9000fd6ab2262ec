"""The figures of places as a section of docs/benchmarks.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

START, END = "<!-- bench-places -->", "<!-- /bench-places -->"


def write_table(figures: dict[str, Any], path: Path) -> None:
    """Put the section into the page, in the place of the former one."""
    page = path.read_text("utf-8") if path.exists() else "# Benchmarks\n"
    section = f"{START}\n{_section(figures)}\n{END}"
    if START in page and END in page:
        before, rest = page.split(START, 1)
        page = before + section + rest.split(END, 1)[1]
    else:
        page = page.rstrip() + f"\n\n{section}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, "utf-8")


def _section(f: dict[str, Any]) -> str:
    rows = [
        (
            f"batch: {f['parcels']:,} parcels, {f['zones']:,} polygons, {f['pairs']:,} pairs, "
            f"{f['threads']} threads",
            f"{f['batch_s']:.1f} s (1 thread {f['batch_one_thread_s']:.1f} s)",
            "",
        ),
        (
            f"the same by geopandas overlay ({f['geopandas_part']:,} parcels, scaled)",
            f"{f['geopandas_part_s']:.1f} s → {f['geopandas_all_s']:.0f} s",
            "",
        ),
        (
            "batch against overlay",
            f"{f['speedup']:.0f} × (1 thread {f['speedup_one_thread']:.0f} ×)",
            "≥ 30 ×",
        ),
        (
            "largest difference of a share from the exact intersection",
            f"{f['largest_difference_of_share']:.0e}",
            "≤ 1e-6",
        ),
        (
            "one parcel against that layer, warm, median / p95",
            f"{f['one_parcel_ms_median']:.2f} / {f['one_parcel_ms_p95']:.2f} ms",
            "p95 ≤ 0.5 ms",
        ),
        (
            f"one act placed on {f['all_layers']} layers, warm, median / p95",
            f"{f['all_layers_ms_median']:.2f} / {f['all_layers_ms_p95']:.2f} ms",
            "p95 ≤ 5 ms",
        ),
        (
            f"new process to first answer, {f['cold_polygons']:,} polygons",
            f"{f['cold_start_s']:.1f} s, {f['cold_memory_mb']:.0f} MB",
            "≤ 3 s, ≤ 1,500 MB",
        ),
        *_postgis_rows(f),
        (
            "cutting the polygons into pieces, once, when the layer is added",
            f"{f['cut_s']:.0f} s",
            "",
        ),
    ]
    lines = ["| figure | measured | goal |", "|---|---|---|"]
    lines += [f"| {name} | {value} | {goal} |" for name, value, goal in rows]
    return (
        "## Places (`make bench-places`)\n\n"
        f"Polygons of 500 to 5,000 vertices (median {f['vertices_median']:.0f}), made from a seed; "
        f"layers as the catalogue keeps them on disk; times are {f['clock']} time. "
        "The batch times include mapping the files, building the tree and decoding.\n\n"
        + "\n".join(lines)
        + "\n"
    )


def _postgis_rows(f: dict[str, Any]) -> list[tuple[str, str, str]]:
    """PostGIS beside us, or why it is not there."""
    if "postgis_absent" in f:
        return [("the same against PostGIS", f"not measured: {f['postgis_absent']}", "")]
    ours, theirs = f["postgis_cpu_ms"]
    walls = [f"{median:.2f} / {p95:.2f}" for median, p95 in f["postgis_wall_ms"]]
    return [
        (
            f"one parcel, ours against PostGIS on pieces (one query), mean processor time, "
            f"{f['postgis_parcels']:,} parcels",
            f"{ours:.2f} against {theirs:.2f} ms (client and server)",
            "side by side",
        ),
        (
            "the same, wall time, median / p95",
            f"{walls[0]} against {walls[1]} ms; shares apart by {f['postgis_apart']:.0e} at most",
            "",
        ),
    ]
