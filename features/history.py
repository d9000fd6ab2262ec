"""Numbers of the past of the commune and of the drafting service, known before the act came.

How many of the acts reviewed ended in observations, over two years that end the day before the
act. Nothing here says who drafted or who reviewed. How many acts they send and how late was tried
and left out: trees learn communes by heart from them (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Callable

from features.feature import Feature, feature
from vigie.domain.dossier import Dossier
from vigie.domain.past import Past

PSEUDO_REVIEWS = 20.0  # reviews of the whole département that stand beside those of one commune


def _of_commune(dossier: Dossier) -> Past | None:
    return None if dossier.earlier is None else dossier.earlier.commune


def _of_service(dossier: Dossier) -> Past | None:
    return None if dossier.earlier is None else dossier.earlier.service


WHOSE: dict[str, tuple[str, Callable[[Dossier], Past | None]]] = {
    "commune": ("Commune", _of_commune),
    "service": ("Service instructeur", _of_service),
}


def found_share(past: Past, rate: float) -> float:
    """Share of reviews that ended in observations, drawn towards the rate of all by few reviews.

    A review known before the window may have ended inside it: ``found`` counts as reviewed.
    """
    reviewed = max(past.reviewed, past.found)
    return (past.found + PSEUDO_REVIEWS * rate) / (reviewed + PSEUDO_REVIEWS)


def _found(name: str, title: str, past: Callable[[Dossier], Past | None]) -> Feature:
    @feature(
        f"{name}_found_share",
        version=1,
        label=f"{title} : contrôles suivis d'observations depuis deux ans",
        unit="part",
        rising=True,  # left free, trees learn by heart which commune had found what
    )
    def found(dossier: Dossier) -> float | None:
        before, earlier = past(dossier), dossier.earlier
        if before is None or earlier is None or earlier.rate is None:
            return None
        return found_share(before, earlier.rate)

    return found


FEATURES: tuple[Feature, ...] = tuple(
    _found(name, title, past) for name, (title, past) in WHOSE.items()
)
