"""The words by which acts are found: FTS5 on SQLite, a text vector on PostgreSQL."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, Select, select, text
from sqlalchemy.sql.expression import TextualSelect, column

from vigie.domain.fact import said
from vigie.domain.finding import Verdict
from vigie.domain.record import ActRecord

LONGEST = 20_000  # characters of one act
_WORD = re.compile(r"[a-z0-9]+")
_SHOWN = frozenset({Verdict.BREACH, Verdict.DOUBT})

CREATE = {
    "sqlite": "CREATE VIRTUAL TABLE act_words USING fts5(body, tokenize='unicode61')",
    "postgresql": "CREATE TABLE act_words (word_id BIGINT PRIMARY KEY, body TSVECTOR NOT NULL)",
}
INDEX = "CREATE INDEX ix_act_words_body ON act_words USING gin (body)"
_DELETE = {
    "sqlite": text("DELETE FROM act_words WHERE rowid = :id"),
    "postgresql": text("DELETE FROM act_words WHERE word_id = :id"),
}
_INSERT = {
    "sqlite": text("INSERT INTO act_words (rowid, body) VALUES (:id, :body)"),
    "postgresql": text(
        "INSERT INTO act_words (word_id, body) VALUES (:id, to_tsvector('simple', :body))"
    ),
}
_FIND = {
    "sqlite": "SELECT rowid AS word_id FROM act_words WHERE act_words MATCH :words",
    "postgresql": "SELECT word_id FROM act_words WHERE body @@ to_tsquery('simple', :words)",
}


def create(connection: Connection) -> None:
    """Make the table; called by the migration that brings it."""
    connection.exec_driver_sql(CREATE[connection.dialect.name])
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(INDEX)


def save(connection: Connection, word_id: int, body: str) -> None:
    """Keep the words of an act in the place of those before."""
    name = connection.dialect.name
    connection.execute(_DELETE[name], {"id": word_id})
    connection.execute(_INSERT[name], {"id": word_id, "body": body})


def remove(connection: Connection, word_id: int) -> None:
    """Forget the words of an act."""
    connection.execute(_DELETE[connection.dialect.name], {"id": word_id})


def text_of(record: ActRecord) -> str:
    """Number, commune, works, reasons and masked text of an act; never who asked for it."""
    facts, commune = record.dossier.facts, record.dossier.commune
    number = said(facts.dossier_number) or ""
    parts = (
        number,
        number.replace(" ", ""),
        commune.name if commune else "",
        commune.insee if commune else said(facts.commune_insee) or "",
        said(facts.works) or "",
        *(f.because for f in record.findings if f.verdict in _SHOWN),
        record.dossier.masked_text or "",
    )
    return folded(" ".join(parts))[:LONGEST]


def folded(words: str) -> str:
    """Text as it is sought: lower case, without accents."""
    plain = unicodedata.normalize("NFD", words.lower())
    for accent in filter(unicodedata.combining, set(plain)):  # few: faster than letter by letter
        plain = plain.replace(accent, "")
    return plain


def matching(dialect: str, sought: str) -> Select[tuple[int]]:
    """Rows whose words begin with every word sought; none when nothing is sought."""
    words = _WORD.findall(folded(sought))
    asked = (
        " AND ".join(f'"{word}"*' for word in words)
        if dialect == "sqlite"
        else " & ".join(f"{word}:*" for word in words)
    )
    found: TextualSelect = (
        text(_FIND[dialect] if words else "SELECT 0 AS word_id WHERE 1 = 0")
        .bindparams(**({"words": asked} if words else {}))
        .columns(column("word_id"))
    )
    return select(found.subquery().c.word_id)
