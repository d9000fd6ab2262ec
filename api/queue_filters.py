"""What the filters of a page keep of a queue: ranks, found once for as long as the queue stands.

Counting what a filter keeps looks at every act that waits. The rows of a queue do not move once
it is made, but for those that are shut meanwhile: their ranks are kept, and pages cut from them.
"""

from __future__ import annotations

import datetime as dt
import threading
from array import array
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass, replace

from vigie.store import Store, queues
from vigie.store.queues import Made, QueueRow, Sought

KEPT = 64  # filters held in memory, four bytes an act kept


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one page, how many acts are kept in all, whether more follow."""

    rows: tuple[QueueRow, ...]
    matched: int
    more: bool


class QueueFilters:
    """Pages of a filtered queue; safe to call from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._of: tuple[object, ...] = ()
        self._found: OrderedDict[object, array[int]] = OrderedDict()
        self._lock = threading.Lock()

    def page(
        self, made: Made, sought: Sought, *, after: int, limit: int, last: dt.datetime | None
    ) -> Kept:
        """What a filter keeps of the acts that wait, after a rank.

        ``last`` is when an act last changed: its words may have.
        """
        ranks = self._ranks(made, sought, last)
        shut = queues.shut_ranks(self._store, made.day)
        start = bisect_right(ranks, after)
        chosen = []
        for place in range(start, len(ranks)):
            if ranks[place] not in shut:
                chosen.append(ranks[place])
            if len(chosen) > limit:
                break
        of_page = replace(sought, text=None)  # another process may have made the queue again
        rows = queues.of_ranks(self._store, made.day, chosen[:limit], of_page)
        gone = sum(_holds(ranks, rank) for rank in shut)
        return Kept(rows, len(ranks) - gone, len(chosen) > limit)

    def _ranks(self, made: Made, sought: Sought, last: dt.datetime | None) -> array[int]:
        queue, name = (made.day, made.at), (sought, last if sought.text else None)
        with self._lock:
            if self._of != queue:
                self._of, self._found = queue, OrderedDict()
            if name in self._found:
                self._found.move_to_end(name)
                return self._found[name]
        found = array("i", queues.every_rank(self._store, made.day, replace(sought, shut=None)))
        with self._lock:
            if self._of == queue:
                self._found[name] = found
            while len(self._found) > KEPT:
                self._found.popitem(last=False)
        return found


def _holds(ranks: array[int], rank: int) -> bool:
    place = bisect_right(ranks, rank)
    return place > 0 and ranks[place - 1] == rank
