"""The sheet of recours gracieux of the made world, as an OpenDocument spreadsheet."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from pathlib import Path
from random import Random

from vigie.demo.archive import write_zip
from vigie.demo.control import GROUNDS, THEMES, Review
from vigie.demo.manner import manner_of
from vigie.demo.paper import MENTION
from vigie.domain.outcome import Rung

Cell = str | date | None
HEADINGS = (
    "N° dossier", "Commune", "Arrêté du", "Pétitionnaire", "Thème(s)", "Moyens", "Date RG",
    "N° LRAR",
    "AR mairie", "Réponse maire", "Sens réponse", "Retrait le", "Date limite déféré", "Déféré le",
    "Jugement", "Obs.",
)  # fmt: skip
MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' office:version="1.2"'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def write_appeals(path: Path, reviews: dict[int, Review]) -> None:
    """One tab a year of the recours sent so far."""
    sent = [review for review in reviews.values() if review.day_of(Rung.OBSERVATIONS)]
    tables = []
    for year in sorted({_sent_on(review).year for review in sent}):
        rows = [_row(review) for review in sent if _sent_on(review).year == year]
        rows.sort(key=lambda row: str(row[6]))
        tables.append((f"RG {year}", [(f"Suivi des recours gracieux {year} – {MENTION}",), HEADINGS,
                                      *rows, ("TOTAL", str(len(rows)))]))  # fmt: skip
    body = "".join(_table(name, rows) for name, rows in tables)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    files = {
        "mimetype": MIME.encode(),
        "content.xml": content.encode(),
        "META-INF/manifest.xml": MANIFEST.encode(),
    }
    write_zip(path, files, stored=frozenset({"mimetype"}))


def _sent_on(review: Review) -> date:
    day = review.day_of(Rung.OBSERVATIONS)
    assert day is not None
    return day


def _row(review: Review) -> tuple[Cell, ...]:
    act, draw = review.act, Random(f"appeal:{review.act.index}")
    sent, withdrawn = _sent_on(review), review.day_of(Rung.WITHDRAWN)
    judged = review.day_of(Rung.ANNULLED)
    answered = withdrawn or review.refused_on
    theme = review.theme or "plu"
    number = manner_of(act.town).number(act.number)
    return (
        number if draw.random() > 0.03 else None,
        act.town.name.upper() if draw.random() < 0.3 else act.town.name,
        act.decided_on,
        act.applicant.name,
        THEMES[theme],
        GROUNDS[theme],
        sent if draw.random() < 0.8 else f"{sent:%d/%m/%y}",
        f"1A {draw.randint(100, 999)} {draw.randint(100, 999)} {draw.randint(1000, 9999)}"
        f" {draw.randint(0, 9)}",
        review.mayor_received_on,
        answered,
        None if answered is None else ("retrait" if withdrawn else "refus de retrait"),
        withdrawn,
        act.received_on + timedelta(days=61),
        review.day_of(Rung.DEFERE),
        f"annulation TA {judged:%d/%m/%Y}" if judged else None,
        "clos" if withdrawn or judged else None,
    )


def _table(name: str, rows: list[tuple[Cell, ...]]) -> str:
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{escape(name)}">{body}</table:table>'


def _cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}">'
            f"<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(value, quote=False)}</text:p></table:table-cell>"
    )
