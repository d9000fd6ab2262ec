"""Registers of communes (csv, any spreadsheet): who may sign, which planning document, since when.

Columns are recognised by their headings, in any order; a commune without its code is known later by
its name, where the list of communes is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from ingest.contents import CommuneLine, Contents, FormatReader, Unplaced
from ingest.formats.cells import day_of, plain, shown
from ingest.formats.columns import HEAD, recognise_columns
from ingest.formats.headings import plain_heading
from ingest.formats.spreadsheet import Cell, Sheet, container, sheets
from vigie.domain.control import RowRefused
from vigie.domain.dossier import Commune, Delegation
from vigie.errors import Refused

HEADINGS = {
    "insee": r"insee|^code (de la )?commune|^codgeo|^com$|^depcom$",
    "littoral": r"littoral",
    "montagne": r"montagne",
    "epci": r"epci|intercommunalite",
    "until": r"\bfin\b|jusqu|echeance|\bterme\b|expir|retrait|abrog|^au$",
    "since": r"debut|a compter|depuis|\beffet\b|entree en vigueur|executoire|approbation"
    r"|date (de (l |la )?|d |du )?(arrete|delegation)|^du$|^date$",
    "signatory": r"signataire|delegataire|beneficiaire.*(deleg|signat)|^(personne )?deleguee?$"
    r"|^elue?$|^nom (et )?prenom|^prenom (et )?nom"
    r"|^(nom|identite).*(adjoint|delegue|elu|agent|titulaire)",
    "first_name": r"^prenom",
    "role": r"qualite|fonction|^titre",
    "planning": r"document (d )?urbanisme|documentopposable|doc urba|type (de )?doc"
    r"|^document$|^plu$",
    "commune": r"^(nom (de la )?)?(commune|ville|collectivite)$|^libelle( commune)?$|^libgeo",
    "name": r"^nom$",
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
_Said = Delegation | CommuneLine | Unplaced | RowRefused


def _mapped(head: list[list[Cell]]) -> tuple[int, Places] | None:
    """The row of headings and where each column stands; None for no register."""
    for at, row in enumerate(head[:10]):
        places: Places = {}
        for column, cell in enumerate(row):
            heading = plain_heading(shown(cell))
            name = next((n for n, rule in RULES.items() if rule.search(heading)), None)
            if name is not None and heading:
                places.setdefault(name, column)
        _name_alone(places)
        coded = "insee" in places or {"commune", "since"} <= places.keys()
        if coded and {"signatory", "planning"} & places.keys():
            return at, places
    return None


def _name_alone(places: Places) -> None:
    """« Nom » is that of a person beside a first name or a quality, else that of a commune."""
    at = places.pop("name", None)
    if at is not None:
        person = {"first_name", "role"} & places.keys() and "since" in places
        places.setdefault("signatory" if person else "commune", at)


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
    lines = [line for sheet in sheets(data) for line in _lines(sheet, name)]
    communes = tuple(line for line in lines if isinstance(line, CommuneLine))
    delegations = tuple(line for line in lines if isinstance(line, Delegation))
    unplaced = tuple(line for line in lines if isinstance(line, Unplaced))
    if not communes and not delegations and not unplaced:
        raise Refused("registre sans ligne comprise : vérifier les codes INSEE et les dates")
    note = f"{len(delegations)} délégations, {len(communes)} documents d'urbanisme de communes"
    named = f", {len(unplaced)} lignes connues par le nom de leur commune" if unplaced else ""
    return Contents(
        communes=communes,
        delegations=delegations,
        unplaced=unplaced,
        refused_rows=tuple(line for line in lines if isinstance(line, RowRefused)),
        notes=(note + named,),
    )


def placed(contents: Contents, code_of: Callable[[str], str | None]) -> Contents:
    """Contents whose lines without a code have that of the commune that they name.

    ``code_of`` gives the code of a name, None for a name unknown or that several communes have.
    """
    communes, delegations = list(contents.communes), list(contents.delegations)
    refused = list(contents.refused_rows)
    for one in contents.unplaced:
        insee = code_of(one.commune)
        if insee is None:
            reason = (
                f"commune inconnue ou homonyme : « {one.commune[:40]} » (donner son code INSEE)"
            )
            refused.append(RowRefused(one.where, reason))
        elif isinstance(one.line, Delegation):
            delegations.append(replace(one.line, commune_insee=insee))
        else:
            communes.append(replace(one.line, commune=replace(one.line.commune, insee=insee)))
    return replace(
        contents,
        communes=tuple(communes),
        delegations=tuple(delegations),
        refused_rows=tuple(refused),
        unplaced=(),
    )


def _lines(sheet: Sheet, name: str) -> Iterator[_Said]:
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


def _line(row: list[Cell], places: Places, where: str) -> _Said:
    cell = {name: row[at] if at < len(row) else None for name, at in places.items()}
    said = {name: shown(value) for name, value in cell.items()}
    code, town = said.get("insee", ""), said.get("commune", "")
    insee, known = code.zfill(5), bool(code and _INSEE.fullmatch(code.zfill(5)))
    if not known and (code or not town):
        return RowRefused(where, f"code INSEE non compris : « {code[:20]} »")
    since = day_of(cell.get("since"))
    if said.get("since") and since is None:
        return RowRefused(where, f"date non comprise : « {said['since'][:40]} »")
    line: Delegation | CommuneLine | RowRefused
    if "signatory" in places:
        line = _delegation(said, insee, where)
        if isinstance(line, Delegation):
            line = replace(line, since=since, until=day_of(cell.get("until")))
    else:
        line = _commune(said, insee, where)
        if isinstance(line, CommuneLine):
            line = replace(line, since=since)
    return line if known or isinstance(line, RowRefused) else Unplaced(town, line, where)


def _delegation(said: dict[str, str], insee: str, where: str) -> Delegation | RowRefused:
    name = " ".join(filter(None, (said.get("first_name"), said["signatory"])))
    if not said["signatory"]:
        return RowRefused(where, "signataire absent")
    return Delegation(commune_insee=insee, name=name, role=said.get("role") or None, where=where)


def _commune(said: dict[str, str], insee: str, where: str) -> CommuneLine | RowRefused:
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
    return CommuneLine(commune)


def _plan(text: str) -> str | None:
    folded = plain(text).strip()
    return next((name for name, words in PLANS if re.search(words, folded)), None)


def _yes_or_no(text: str) -> bool | None:
    folded = plain(text).strip()
    if _YES.match(folded):
        return True
    return False if _NO.match(folded) else None


READER = FormatReader("registers", "registre des communes ou des délégations", recognises, read)
