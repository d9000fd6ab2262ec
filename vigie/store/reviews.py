"""Reviews: what reviewers concluded, never changed, only added to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select

from vigie.domain.review import Review, ReviewDecision
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import REVIEWS
from vigie.store.upsert import insert_once

_CODEC = Codec(Review)
_IN_ORDER = select(REVIEWS.c.body).order_by(REVIEWS.c.at, REVIEWS.c.review_id)
_OF_ACT = _IN_ORDER.where(REVIEWS.c.act_id == bindparam("act_id"))


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
    with store.read() as connection:
        return tuple(map(_CODEC.decode, connection.scalars(_OF_ACT, {"act_id": act_id})))


def of_acts(store: Store, act_ids: Iterable[str]) -> dict[str, tuple[Review, ...]]:
    """Reviews of each of these acts that has any, oldest first."""
    with store.read() as connection:
        bodies = connection.scalars(_IN_ORDER.where(REVIEWS.c.act_id.in_(list(act_ids)))).all()
    found: dict[str, tuple[Review, ...]] = {}
    for review in map(_CODEC.decode, bodies):
        found[review.act_id] = (*found.get(review.act_id, ()), review)
    return found


def in_force(every: Sequence[Review]) -> tuple[Review, ...]:
    """The reviews of an act that nobody took back, oldest first."""
    undone = {review.undoes for review in every if review.decision is ReviewDecision.UNDONE}
    return tuple(
        review
        for review in every
        if review.review_id not in undone and review.decision is not ReviewDecision.UNDONE
    )
