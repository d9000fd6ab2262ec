"""Finding acts in the store: by name, by words, by what they share, on the same land."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from api.law_text import cited
from api.queue_entries import now
from api.similar import Trait, trait
from vigie.domain.law import ArticleText
from vigie.domain.record import ActRecord
from vigie.store import Store, acts, articles, calendar, mapped, precedents, standings
from vigie.store.mapped import Bounds, Sight

NUMBER = re.compile(r"(PC|PA|PD|DP|CU)(\w{6})(\d{2})(\w{5})([MT]\d{2})?")
SAME_LAND = 20
FOUND, NEAR = 50, 40  # acts that a search shows; acts that likeness is looked for among


class ActsFound:
    """The part of the desk that answers « which acts »."""

    _store: Store

    def act(self, wanted: str) -> ActRecord | None:
        """An act by id, dossier number or sha256 of one of its documents; the latest of several."""
        for name in dict.fromkeys((wanted, wanted.lower(), normal_number(wanted))):
            if found := acts.find(self._store, name):
                return now(self._store, found[-1], calendar.today(self._store))
        return None

    def search(self, words: str) -> Sequence[ActRecord]:
        """Acts that hold every word, the latest first."""
        found = acts.some(self._store, standings.found(self._store, words, most=FOUND))
        latest = sorted(found.values(), key=lambda one: acts.received_on(one) or dt.date.min)
        return latest[::-1]

    def traits(self, record: ActRecord) -> Sequence[Trait]:
        """What is compared of acts whose outcome is known and that share something with one."""
        near = precedents.sharing(self._store, precedents.keys(record), most=NEAR)
        return [trait(one) for one in acts.some(self._store, near).values()]

    def same_land(self, record: ActRecord) -> Sequence[ActRecord]:
        """Other acts on a parcel of this one, the latest first."""
        cited = record.dossier.facts.parcels
        others = acts.ids(self._store, parcels=cited.value if cited else ())
        found = {act_id: decided or dt.date.min for act_id, _, decided in others}
        found.pop(record.act_id, None)
        latest = sorted(found, key=lambda one: (found[one], one), reverse=True)[:SAME_LAND]
        return [one for act_id in latest if (one := acts.get(self._store, act_id))]

    def acts_in(self, sight: Sight, *, offset: int, limit: int) -> tuple[Sequence[ActRecord], int]:
        """A page of the acts that a map shows, and how many there are."""
        ids = mapped.acts_page(self._store, sight, offset=offset, limit=limit)
        found = acts.some(self._store, ids)
        shown = [found[act_id] for act_id in ids if act_id in found]
        return shown, mapped.acts_count(self._store, sight)

    def extent(self) -> Bounds | None:
        """Where all acts are, in EPSG:2154."""
        return mapped.extent(self._store)

    def articles(
        self, citations: Sequence[str], day: dt.date
    ) -> Mapping[str, Sequence[ArticleText]]:
        """By citation, the texts of the articles that it names, as they held on a day."""
        named = {citation: cited(citation) for citation in citations}
        found = articles.of(self._store, {one for many in named.values() for one in many}, day)
        texts = {(text.code, text.number): text for text in found}
        return {
            citation: [texts[one] for one in many if one in texts]
            for citation, many in named.items()
        }


def normal_number(wanted: str) -> str:
    """A dossier number in normal form when it looks like one; else as given."""
    compact = re.sub(r"[\s./-]", "", wanted).upper()
    match = NUMBER.fullmatch(compact)
    return " ".join(part for part in match.groups() if part) if match else wanted
