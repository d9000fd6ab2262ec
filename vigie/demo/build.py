"""Builds the demonstration département: acts as PDF, layers, sheets, and the truth kept apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from random import Random

from vigie.demo.acts import Act
from vigie.demo.appeals import write_appeals
from vigie.demo.communes import TOWNS
from vigie.demo.control import review_acts
from vigie.demo.damage import Damage, draw_damage, scan
from vigie.demo.draw import draw_acts
from vigie.demo.land import Land, make_lands
from vigie.demo.layers import write_layers
from vigie.demo.printing import print_act
from vigie.demo.sheets import write_tracking
from vigie.demo.truth import write_truth
from vigie.domain.dossier import Commune

TODAY = date(2026, 3, 16)  # a Monday after the law of 28 November 2025
SCANNED_SHARE = 1 / 3
FRONT_SHARE = 0.9  # of the scans: only the front of the sheet was laid on the glass
ACTS_PER_PROCESS = 100  # fewer are printed sooner than a process starts
Progress = Callable[[int, int], None]
Printed = tuple[Act, bytes, Damage | None]


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """Where the demonstration is, and its fixed day.

    ``acts``, ``layers`` and ``sheets`` are the folders to take in; ``truth`` is the file that says
    what is really unlawful, for measuring only.
    """

    acts: Path
    layers: Path
    sheets: Path
    truth: Path
    today: date
    communes: tuple[Commune, ...]


def build(
    folder: Path, *, acts: int = 402, seed: int = 34, progress: Progress | None = None
) -> DemoWorld:
    """Write a département of ``acts`` acts over 24 months into ``folder``.

    The same arguments give the same bytes. ``progress`` is called with the number of acts written
    and their total.
    """
    world = DemoWorld(
        acts=folder / "acts",
        layers=folder / "layers",
        sheets=folder / "sheets",
        truth=folder / "truth.json",
        today=TODAY,
        communes=tuple(_commune(town.insee, town.name, town.document) for town in TOWNS),
    )
    for path in (world.acts, world.sheets):
        path.mkdir(parents=True, exist_ok=True)
    lands = make_lands(seed)
    write_layers(world.layers, lands)
    drawn = draw_acts(lands, acts=acts, seed=seed, today=TODAY)
    files = _write_acts(world.acts, drawn, lands, seed, progress)
    reviews = review_acts(drawn, seed=seed, today=TODAY)
    write_tracking(world.sheets / "suivi_actes_ADS.xlsx", drawn, reviews)
    write_appeals(world.sheets / "suivi_recours_gracieux.ods", reviews)
    write_truth(world.truth, drawn, reviews, files)
    return world


def _commune(insee: str, name: str, document: str) -> Commune:
    return Commune(insee=insee, name=name, planning_document=document)


def _write_acts(
    folder: Path,
    acts: tuple[Act, ...],
    lands: dict[str, Land],
    seed: int,
    progress: Progress | None,
) -> dict[int, tuple[str, str, Damage | None]]:
    """Print each act, scan a third of them; name, hash and damage by index."""
    files = {}
    for act, data, damage in _printed(acts, lands, seed):
        name = _file_name(act, scanned=damage is not None)
        (folder / name).write_bytes(data)
        files[act.index] = (name, sha256(data).hexdigest(), damage)
        if progress is not None:
            progress(len(files), len(acts))
    return files


def _printed(acts: tuple[Act, ...], lands: dict[str, Land], seed: int) -> Iterator[Printed]:
    """The acts of one town after the other, by as many processes as are worth starting."""
    towns = {town: tuple(act for act in acts if act.town.insee == town) for town in lands}
    processes = min(os.cpu_count() or 1, len(acts) // ACTS_PER_PROCESS)
    if processes < 2:
        for town, its_acts in towns.items():
            yield from _print_town(its_acts, lands[town], seed)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        tasks = [
            pool.submit(_print_town, its_acts, lands[town], seed)
            for town, its_acts in towns.items()
        ]
        for task in as_completed(tasks):
            yield from task.result()


def _print_town(acts: tuple[Act, ...], land: Land, seed: int) -> list[Printed]:
    return [_print(act, land, seed) for act in acts]


def _print(act: Act, land: Land, seed: int) -> Printed:
    draw = Random(f"{seed}:scan:{act.index}")
    scanned = draw.random() < SCANNED_SHARE
    front_only = scanned and draw.random() < FRONT_SHARE
    data = print_act(act, land, front_only=front_only)
    if not scanned:
        return act, data, None
    damage = draw_damage(draw)
    return act, scan(data, damage, f"{seed}:{act.index}"), damage


def _file_name(act: Act, *, scanned: bool) -> str:
    """Names as they come: by number, by date, as the scanner numbers them."""
    if scanned:
        return f"SCAN_{act.received_on:%Y%m%d}_{act.index:04d}.pdf"
    return f"{act.number.replace(' ', '_')}_{act.index:04d}.pdf"
