"""The control of the made world: who is picked, what is found, how it ends.

Acts are picked by habit, theme, tip-off and a small random share, never all; what a reviewer finds
depends on how visible the cause is; answers come weeks later, judgments a year later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from vigie.demo.acts import Act
from vigie.domain.fact import Authority
from vigie.domain.outcome import Rung, Selection

SEEN = {"act": 0.88, "both": 0.85, "map": 0.85, "nothing": 0.55}
STARTED_BADLY, ASKED = 0.035, 0.09
RANDOM_SHARE = 0.035
THEMES = {
    "flood": "Risque inondation",
    "consultation": "Avis / consultations",
    "competence": "Compétence du signataire",
    "procedure": "Procédure",
    "farm_natural": "Zone agricole",
    "littoral": "Loi littoral",
    "plu": "PLU",
}
GROUNDS = {
    "flood": "R. 111-2 CU ; règlement du PPRI",
    "consultation": "avis conforme / A. 424-2 d) CU",
    "competence": "L. 2122-18 CGCT, délégation non justifiée",
    "procedure": "L. 424-5 et R. 431-2 CU",
    "farm_natural": "R. 151-23 CU",
    "littoral": "L. 121-8 CU",
    "plu": "L. 421-6 CU, règlement du PLU",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A rung reached on a day."""

    rung: Rung
    day: date


@dataclass(frozen=True, slots=True)
class Review:
    """What the control did with one act, as known today."""

    act: Act
    selection: Selection
    examined_on: date
    agent: str
    theme: str | None
    steps: tuple[Step, ...]
    refused_on: date | None  # the mayor kept the act
    mayor_received_on: date | None

    def day_of(self, rung: Rung) -> date | None:
        """The day a rung was reached."""
        return next((step.day for step in self.steps if step.rung is rung), None)


def review_acts(acts: tuple[Act, ...], *, seed: int, today: date) -> dict[int, Review]:
    """Reviews by index of act; an act that is not there was not reviewed."""
    found = {}
    for act in acts:
        draw = Random(f"{seed}:control:{act.index}")
        selection = _selection(act, draw)
        examined = act.received_on + timedelta(days=draw.randint(3, 38))
        if selection is not None and examined <= today:
            found[act.index] = _review(act, selection, examined, draw, today)
    return found


def _selection(act: Act, draw: Random) -> Selection | None:
    if act.authority is Authority.ETAT:
        return None
    if draw.random() < RANDOM_SHARE:
        return Selection.RANDOM
    if draw.random() < (0.32 if act.unlawful else 0.012):
        return Selection.TIP_OFF
    return Selection.TARGETED if draw.random() < _interest(act) else None


def _interest(act: Act) -> float:
    """The old priorities: watched communes, flood zones, new housing; refusals hardly ever."""
    chance = 0.1 + 0.22 * act.town.watched + 0.25 * (act.risk is not None)
    chance += 0.22 * act.project.new_dwelling + 0.1 * bool(act.opinions)
    return chance if act.decision.favourable else 0.3 * chance


def _review(act: Act, selection: Selection, examined: date, draw: Random, today: date) -> Review:
    agent = draw.choice(("CL", "MB", "JPR", "SD"))
    theme = _theme_found(act, draw)
    if theme is None:
        asked = draw.random() < ASKED
        rung = Rung.PIECES_ASKED if asked else Rung.NOTHING_SAID
        step = Step(rung, examined)
        return Review(act, selection, examined, agent, None, (step,), None, None)
    sent = examined + timedelta(days=draw.randint(1, 11))
    answered = sent + timedelta(days=draw.randint(22, 70))
    gives_way = draw.random() < 0.53
    steps = [Step(Rung.OBSERVATIONS, sent)]
    steps += [Step(Rung.WITHDRAWN, answered)] if gives_way else _court(answered, draw)
    refused = answered if not gives_way and answered <= today else None
    received = sent + timedelta(days=draw.randint(1, 4))
    return Review(
        act=act,
        selection=selection,
        examined_on=examined,
        agent=agent,
        theme=theme,
        steps=tuple(step for step in steps if step.day <= today),
        refused_on=refused,
        mayor_received_on=received if received <= today else None,
    )


def _theme_found(act: Act, draw: Random) -> str | None:
    """The theme of the fault that the reviewer saw, or thought to see."""
    for cause in act.causes:
        if draw.random() < SEEN[cause.shown_by]:
            return cause.theme
    return draw.choice(tuple(THEMES)) if draw.random() < STARTED_BADLY else None


def _court(answered: date, draw: Random) -> Iterator[Step]:
    if draw.random() < 0.3:
        seized = answered + timedelta(days=draw.randint(10, 50))
        yield Step(Rung.DEFERE, seized)
        if draw.random() < 0.87:
            yield Step(Rung.ANNULLED, seized + timedelta(days=draw.randint(190, 430)))
