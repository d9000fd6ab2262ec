"""Cerfa forms of planning law: the fields that the applicant filled in, with their boxes.

Fields after the official PDF (AcroForm). A form without fields, printed or scanned, is known by its
title and read by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from ingest.formats.cells import folded, numbers_in
from ingest.formats.letters import is_decided
from vigie.domain.dossier import Declared
from vigie.domain.evidence import PageEvidence
from vigie.domain.fact import Fact, Facts
from vigie.domain.page import Box, Reading

FORMS = {
    "13406", "13409", "13703", "13404", "13410", "13405", "13411", "13412", "13407", "13408",
    "16702",
}  # fmt: skip
SURE = 0.99  # typed in a field; it may still be wrong
TOLERANCE_M2 = 1.0
MAX_FIELDS = 5000
TITLE_WITHIN = 1500  # characters of the first page
MAX_DEPTH = 8
_NUMBER = r"(?P<form>\d{5})\s*\*\s*(?P<version>\d{2})"
_TITLES = (
    re.compile(rf"cerfa[^\d]{{0,40}}{_NUMBER}"),
    re.compile(rf"{_NUMBER}[^\d]{{0,40}}cerfa"),
)
_AREA = re.compile(r"\d[\d\s\u00a0]*(?:[.,]\d+)?")
_RISK_ROWS = re.compile(
    r"plan de prevention des risques[^?]{0,160}\?\s*(?P<yes>\S?)\s*oui\s*(?P<no>\S?)\s*non"
)
_TICKED = re.compile(r"[x☒☑✓✔✗■]")

_UNREADABLE = (
    pikepdf.PasswordError,
    pikepdf.PdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class _Field:
    """One field: its short name, its text, its page from 1, its box from the top left."""

    name: str
    value: str
    page: int
    box: Box


def declared(data: bytes, *, document: str = "") -> tuple[Declared, tuple[str, ...]] | None:
    """What a form with fields declares, and the dossier numbers it bears; None for no form."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            fields = {field.name: field for field in _fields(pdf)}
    except _UNREADABLE:
        return None  # reading its pages will say what is wrong with it
    form = fields.get("N1N_numero")
    if form is None or form.value.partition("*")[0] not in FORMS:
        return None
    facts = _facts(fields)
    said = Declared(document, form.value, facts, _in_risk_plan(fields), _contradictions(fields))
    numbers = [field.value for field in fields.values() if field.page == 1]
    return said, numbers_in(" ; ".join(numbers), kind=_kind(fields)).normal


def _kind(fields: Mapping[str, _Field]) -> str | None:
    kind = fields.get("N1F_formulaire")
    return kind.value if kind is not None else None


def declared_by_words(reading: Reading, facts: Facts) -> tuple[Declared, tuple[str, ...]] | None:
    """The same from a form without fields: its title says what it is, ``facts`` what was read."""
    first = folded(reading.pages[0].text) if reading.pages else ""
    title = next((m for one in _TITLES if (m := one.search(first[:TITLE_WITHIN]))), None)
    if title is None or title["form"] not in FORMS or is_decided(first):
        return None  # an act that cites the form is no form
    text = "\n".join(page.text for page in reading.pages)
    form = f"{title['form']}*{title['version']}"
    return Declared(reading.sha256, form, facts, _risk_in_words(folded(text))), numbers_on(reading)


def numbers_on(reading: Reading) -> tuple[str, ...]:
    """The dossier number that the town hall wrote on the first pages of a form."""
    return numbers_in("\n".join(page.text for page in reading.pages[:2])).normal[:1]


def _risk_in_words(text: str) -> bool | None:
    found = _RISK_ROWS.search(" ".join(text.split()))
    if found is None:
        return None
    yes, no = bool(_TICKED.match(found["yes"])), bool(_TICKED.match(found["no"]))
    return yes if yes != no else None


def _fields(pdf: pikepdf.Pdf) -> Iterator[_Field]:
    """Fields that hold something, by the widgets of each page: they alone say where they stand."""
    if "/AcroForm" not in pdf.Root:
        return
    seen = 0
    for number, page in enumerate(pdf.pages, 1):
        height = float(page.mediabox[3])
        for widget in page.obj.get("/Annots", []):
            seen += 1
            if seen > MAX_FIELDS:
                return
            found = _field(widget, number, height)
            if found is not None:
                yield found


def _field(widget: Any, page: int, height: float) -> _Field | None:
    if widget.get("/Subtype") != "/Widget" or "/Rect" not in widget:
        return None
    name = value = None
    node = widget
    for _ in range(MAX_DEPTH):  # name and value may stand on a parent
        name = name or (str(node["/T"]) if "/T" in node else None)
        value = value if value is not None else node.get("/V")
        if "/Parent" not in node or (name and value is not None):
            break
        node = node["/Parent"]
    text = "" if value is None else str(value).strip()
    if not name or not text or text in {"/Off", "Off"}:
        return None
    left, bottom, right, top = (float(side) for side in widget["/Rect"])
    box = Box(left, height - top, right, height - bottom)
    return _Field(name.partition("[")[0], text, page, box)


def _facts(fields: Mapping[str, _Field]) -> Facts:
    return Facts(
        parcels=_parcels(fields),
        site_area_m2=_area(fields, "D5T_total") or _area(fields, "T2T_superficie"),
        floor_area_created_m2=_area(fields, "W2SB1", "W1SB1"),
        floor_area_existing_m2=_area(fields, "W2SA1", "W1SA1"),
        dwellings_created=_whole(fields, "C5ZA1_logements"),
        works=_text(fields, "C2ZD1_description"),
    )


def _evidence(*fields: _Field) -> tuple[PageEvidence, ...]:
    return tuple(PageEvidence(field.page, field.box, field.value) for field in fields)


def _area(fields: Mapping[str, _Field], *names: str) -> Fact[float] | None:
    """The first of these fields that holds a number of m²; one that holds 0 comes last."""
    numbers = [(_number(fields, name), name) for name in names]
    found = [(number, fields[name]) for number, name in numbers if number is not None]
    found.sort(key=lambda pair: pair[0] == 0)
    return Fact(found[0][0], SURE, _evidence(found[0][1])) if found else None


def _number(fields: Mapping[str, _Field], name: str) -> float | None:
    field = fields.get(name)
    match = _AREA.fullmatch(field.value) if field is not None else None
    return None if match is None else float(re.sub(r"\s", "", match[0]).replace(",", "."))


def _whole(fields: Mapping[str, _Field], name: str) -> Fact[int] | None:
    number = _number(fields, name)
    if number is None or number != int(number):
        return None
    return Fact(int(number), SURE, _evidence(fields[name]))


def _text(fields: Mapping[str, _Field], name: str) -> Fact[str] | None:
    field = fields.get(name)
    return Fact(field.value, SURE, _evidence(field)) if field is not None else None


def _plots(fields: Mapping[str, _Field]) -> Iterator[tuple[str, str, str, str]]:
    """Names of the fields of each plot: prefix, section, number, area."""
    yield "T2F_prefixe", "T2S_section", "T2N_numero", "T2T_superficie"
    for letter in "ABCDEFGHIJKLMNOP":
        if f"T5Z{letter}3" in fields:
            yield tuple(f"T5Z{letter}{rank}" for rank in range(1, 5))  # type: ignore[misc]


def _parcels(fields: Mapping[str, _Field]) -> Fact[tuple[str, ...]] | None:
    """Plots as prefix, section, number: 9 characters, to be led by the code of the commune."""
    found, places = [], []
    for prefix, section, number, _ in _plots(fields):
        parts = [fields[name].value if name in fields else "" for name in (prefix, section, number)]
        letters, digits = parts[1].upper(), parts[2]
        if re.fullmatch(r"[A-Z0-9]{1,2}", letters) and re.fullmatch(r"\d{1,4}", digits):
            found.append(f"{parts[0].zfill(3)[:3]}{letters.zfill(2)}{digits.zfill(4)}")
            places += [fields[name] for name in (section, number)]
    return Fact(tuple(dict.fromkeys(found)), SURE, _evidence(*places)) if found else None


def _in_risk_plan(fields: Mapping[str, _Field]) -> bool | None:
    yes, no = "F5PR1_risquesoui" in fields, "F5PR0_risquesnon" in fields
    return yes if yes != no else None


def _contradictions(fields: Mapping[str, _Field]) -> tuple[str, ...]:
    """Sums of the form that do not add up."""
    return tuple(_wrong_sums(fields))


def _wrong_sums(fields: Mapping[str, _Field]) -> Iterator[str]:
    plots = [number for *_, area in _plots(fields) if (number := _number(fields, area)) is not None]
    total = _number(fields, "D5T_total")
    if plots and total is not None and abs(sum(plots) - total) > TOLERANCE_M2:
        yield (
            f"les parcelles déclarées font {sum(plots):g} m², le total déclaré est de {total:g} m²"
        )
    for table, called in (("W1S", "par destination"), ("W2S", "par sous-destination")):
        columns = {name: _number(fields, f"{table}{name}1") for name in "ABCDEF"}
        if columns["F"] is None or columns["B"] is None:
            continue
        expected = _signed(columns, "ABC") - _signed(columns, "DE")
        if abs(expected - columns["F"]) > TOLERANCE_M2:
            yield (
                f"surfaces de plancher {called} : existant, créé et supprimé donnent "
                f"{expected:g} m², le total déclaré est de {columns['F']:g} m²"
            )


def _signed(columns: Mapping[str, float | None], names: Iterable[str]) -> float:
    return sum(columns[name] or 0.0 for name in names)
