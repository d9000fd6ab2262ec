"""Acts reviewed, which count in the past of those that come after it.

It reads acts as they were kept then, with nothing of the program: whatever becomes of its code,
an old database comes to the same rows.
"""

import json
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BATCH = 500
FOUND = frozenset({"observations", "withdrawn", "defere", "annulled"})
PARTS = 4  # type, département and commune, year, running number


def upgrade() -> None:
    """Add the table, and fill it from the acts that are there."""
    table = op.create_table(
        "earlier_acts",
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("insee", sa.Text(), nullable=True),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["act_id"], ["acts.act_id"], name=op.f("fk_earlier_acts_act_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_earlier_acts")),
    )
    for column in ("reviewed_on", "found_on"):
        name = op.f(f"ix_earlier_acts_{column}_insee_service")
        op.create_index(name, "earlier_acts", [column, "insee", "service"])
    for bodies in _bodies(op.get_bind()):
        rows = [row for body in bodies if (row := _row(*body)) is not None]
        if rows:
            op.bulk_insert(table, rows)


def _bodies(connection: sa.Connection) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    act_id: sa.ColumnClause[str] = sa.column("act_id")
    body: sa.ColumnClause[bytes] = sa.column("body")
    kept = sa.select(act_id, body).select_from(sa.table("acts", act_id, body)).order_by(act_id)
    last = ""
    while rows := connection.execute(kept.where(act_id > last).limit(BATCH)).all():
        yield [(row.act_id, _said(row.body)) for row in rows]
        last = rows[-1].act_id


def _said(body: bytes) -> dict[str, Any]:
    plain = body[:1] in (b"{", b"[")
    said: dict[str, Any] = json.loads(body if plain else zlib.decompress(body))
    return said


def _row(act_id: str, record: dict[str, Any]) -> dict[str, Any] | None:
    dossier, outcomes = record["dossier"], record.get("outcomes", ())
    facts, clock = dossier["facts"], dossier["clock"]
    received = clock.get("received_on") or clock.get("decided_on") or clock.get("tacit_on")
    reviewed = _first(outcomes, received)
    if record["status"] != "ready" or reviewed is None:
        return None
    return {
        "act_id": act_id,
        "insee": facts.get("commune_insee", {}).get("value"),
        "service": _service(facts.get("dossier_number", {}).get("value")),
        "reviewed_on": reviewed,
        "found_on": _first([one for one in outcomes if one["rung"] in FOUND], received),
    }


def _first(outcomes: list[dict[str, Any]], received: str | None) -> date | None:
    if received is None or not outcomes:
        return None
    return date.fromisoformat(max(min(one["known_on"] for one in outcomes), received))


def _service(number: str | None) -> str | None:
    """The commune that drafts itself, or the letter of the service that drafts for several."""
    parts = number.split() if number else []
    if len(parts) < PARTS:
        return None
    place, sign = parts[1], parts[3][0]
    return f"{place} {sign}" if sign.isdigit() else f"{place[:3]} {sign}"
