"""Recognises the columns of a sheet nobody described: by their headings, then by what they hold.

What was recognised is a small JSON file, by signature of the headings; a person may correct it, and
the corrected file is then followed to the letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.formats.cells import actes_ids_in, day_of, numbers_in, plain, shown
from ingest.formats.spreadsheet import Cell

HEAD = 60  # rows looked at for the headings and for what columns hold
TITLE_CELLS = 2


class Field(StrEnum):
    """What a column says. The values are the words of the JSON file."""

    NUMBER = "numero_dossier"
    KIND = "type_autorisation"
    SUFFIX = "modificatif_transfert"
    ACTES_ID = "identifiant_ctes"
    COMMUNE = "commune"
    INSEE = "code_insee"
    DECIDED = "date_decision"
    RECEIVED = "date_reception_prefecture"
    EXAMINED = "date_examen"
    WHOLE_FILE = "dossier_entier"
    PIECES_ASKED = "date_demande_pieces"
    PIECES_RECEIVED = "date_reception_pieces"
    RECOURS_SENT = "date_recours_gracieux"
    RECOURS_RECEIVED = "date_ar_mairie"
    ANSWERED = "date_reponse_maire"
    ANSWER = "sens_reponse_maire"
    WITHDRAWN = "retrait"
    DEFERE = "defere"
    JUDGED = "jugement"
    OUTCOME = "suite"
    REMARKS = "observations"
    SELECTION = "motif_selection"
    THEMES = "themes"
    GROUNDS = "moyens"
    IGNORED = "ignore"


@dataclass(frozen=True, slots=True)
class Rule:
    """A heading is ``field`` when it matches all of ``needs`` and not ``never``."""

    field: Field
    needs: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] | None

    def fits(self, heading: str) -> bool:
        """Whether a heading in plain letters is this field."""
        if self.never is not None and self.never.search(heading):
            return False
        return all(need.search(heading) for need in self.needs)


def _rule(field: Field, *needs: str, never: str | None = None) -> Rule:
    return Rule(
        field, tuple(re.compile(need) for need in needs), re.compile(never) if never else None
    )


_RG = r"\brg\b|\brgs\b|recours gracieux|lettres? d ?observations?|\blo\b|\brecours\b"
_TOWN = r"mairie|maire|commune|collectivite"
_IN = r"recu|recept|arriv|\bar\b|enregistr|teletransmi|transmis"
F = Field
RULES: tuple[Rule, ...] = (
    _rule(F.IGNORED, r"limite|echeance|butoir|delai|forclusion|avant le|lrar|n recommande"),
    _rule(F.IGNORED, r"petitionnaire|demandeur|beneficiaire|titulaire|adresse|parcelle|cadastr"),
    _rule(F.IGNORED, r"signataire|agent|instructeur|redacteur|service|arrondissement|surface|sdp"),
    _rule(F.ACTES_ID, r"actes\b|ctes|teletransmi", r"identifiant|\bid\b|numero|\bn\b|reference"),
    _rule(F.ACTES_ID, r"identifiant.*acte|^id ?actes?$"),
    _rule(F.INSEE, r"insee"),
    _rule(F.PIECES_RECEIVED, r"piece|complement|\bpc\b", rf"{_IN}|retour|reponse|fourni"),
    _rule(F.PIECES_ASKED, r"piece|complement", r"dem|reclam|envoi|envoy|courrier|date|sollicit"),
    _rule(F.RECOURS_RECEIVED, r"\bar\b|recu|recept|notif|accuse", _TOWN, never="reponse"),
    _rule(F.RECEIVED, r"retour", r"controle (de )?legalite|prefecture", never=r"recours|\brg\b"),
    _rule(F.ANSWER, r"reponse|retour|position", r"\bsens|\bnature|teneur|contenu|quoi"),
    _rule(F.ANSWERED, r"reponse|retour|position", rf"{_TOWN}|date|\ble\b|^reponse$",
          never=r"signature|\brar\b|consult|avis|expert|instruct"),
    _rule(F.JUDGED, r"jugement|tribunal|decision (du )?ta\b|ordonnance|issue.*(ta|contentieu)"),
    _rule(F.DEFERE, r"defere|refere"),
    _rule(F.WITHDRAWN, r"retrait|retire|abrogation"),
    _rule(F.RECOURS_SENT, _RG, r"date|envo|\bdu\b|\ble\b|transmi|sign|depart|^[^ ]+$|^recours g",
          never=r"theme|moyen|motif|numero|\bn\b|objet|suite|observations? (du|de la) "),
    _rule(F.WHOLE_FILE, r"dossier|transmission", r"complet|entier"),
    _rule(F.EXAMINED, r"date|\ble\b", r"exam|control|analys|verif|etudi|\bvu\b|trait",
          never=r"recept|recu|arriv|envoi"),
    _rule(F.RECEIVED, rf"{_IN}", r"pref|\bcl\b|controle|\bsp\b|ctes|etat|representant"),
    _rule(F.RECEIVED, r"^(date )?(d |de |du )?(recept|arriv|recu)|^recu\b|^date ar\b|^ar\b|"
                      r"date.*(recept|arriv|transmi)", never=r"dossier complet|depot|ddtm?\b"),
    _rule(F.DECIDED, r"date|\ble\b|\bdu\b", r"decision|arrete|sign|delivr|\bacte\b|autorisation",
          never=rf"{_IN}|notif|affich|depot|publi|envoi"),
    _rule(F.GROUNDS, r"moyen|illegal|grief|fondement|articles?\b"),
    _rule(F.THEMES, r"theme|thematique|domaine|enjeu"),
    _rule(F.SELECTION, r"motif|origine|selection|critere|raison|pourquoi|saisine"),
    _rule(F.OUTCOME, r"suite|resultat|issue|conclusion|bilan|statut|avancement|^etat|^avis|"
                     r"analyse|controle de legalite|observations? (du|de) control|^controle$",
          never=r"avis (de |d )?(decision|abf|sdis|service)"),
    _rule(F.REMARKS, r"\bobs|remarque|comment|\bnote|divers|precision"),
    _rule(F.SUFFIX, r"modif|transf|\bm t\b|avenant|indice|suffixe", never=r"date"),
    _rule(F.NUMBER, r"dossier|permis|autorisation|\bads\b|\bpc\b|\bdp\b|\bacte\b|demande|\bdau\b",
          r"\bn\b|\bno\b|\bnum|\bref|\bn[ao]s\b|^dossiers?$|^permis$|^pc dp|^autorisation$",
          never=r"date|type|\bnature|objet"),
    _rule(F.NUMBER, r"^(reference|references|numero|num|dossier|dossiers|n ads)$"),
    _rule(F.KIND, r"^type|type (d|de|du)|^nature (d|de) l? ?(acte|autor|dossier)|^categorie$"),
    _rule(F.COMMUNE, r"^(nom (de la )?)?(commune|ville|mairie|collectivite|emetteur)"),
)  # fmt: skip
DATES = frozenset(
    {
        F.DECIDED,
        F.RECEIVED,
        F.EXAMINED,
        F.PIECES_ASKED,
        F.PIECES_RECEIVED,
        F.RECOURS_SENT,
        F.RECOURS_RECEIVED,
        F.ANSWERED,
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place from 0, its heading as printed, what it says."""

    at: int
    heading: str
    field: Field


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of a sheet. ``header`` is the index of the row of headings, -1 for none."""

    header: int
    columns: tuple[Column, ...]

    @property
    def signature(self) -> str:
        """Names a family of sheets: the same headings in the same order."""
        text = "|".join(plain_heading(column.heading) for column in self.columns)
        return sha256(text.encode()).hexdigest()[:12]

    def fields(self) -> frozenset[Field]:
        """The fields that were recognised."""
        return frozenset(c.field for c in self.columns) - {Field.IGNORED}

    def places(self, field: Field) -> tuple[int, ...]:
        """Where a field stands, by place from 0."""
        return tuple(column.at for column in self.columns if column.field is field)


def plain_heading(heading: str) -> str:
    """A heading in plain letters and single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(heading).replace("n°", "n ")).split())


def recognise_columns(head: Sequence[Sequence[Cell]]) -> Mapping | None:
    """The mapping of a sheet by its first rows, None when it names no act."""
    rows = [[shown(cell) for cell in row] for row in head[:HEAD]]
    best = max(range(len(rows)), key=lambda i: (_named(rows[i]), -i), default=-1)
    header = best if best >= 0 and _named(rows[best]) >= TITLE_CELLS else -1
    width = max((len(row) for row in rows), default=0)
    headings = _headings(rows, header, width)
    body = head[header + 1 : HEAD]
    columns = tuple(
        Column(at, headings[at], _field(headings[at], _group(rows, header, at), at, body))
        for at in range(width)
    )
    mapping = _with_number(Mapping(header, columns), body)
    return mapping if {Field.NUMBER, Field.ACTES_ID} & mapping.fields() else None


def _named(row: list[str]) -> int:
    """How many different fields the cells of a row name; a row of values names few."""
    if any(numbers_in(cell).normal for cell in row):
        return 0
    return len(
        {field for cell in row if 0 < len(cell) <= 60 for field in [_by_heading(cell)] if field}
    )


def _by_heading(heading: str) -> Field | None:
    text = plain_heading(heading)
    return next((rule.field for rule in RULES if rule.fits(text)), None) if text else None


def _headings(rows: list[list[str]], header: int, width: int) -> list[str]:
    if header < 0:
        return [""] * width
    row = rows[header] + [""] * (width - len(rows[header]))
    return [row[at] or _above(rows, header, at) for at in range(width)]


def _above(rows: list[list[str]], header: int, at: int) -> str:
    """The heading of a column merged over two rows."""
    row = rows[header - 1] if header > 0 else []
    return row[at] if at < len(row) else ""


def _group(rows: list[list[str]], header: int, at: int) -> str:
    """The heading of the group above, carried over the merged cells to its left."""
    if header < 1:
        return ""
    row = rows[header - 1][: at + 1]
    if sum(bool(cell) for cell in rows[header - 1]) < TITLE_CELLS:
        return ""  # a title, not groups
    return next((cell for cell in reversed(row) if cell), "")


def _field(heading: str, group: str, at: int, body: Sequence[Sequence[Cell]]) -> Field:
    """By heading, then by heading and group, then by what the column holds."""
    cells = [row[at] for row in body if at < len(row) and shown(row[at])]
    found = _by_heading(heading)
    vague = found is None or plain_heading(heading) in {"date", "le", "numero", "n", "sens"}
    if vague and group:
        found = _by_heading(f"{group} {heading}") or found
    if found is None and heading and cells and _share(cells, _is_day) > 0.6:
        found = _by_heading(f"date {heading}")
    if found in DATES and cells and _share(cells, _is_day) < 0.3:
        found = _not_dates(found, cells)
    if found is Field.NUMBER and cells and not _holds_numbers(cells):
        found = None
    return found or Field.IGNORED


def _not_dates(field: Field, cells: list[Cell]) -> Field | None:
    """A column named like a date that holds words tells the outcome, else nothing."""
    words = _share(cells, lambda cell: isinstance(cell, str) and len(shown(cell)) > 1)
    telling = field in {Field.RECOURS_SENT, Field.EXAMINED, Field.ANSWERED}
    return Field.OUTCOME if telling and words > 0.6 else None


def _is_day(cell: Cell) -> bool:
    return day_of(cell) is not None


def _share(cells: list[Cell], holds: Callable[[Cell], bool]) -> float:
    return sum(holds(cell) for cell in cells) / len(cells)


def _holds_numbers(cells: list[Cell]) -> bool:
    return _share(cells, _has_number) >= 0.3


def _has_number(cell: Cell) -> bool:
    found = numbers_in(shown(cell))
    return bool(found.normal or found.untyped)


def _with_number(mapping: Mapping, body: Sequence[Sequence[Cell]]) -> Mapping:
    """Find the column of numbers or of identifiers by content when no heading named it."""
    if {Field.NUMBER, Field.ACTES_ID} & mapping.fields():
        return mapping
    for field, test in ((Field.NUMBER, _has_number), (Field.ACTES_ID, _has_actes_id)):
        for column in mapping.columns:
            cells = [
                row[column.at] for row in body if column.at < len(row) and shown(row[column.at])
            ]
            if len(cells) >= 1 and _share(cells, test) >= 0.5:
                changed = replace(column, field=field)
                columns = tuple(changed if c is column else c for c in mapping.columns)
                return replace(mapping, columns=columns)
    return mapping


def _has_actes_id(cell: Cell) -> bool:
    return bool(actes_ids_in(shown(cell)))


def as_json(mapping: Mapping, *, sheet: str) -> str:
    """The mapping as a person may correct it."""
    body = {
        "feuille": sheet,
        "ligne_des_intitules": mapping.header + 1,
        "champs_possibles": [field.value for field in Field],
        "colonnes": [
            {"colonne": column.at + 1, "intitule": column.heading, "champ": column.field.value}
            for column in mapping.columns
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def corrected(mapping: Mapping, folder: Path | None) -> Mapping:
    """The mapping with the corrections of a person, when ``folder`` holds a file for it."""
    path = folder / f"{mapping.signature}.json" if folder is not None else None
    if path is None or not path.is_file():
        return mapping
    try:
        said = _corrections(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, OSError):
        return mapping
    columns = (replace(c, field=said.get(c.at, c.field)) for c in mapping.columns)
    return replace(mapping, columns=tuple(columns))


def _corrections(body: Any) -> dict[int, Field]:
    return {int(entry["colonne"]) - 1: Field(entry["champ"]) for entry in body["colonnes"]}


def keep(mapping: Mapping, folder: Path | None, *, sheet: str) -> Path | None:
    """Write the mapping for a person to correct; one that is there already is left alone."""
    if folder is None:
        return None
    path = folder / f"{mapping.signature}.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(as_json(mapping, sheet=sheet) + "\n", encoding="utf-8")
    return path


def named_columns(mappings: Iterable[Mapping]) -> str:
    """In French: what was recognised, for the person who sent the sheet."""
    seen: dict[str, str] = {}
    for mapping in mappings:
        for column in mapping.columns:
            if column.field is not Field.IGNORED:
                seen.setdefault(column.field.value, column.heading or f"colonne {column.at + 1}")
    return ", ".join(f"« {heading} » = {field}" for field, heading in seen.items())
