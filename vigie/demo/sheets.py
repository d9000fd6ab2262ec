"""The sheets of the made world: acts received, month by month, with the mess of real ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from vigie.demo.acts import Act
from vigie.demo.archive import settle_workbook
from vigie.demo.control import Review
from vigie.demo.manner import MONTH_NAMES, manner_of
from vigie.demo.paper import MENTION
from vigie.demo.wording import works_text
from vigie.domain.fact import Decision, SignatoryRole
from vigie.domain.outcome import Rung, Selection

GROUPS = (("DOSSIER", 6), ("PROJET", 5), ("DÉCISION", 3), ("TRANSMISSION", 2), ("CONTRÔLE", 5))
HEADINGS = (
    "N°", "Commune", "N° dossier", "M / T", "Demandeur", "Adresse",
    "Parcelles", "Nature", "SDP créée", "Zone PLU", "PPRI",
    "Date décision", "Sens", "Signataire",
    "Reçu en préf. le", "Délai (j)",
    "Prio.", "Agent", "Date examen", "Suite donnée", "Observations",
)  # fmt: skip
LATER_HEADINGS = ("Motif du contrôle",)
ALL_CLEAR = ("RAS", "ras ", "R.A.S", "RAS", "Vu", "vu RAS", "OK", "Pas d'observation")
MOTIVES = {
    Selection.RANDOM: ("aléatoire", "tirage"),
    Selection.TARGETED: ("commune suivie", "thème inondation", "ciblé", "priorité 1"),
    Selection.TIP_OFF: ("signalement riverain", "signalement", "saisine d'un tiers"),
}
SENSES = {
    Decision.GRANTED: "Accord",
    Decision.GRANTED_WITH_CONDITIONS: "Accord avec prescriptions",
    Decision.REFUSED: "Refus",
    Decision.OPPOSED: "Opposition",
    Decision.NON_OPPOSITION: "Non opposition",
    Decision.NON_OPPOSITION_WITH_CONDITIONS: "Non opposition avec prescr.",
    Decision.TACIT: "Tacite",
    Decision.WITHDRAWN: "Retrait",
    Decision.DEFERRED: "Sursis",
    Decision.POSITIVE: "CUb positif",
    Decision.NEGATIVE: "CUb négatif",
    Decision.INFORMATIVE: "CUa",
}
COLOURS = (None, "FFF2CC", "F8CBAD")
Row = list[Any]


def write_tracking(path: Path, acts: tuple[Act, ...], reviews: dict[int, Review]) -> None:
    """One tab a month of reception, a hidden tab of lists."""
    book = Workbook()
    book.remove(book.worksheets[0])
    months: dict[tuple[int, int], list[Act]] = defaultdict(list)
    for act in acts:
        months[act.received_on.year, act.received_on.month].append(act)
    for (year, month), received in sorted(months.items()):
        sheet = book.create_sheet(f"{MONTH_NAMES[month - 1]} {year % 100:02d}")
        _month(sheet, (year, month), received, reviews)
    _lists(book.create_sheet("listes"), acts)
    book.properties.creator = MENTION
    book.save(path)
    settle_workbook(path)


def _lists(sheet: Worksheet, acts: tuple[Act, ...]) -> None:
    sheet.sheet_state = "hidden"
    for row, name in enumerate(sorted({act.town.name for act in acts}), 1):
        sheet.cell(row, 1, name)


def _month(
    sheet: Worksheet, month: tuple[int, int], acts: list[Act], reviews: dict[int, Review]
) -> None:
    later = month >= (2025, 1)
    name = f"{MONTH_NAMES[month[1] - 1]} {month[0]}"
    sheet["A1"] = f"DDTM 34 – Suivi des actes ADS reçus – {name} – {MENTION}"
    sheet["A1"].font = Font(bold=True, size=13)
    _head(sheet, later=later)
    at = 5
    ordered = sorted(acts, key=lambda act: (act.received_on, act.index))
    for rank, group in enumerate(_grouped(ordered, reviews), 1):
        draw = Random(f"row:{group[0].index}")
        for column, value in enumerate(_row(rank, group, reviews, draw, later=later), 1):
            cell = sheet.cell(at, column, value)
            if isinstance(value, date):
                cell.number_format = "DD/MM/YYYY"
        shade = COLOURS[draw.choices((0, 1, 2), (80, 14, 6))[0]]
        if shade:
            sheet.cell(at, 3).fill = PatternFill("solid", fgColor=shade)
        at += 1
    sheet.cell(at, 2, f"Total {name} : {len(acts)} actes").font = Font(bold=True)
    sheet.freeze_panes = "D5"


def _head(sheet: Worksheet, *, later: bool) -> None:
    """Two rows of headings, the first one merged by group."""
    column = 1
    for title, width in GROUPS:
        sheet.cell(3, column, title).alignment = Alignment(horizontal="center")
        sheet.merge_cells(
            start_row=3, end_row=3, start_column=column, end_column=column + width - 1
        )
        column += width
    for column, title in enumerate(HEADINGS + (LATER_HEADINGS if later else ()), 1):
        sheet.cell(4, column, title).font = Font(bold=True)


def _grouped(acts: list[Act], reviews: dict[int, Review]) -> Iterator[list[Act]]:
    """Acts row by row; two that came together and were not reviewed share a row now and then."""
    waiting: Act | None = None
    for act in acts:
        together = (
            waiting is not None
            and (waiting.town, waiting.received_on) == (act.town, act.received_on)
            and waiting.index not in reviews
            and act.index not in reviews
        )
        if waiting is not None and together:
            yield [waiting, act]
            waiting = None
        else:
            if waiting is not None:
                yield [waiting]
            waiting = act
    if waiting is not None:
        yield [waiting]


def _row(
    rank: int, acts: list[Act], reviews: dict[int, Review], draw: Random, *, later: bool
) -> Row:
    act, review = acts[0], reviews.get(acts[0].index)
    stage = act.number.split()[4] if len(act.number.split()) > 4 else None
    lag = (act.received_on - act.decided_on).days
    row: Row = [
        rank, _spelled(act.town.name, draw),
        draw.choice((" et ", " / ", "\n")).join(_number(a, draw) for a in acts), stage,
        act.applicant.name, act.address, manner_of(act.town).parcels(act.parcels),
        works_text(act), act.project.floor_area, act.zone or None,
        act.risk.code if act.risk and draw.random() < 0.5 else None,
        _day(act.decided_on, draw), SENSES[act.decision],
        "adjoint" if act.signed.role is SignatoryRole.DEPUTY else "maire",
        _day(act.received_on, draw, vague=True), "#REF!" if draw.random() < 0.03 else lag,
    ]  # fmt: skip
    row += _control(review, draw)
    if later:
        row.append(
            draw.choice(MOTIVES[review.selection]) if review and draw.random() < 0.7 else None
        )
    return row


def _spelled(name: str, draw: Random) -> str:
    form = draw.random()
    if form < 0.15:
        return name.upper()
    if form < 0.3:
        return name.replace("Saint-", "St ").replace("-lès-", " les ")
    return name


def _number(act: Act, draw: Random) -> str:
    shown = manner_of(act.town).number(act.number)
    if draw.random() < 0.25:
        return shown.replace(" ", "")
    return shown.lower() if draw.random() < 0.03 else shown


def _day(day: date, draw: Random, *, vague: bool = False) -> Any:
    """A date as people type it."""
    form = draw.random()
    if form < 0.72:
        return day
    if form < 0.86:
        return f"{day.day}/{day.month}/{day.year % 100:02d}"
    if form < 0.95:
        return f"{day:%d.%m.%Y}"
    if vague and form > 0.992:
        return f"courant {MONTH_NAMES[day.month - 1]}"
    return (day - date(1899, 12, 30)).days


def _control(review: Review | None, draw: Random) -> Row:
    if review is None:
        return [draw.choice((None, None, None, 3, 2)), None, None, None, None]
    priority = 1 if review.selection is not Selection.RANDOM else 2
    note = "tél. mairie" if draw.random() < 0.08 else None
    return [priority, review.agent, _day(review.examined_on, draw), _told(review, draw), note]


def _told(review: Review, draw: Random) -> str:
    """What the reviewer typed: the last step, now and then the one before it too."""
    sent = review.day_of(Rung.OBSERVATIONS)
    if sent is None:
        step = review.steps[-1] if review.steps else None
        if step is not None and step.rung is Rung.PIECES_ASKED:
            return draw.choice(("PC demandées le {d}", "demande de pièces le {d}", "Pièces"
            " dem. {d}")
                               ).format(d=_short(step.day, draw))  # fmt: skip
        return draw.choice(ALL_CLEAR)
    told = draw.choice(("RG envoyé le {d}", "RG le {d}", "LO du {d}", "Recours gracieux {d}"))
    told = told.format(d=_short(sent, draw))
    withdrawn = review.day_of(Rung.WITHDRAWN)
    if withdrawn is not None and draw.random() < 0.7:
        told += f" - retrait le {_short(withdrawn, draw)}"
    return told


def _short(day: date, draw: Random) -> str:
    if draw.random() < 0.5:
        return f"{day:%d/%m/%Y}"
    return f"{day.day}/{day.month}/{day.year % 100:02d}"
