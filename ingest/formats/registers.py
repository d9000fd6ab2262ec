"""Registers of communes (csv, any spreadsheet): who may sign, which planning document, since when.

Columns are recognised by their headings, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ingest.contents import CommuneLine, Contents, FormatReader
from ingest.formats.cells import day_of, plain, shown
from ingest.formats.columns import HEAD, recognise_columns
from ingest.formats.headings import plain_heading
from ingest.formats.spreadsheet import Cell, Sheet, container, sheets
from vigie.domain.control import RowRefused
from vigie.domain.dossier import Commune, Delegation
from vigie.errors import Refused

HEADINGS = {
    "insee": r"insee|^code (de la )?commune|^codgeo|^com$|^depcom$",
    "commune": r"^(nom (de la )?)?commune|^libelle( commune)?$|^nom( commune)?$|^libgeo",
    "signatory": r"signataire|delegataire|beneficiaire|^elu|^nom (et )?prenom"
    r"|^(nom|prenom).*(adjoint|delegue|elu|agent)",
    "role": r"qualite|fonction|^titre",
    "since": r"debut|a compter|depuis|date (d )?effet|entree en vigueur|executoire|approbation"
    r"|date (de l |d )?arrete|^du$|^date$",
    "until": r"\bfin\b|jusqu|echeance|terme|retrait|abrog|^au$",
    "planning": r"document (d )?urbanisme|documentopposable|doc urba|type (de )?doc"
    r"|^document$|^plu$",
    "epci": r"epci|intercommunalite",
    "littoral": r"littoral",
    "montagne": r"montagne",
}
RULES = {name: re.compile(words) for name, words in HEADINGS.items()}
PLANS = (
    ("PLUi", r"plu ?i\b|intercommunal"),
    ("PLU", r"\bplu\b|plan local"),
    ("POS", r"\bpos\b|occupation des sols"),
    ("CC", r"\bcc\b|carte communale"),
    ("RNU", r"\brnu\b|reglement national|^aucun|^neant|^sans"),
)
_YES, _NO = re.compile(r"^(o|oui|x|1|vrai|true|total|part)"), re.compile(r"^(n|non|0|faux|false)")
_INSEE = re.compile(r"\d[\dAB]\d{3}")
Places = dict[str, int]


def _mapped(head: list[list[Cell]]) -> tuple[int, Places] | None:
    """The row of headings and where each column stands; None for no register."""
    for at, row in enumerate(head[:10]):
        places: Places = {}
        for column, cell in enumerate(row):
            heading = plain_heading(shown(cell))
            name = next((n for n, rule in RULES.items() if rule.search(heading)), None)
            if name is not None and heading:
                places.setdefault(name, column)
        if "insee" in places and ({"signatory", "planning"} & set(places)):
            return at, places
    return None


def recognises(data: bytes) -> bool:
    """True for a spreadsheet of communes with signatories or planning documents, and no acts."""
    if container(data) is None:
        return False
    try:
        for sheet in islice(sheets(data), 1):
            head = list(islice(sheet.rows, HEAD))
            return _mapped(head) is not None and recognise_columns(head) is None
    except Refused:
        return False
    return False


def read(data: bytes, name: str) -> Contents:
    """A delegation or a commune a row."""
    communes: list[CommuneLine] = []
    delegations: list[Delegation] = []
    refused: list[RowRefused] = []
    for sheet in sheets(data):
        for line in _lines(sheet, name):
            if isinstance(line, Delegation):
                delegations.append(line)
            elif isinstance(line, CommuneLine):
                communes.append(line)
            else:
                refused.append(line)
    if not communes and not delegations:
        raise Refused("registre sans ligne comprise : vérifier les codes INSEE et les dates")
    note = f"{len(delegations)} délégations, {len(communes)} documents d'urbanisme de communes"
    return Contents(
        communes=tuple(communes),
        delegations=tuple(delegations),
        refused_rows=tuple(refused),
        notes=(note,),
    )


def _lines(sheet: Sheet, name: str) -> Iterator[Delegation | CommuneLine | RowRefused]:
    head = list(islice(sheet.rows, HEAD))
    found = _mapped(head)
    if found is None:
        return
    header, places = found
    rows = [*head[header + 1 :]]
    number = sheet.first_row + header
    for row in (*rows, *sheet.rows):
        number += 1
        if any(shown(cell) for cell in row):
            yield _line(row, places, f"{name}, ligne {number}")


def _line(row: list[Cell], places: Places, where: str) -> Delegation | CommuneLine | RowRefused:
    cell = {name: row[at] if at < len(row) else None for name, at in places.items()}
    said = {name: shown(value) for name, value in cell.items()}
    insee = said["insee"].zfill(5)
    if not _INSEE.fullmatch(insee):
        return RowRefused(where, f"code INSEE non compris : « {said['insee'][:20]} »")
    since = day_of(cell.get("since"))
    if said.get("since") and since is None:
        return RowRefused(where, f"date non comprise : « {said['since'][:40]} »")
    if "signatory" in places:
        if not said["signatory"]:
            return RowRefused(where, "signataire absent")
        return Delegation(
            commune_insee=insee,
            name=said["signatory"],
            role=said.get("role") or None,
            since=since,
            until=day_of(cell.get("until")),
            where=where,
        )
    plan = _plan(said["planning"])
    if plan is None:
        return RowRefused(where, f"document d'urbanisme inconnu : « {said['planning'][:40]} »")
    commune = Commune(
        insee=insee,
        name=said.get("commune") or insee,
        epci=said.get("epci") or None,
        littoral=_yes_or_no(said.get("littoral", "")),
        montagne=_yes_or_no(said.get("montagne", "")),
        planning_document=plan,
    )
    return CommuneLine(commune, since)


def _plan(text: str) -> str | None:
    folded = plain(text).strip()
    return next((name for name, words in PLANS if re.search(words, folded)), None)


def _yes_or_no(text: str) -> bool | None:
    folded = plain(text).strip()
    if _YES.match(folded):
        return True
    return False if _NO.match(folded) else None


READER = FormatReader("registers", "registre des communes ou des délégations", recognises, read)
