"""Where each act is, as columns: a map asks for the acts of a rectangle without reading them all.

It reads acts as they were kept then, with nothing of the program.
"""

import base64
import json
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from shapely import from_wkb

revision = "0010"
down_revision = "0009"

BATCH = 500
COLUMNS = ("west", "south", "east", "north")
DISC_M = 100.0  # an act known by its commune only is shown as a disc in it


def upgrade() -> None:
    """Add the columns, and fill them from the acts that are there."""
    connection = op.get_bind()
    there = {column["name"] for column in sa.inspect(connection).get_columns("standings")}
    for name in COLUMNS:
        if name not in there:
            op.add_column("standings", sa.Column(name, sa.Float(), nullable=True))
    act_id: sa.ColumnClause[str] = sa.column("act_id")
    table = sa.table("standings", act_id, *(sa.column(name) for name in COLUMNS))
    change = sa.update(table).where(act_id == sa.bindparam("act"))
    for acts in _bodies(connection):
        rows = [{"act": act, **bounds} for act, body in acts if (bounds := _bounds(body))]
        if rows:
            connection.execute(change, rows)


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


def _bounds(record: dict[str, Any]) -> dict[str, float] | None:
    place = record["dossier"]["place"]
    if not place.get("geometry"):
        return None
    shape = from_wkb(base64.b64decode(place["geometry"]))
    if place.get("precision") == "commune":
        shape = shape.representative_point().buffer(DISC_M)
    return None if shape.is_empty else dict(zip(COLUMNS, shape.bounds, strict=True))
