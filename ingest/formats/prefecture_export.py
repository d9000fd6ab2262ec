"""The préfecture's CSV export of @CTES: which acts came, which were controlled, what was sent."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import islice

from ingest.contents import Contents, FormatReader
from ingest.formats.actes_messages import SOURCE, URBANISM, day_of_identifier, insee_of
from ingest.formats.cells import actes_ids_in, day_of, numbers_in
from ingest.formats.control_rows import DEFERE_TERM, TRANSMISSION_TERM, UNDATED
from ingest.formats.headings import plain_heading
from vigie.domain.control import ControlRecord, RowRefused
from vigie.domain.outcome import Outcome, Rung
from vigie.errors import Refused

HEAD_LINES = 60  # the headings stand on line 13, after lines about the search
NEEDED = frozenset({"n acte", "nature", "matiere", "objet", "acte controle"})
LETTERS = (
    ("date de demande de transmission complementaire", Rung.PIECES_ASKED),
    ("date de transmission du courrier simple", Rung.PIECES_ASKED),
    ("date de transmission de la lettre d observation", Rung.OBSERVATIONS),
)
Row = dict[str, str]


def recognises(data: bytes) -> bool:
    """True when the headings of the export stand near the beginning."""
    return b";" in data[:65536] and _header_line(data[:65536]) is not None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("iso-8859-15")


def _header_line(data: bytes) -> int | None:
    lines = data.replace(b"\r", b"").split(b"\n")[:HEAD_LINES]
    for number, line in enumerate(lines):
        if {plain_heading(cell.strip('" ')) for cell in _decoded(line).split(";")} >= NEEDED:
            return number
    return None


def read(data: bytes, name: str) -> Contents:
    """A row of control for each act of urbanism; the others are counted in a note."""
    header = _header_line(data[:65536])
    if header is None:
        raise Refused("intitulés de l'export @CTES absents : refaire l'export")
    controls: list[ControlRecord] = []
    refused: list[RowRefused] = []
    foreign = 0
    for number, row in _rows(_decoded(data), header):
        where = f"{name}, ligne {number}"
        if not _of_urbanism(row):
            foreign += 1
        elif actes_ids_in(row["n acte"]):
            controls.append(_record(row, where))
        else:
            refused.append(RowRefused(where, f"N° d'acte non compris : « {row['n acte'][:40]} »"))
    notes = (
        (f"{foreign} acte(s) d'autres matières que l'urbanisme : non retenus",) if foreign else ()
    )
    return Contents(controls=tuple(controls), refused_rows=tuple(refused), notes=notes)


def _rows(text: str, header: int) -> Iterator[tuple[int, Row]]:
    """Line number in the file and cells by plain heading."""
    stream = StringIO(text, newline="")
    skipped = "".join(islice(stream, header))
    reader = csv.reader(stream, delimiter=";")
    try:
        headings = [plain_heading(cell) for cell in next(reader)]
        for cells in reader:
            row = dict(zip(headings, cells, strict=False))
            if any(cells) and set(row) >= NEEDED:
                yield skipped.count("\n") + reader.line_num, row
    except csv.Error as error:
        raise Refused(f"export @CTES illisible ({error}) : refaire l'export") from error


def _of_urbanism(row: Row) -> bool:
    matter = row["matiere"].strip()
    return matter.startswith(f"{URBANISM}.") or bool(numbers_in(row["objet"]).normal)


def _record(row: Row, where: str) -> ControlRecord:
    actes_id = actes_ids_in(row["n acte"])[0]
    numbers = numbers_in(row["objet"]).normal or numbers_in(actes_id.split("-", 3)[3][:-3]).normal
    asked, sent = (day_of(row.get(LETTERS[rank][0])) for rank in (0, 2))
    return ControlRecord(
        where=where,
        dossier_number=numbers[0] if len(numbers) == 1 else None,
        actes_id=actes_id,
        commune_insee=insee_of(actes_id),
        decided_on=day_of_identifier(actes_id),
        pieces_asked_on=asked,
        recours_sent_on=sent,
        outcomes=_outcomes(row, day_of_identifier(actes_id)),
    )


def _outcomes(row: Row, decided: date | None) -> tuple[Outcome, ...]:
    found: dict[Rung, Outcome] = {}
    for heading, rung in LETTERS:
        day = day_of(row.get(heading))
        if day is not None:
            note = heading.removeprefix("date de ").replace(" d observation", " d'observation")
            found.setdefault(rung, Outcome(rung, day, SOURCE, note=note))
    if not found and row["acte controle"].strip() == "1" and decided is not None:
        known = decided + TRANSMISSION_TERM + DEFERE_TERM
        found[Rung.NOTHING_SAID] = Outcome(Rung.NOTHING_SAID, known, SOURCE, note=UNDATED)
    return tuple(found[rung] for rung in Rung if rung in found)


READER = FormatReader("prefecture_export", "export CSV @CTES", recognises, read)
