"""What people conclude of acts: decisions, corrections, and who holds which act meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from api.desk import Decided, Taken
from vigie import pipeline
from vigie.domain.fact import Fact
from vigie.domain.record import ActRecord
from vigie.domain.review import Review
from vigie.errors import UserError
from vigie.store import Store, acts, claims, corrections, reviews
from vigie.store.claims import Claim
from vigie.store.corrections import Corrected


class Conclusions:
    """The part of the desk that writes what people conclude."""

    _store: Store
    _turn: threading.Lock  # SQLite lets writers in by chance; here they wait in turn

    def stages(self) -> pipeline.Stages:
        """The stages by which an act is concluded again."""
        raise NotImplementedError

    def changed(self) -> None:
        """Something that the queue shows may have changed."""
        raise NotImplementedError

    def review(self, review: Review, *, expected: int | None = None) -> ActRecord:
        """Keep what a review concluded; the act as it is then."""
        with self._turn, self._store.transaction() as bound:
            acts.hold(bound, review.act_id)
            before = reviews.of_act(bound, review.act_id)
            if expected is not None and len(before) != expected:
                raise Decided(before[-1])
            reviews.add(bound, review)
            record = pipeline.refresh(bound, self.stages(), review.act_id)
        if record is None:
            raise UserError(f"L'acte {review.act_id} n'existe plus : revenir à la file.")
        self.changed()
        return record

    def correct(self, act_id: str, fact: Fact[Any], made: Corrected) -> ActRecord:
        """Keep a fact put right; the act as it is concluded with it."""
        with self._turn, self._store.transaction() as bound:
            corrections.save(bound, act_id, made.name, fact, made=made)
            record = pipeline.refresh(bound, self.stages(), act_id)
        if record is None:
            raise UserError(f"L'acte {act_id} n'existe plus : revenir à la file.")
        self.changed()
        return record

    def reviews(self, act_id: str) -> Sequence[Review]:
        """What was concluded of an act, oldest first."""
        return reviews.of_act(self._store, act_id)

    def claims(self) -> Mapping[str, Claim]:
        """Who has which act, by act; those of another day are forgotten."""
        return claims.listed(self._store)

    def take(self, claim: Claim, *, force: bool = False) -> None:
        """Take an act."""
        with self._turn:
            holds = claims.take(self._store, claim, force=force)
        if holds.by != claim.by:
            raise Taken(holds)

    def leave(self, act_id: str, by: str) -> None:
        """Give back an act that one had taken."""
        with self._turn:
            claims.leave(self._store, act_id, by)
