"""Reviews: what reviewers concluded, never changed, only added to."""

from __future__ import annotations

from sqlalchemy import select

from vigie.domain.review import Review
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import REVIEWS
from vigie.store.upsert import insert_once

_CODEC = Codec(Review)


def add(store: Store, review: Review) -> bool:
    """Keep a review; False when one of this id is there already."""
    row = {
        "review_id": review.review_id,
        "act_id": review.act_id,
        "at": review.at,
        "body": _CODEC.encode(review),
    }
    with store.write() as connection:
        return insert_once(connection, REVIEWS, row)


def of_act(store: Store, act_id: str) -> tuple[Review, ...]:
    """Reviews of an act, oldest first."""
    wanted = select(REVIEWS.c.body).where(REVIEWS.c.act_id == act_id)
    with store.read() as connection:
        bodies = connection.scalars(wanted.order_by(REVIEWS.c.at, REVIEWS.c.review_id))
        return tuple(_CODEC.decode(body) for body in bodies)
