"""Files to measure with, made here: the same seed gives the same bytes."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

HEADINGS = (
    "N°", "Arrondissement", "Commune", "Code INSEE", "N° dossier", "Type", "Nature des travaux",
    "Date décision", "Date réception préfecture", "Mode", "Date examen", "Suite", "Observations",
)  # fmt: skip
SUITES = ("RAS", "ras ", "vu", "", "", "RG le {}", "PC demandées le {}", "OK", "R.A.S")
WORKS = ("villa", "piscine et local technique", "extension de 38 m²", "hangar agricole", "clôture")
FIRST = date(2018, 1, 2)


def tracking_sheet(path: Path, rows: int, *, seed: int = 1) -> None:
    """A tracking sheet of acts, a tab a month, dates as days, serial numbers and texts."""
    book, chance = Workbook(write_only=True), random.Random(seed)  # noqa: S311 - made-up rows
    for month in range(12):
        tab = book.create_sheet(f"{month + 1:02}-2018")
        tab.append(["SUIVI DES ACTES REÇUS"])
        tab.append(HEADINGS)
        for rank in range(rows // 12):
            tab.append(_row(month * (rows // 12) + rank, chance))
        tab.append([None, None, "TOTAL", None, rows // 12])
    book.save(path)


def _row(rank: int, chance: random.Random) -> list[object]:
    commune = 1 + rank % 340
    decided = FIRST + timedelta(days=rank % 360)
    received = decided + timedelta(days=chance.randint(2, 25))
    examined = received + timedelta(days=chance.randint(5, 40))
    suite = chance.choice(SUITES).format(f"{examined:%d/%m/%y}")
    number = f"PC 034 {commune:03} 18 V{rank // 340:04}"
    typed = (decided, f"{decided:%d/%m/%Y}", (decided - date(1899, 12, 30)).days)
    return [
        rank, chance.choice(("Béziers", "Lodève", "Montpellier")), f"Commune {commune}",
        f"34{commune:03}", number, "PC", chance.choice(WORKS), chance.choice(typed), received,
        "papier", examined if suite else None, suite, None,
    ]  # fmt: skip


def sitadel(path: Path, rows: int, *, seed: int = 1) -> None:
    """A file of Sitadel (housing) of all France: a description line, then names, then permits."""
    names = ["REG_CODE", "DEP_CODE", "COMM", "TYPE_DAU", "NUM_DAU", "ETAT_DAU"]
    names += ["DATE_REELLE_AUTORISATION", "SEC_CADASTRE1", "NUM_CADASTRE1", "SURF_HAB_CREEE"]
    more = [f"SURF_{rank:02}" for rank in range(60)]  # the real file has 98 columns
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
        sheet.writerow(["description"] * (len(names) + len(more)))
        sheet.writerow([*names, *more])
        for permit in _permits(rows, random.Random(seed)):  # noqa: S311
            sheet.writerow([*permit, *([0] * len(more))])


def _permits(rows: int, chance: random.Random) -> Iterator[list[object]]:
    for rank in range(rows):
        department, commune = 1 + rank % 95, 1 + (rank // 95) % 300
        year, serial = 13 + rank % 12, rank // 28_500
        number = f"{department:03}{commune:03}{year}V{serial:04}"
        day = date(2000 + year, 1, 1) + timedelta(days=chance.randint(0, 364))
        place = f"{department:02}{commune:03}"
        yield [
            "76", f"{department:02}", place, "PC", number, 2, day.isoformat(),
            "AB", "0012", chance.randint(0, 400),
        ]  # fmt: skip
