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
        "The batch times include mapping the files, building the tree and decoding. "
        "PostGIS is not measured here: it is no part of the installation.\n\n"
        + "\n".join(lines)
        + "\n"
    )
