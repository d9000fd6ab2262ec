"""Who chose which made acts for review, and what they found."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from random import Random

from benchmarks.models.acts import Made

REVIEWED = 0.05
DRAWN = 0.1  # of the reviews
TIPS = (0.003, 0.05)  # of lawful acts, of the others
FOUND_SHOWN, FOUND_HIDDEN, FOUND_WRONGLY = 0.88, 0.5, 0.004


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review: when its end was known (ordinal), what it ended in, why it was made."""

    day: int
    found: bool
    drawn: bool
    tipped: bool


def reviews(
    acts: tuple[Made, ...], struck: tuple[tuple[str, ...], ...], *, seed: int, letters: str = ""
) -> list[Reviewed | None]:
    """Habit, watched communes, flood zones and housing; a few tips; a small random share.

    ``letters`` adds those of neighbours, which features do not show: they come of houses where
    people live around, far more often when something is wrong. ``told`` keeps them as tips,
    ``untold`` as ordinary choices of an agent used to them.
    """
    draw = Random(f"{seed}:reviews")
    found: list[Reviewed | None] = []
    for act, habit, causes in zip(acts, habits(acts), struck, strict=True):
        wrong, unseen = bool(causes), causes == ("hidden",)
        drawn = draw.random() < DRAWN * REVIEWED
        chosen = drawn or draw.random() < habit
        tipped = draw.random() < TIPS[wrong]
        written = bool(letters) and draw.random() < _letter(act, wrong=wrong)
        if not (chosen or tipped or written):
            found.append(None)
            continue
        chance = FOUND_HIDDEN if unseen else FOUND_SHOWN if wrong else FOUND_WRONGLY
        told = tipped or (written and letters == "told")
        found.append(
            Reviewed(
                day=act.received + draw.randrange(4, 45),
                found=draw.random() < chance,
                drawn=drawn,
                tipped=told and not chosen,
            )
        )
    return found


def habits(acts: tuple[Made, ...]) -> list[float]:
    """Chance of each act to be chosen by habit."""
    leanings = [exp(_habit(act)) for act in acts]
    scale = 0.8 * REVIEWED * len(acts) / sum(leanings)
    return [scale * leaning for leaning in leanings]


def chances(act: Made, habit: float, *, wrong: bool, letters: str) -> tuple[float, float]:
    """True chance of a review whatever the outcome, and of any review given the outcome."""
    free = 1 - (1 - DRAWN * REVIEWED) * (1 - habit)
    letter = _letter(act, wrong=wrong) if letters else 0.0
    return free, 1 - (1 - free) * (1 - TIPS[wrong]) * (1 - letter)


def _habit(act: Made) -> float:
    housing = act.kind.houses and act.kind.act_type.value != "DP"
    return (
        1.6 * (act.land.red > 0)
        + 1.3 * act.town.watched
        + 0.9 * housing
        + 0.5 * ((act.floor or 0) > 150)
        - 1.2 * (not act.granted)
        - 0.8 * (act.kind.act_type.value == "DP")
    )


def _letter(act: Made, *, wrong: bool) -> float:
    """Chance of a letter of neighbours: where people live around, of what is built anew."""
    if act.land.density != "dense" or act.kind.light or not act.granted:
        return 0.0
    return 0.4 if wrong else 0.02
