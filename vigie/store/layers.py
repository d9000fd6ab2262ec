"""The catalogue of layers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select

from vigie.domain.layer import LayerRecord
from vigie.domain.place import Subject
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import LAYERS
from vigie.store.upsert import put

_CODEC = Codec(LayerRecord)
_VERSION = select(func.count(), func.max(LAYERS.c.added_at)).select_from(LAYERS)


def save(store: Store, layer: LayerRecord) -> None:
    """Keep a layer; it takes the place of the one that has its id."""
    row = {
        "layer_id": layer.layer_id,
        "name": layer.name,
        "kind": layer.kind,
        "subject": layer.subject,
        "role": layer.role,
        "valid_from": layer.valid_from,
        "valid_to": layer.valid_to,
        "state": layer.state,
        "added_at": layer.added_at,
        "body": _CODEC.encode(layer),
    }
    with store.write() as connection:
        put(connection, LAYERS, [row])


def get(store: Store, layer_id: str) -> LayerRecord | None:
    """A layer by its id."""
    with store.read() as connection:
        body = connection.scalar(select(LAYERS.c.body).where(LAYERS.c.layer_id == layer_id))
    return None if body is None else _CODEC.decode(body)


def listed(store: Store, *, subject: Subject | None = None) -> tuple[LayerRecord, ...]:
    """Layers by id, of one subject or all."""
    wanted = select(LAYERS.c.body).order_by(LAYERS.c.layer_id)
    if subject is not None:
        wanted = wanted.where(LAYERS.c.subject == subject)
    with store.read() as connection:
        return tuple(_CODEC.decode(body) for body in connection.scalars(wanted))


def version(store: Store) -> tuple[int, datetime | None]:
    """What changes when a layer comes or goes: how many there are, when the last one came."""
    with store.read() as connection:
        count, latest = connection.execute(_VERSION).one()
    return int(count), latest


def remove(store: Store, layer_id: str) -> None:
    """Take a layer out of the catalogue; its file stays."""
    with store.write() as connection:
        connection.execute(delete(LAYERS).where(LAYERS.c.layer_id == layer_id))
