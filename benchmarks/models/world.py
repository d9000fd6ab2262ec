"""A made département whose whole truth is known, as the product would hold it.

Acts, land, causes and reviews are drawn here without a line of the grounds or of the features; each
act is then read with the errors that were measured, and the product itself makes its findings and
its numbers, as for any act. It shows that the machinery is right (rules, estimators, clocks,
selection); it says nothing of how strong the signal is on the real acts of a département.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from benchmarks.models.acts import Made, draw_acts
from benchmarks.models.causes import HIDDEN, causes
from benchmarks.models.communes import make_towns
from benchmarks.models.reading import as_read
from benchmarks.models.reviews import Reviewed, reviews
from features.catalogue import SIGNATURE, vector
from models.dataset import NEVER, Acts, columns_of_catalogue, to_row
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.score import score
from scoring.steering import NEUTRAL
from vigie.domain.finding import Verdict

FIRST_DAY = date(2019, 1, 1)
PROCESSES, CHUNK = 2, 1000
# Choice of the reviews: as it is; with letters of neighbours told as tips; or told by nobody.
LETTERS = ("", "told", "untold")

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the product makes of one act: its numbers, its text, the probability of its rules."""

    numbers: Numbers
    text: str
    rules: float
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Acts as models see them, and what is really so of each.

    ``visible`` is the chance of illegality given every cause that act or map shows: what an
    oracle that misreads nothing would rank by. ``struck`` names the causes at work, ``against``
    the grounds that found a breach or a doubt; ``rules`` is the probability that the service gives
    without a model.
    """

    made: tuple[Made, ...]
    acts: Acts
    unlawful: Flags
    visible: Numbers
    service: npt.NDArray[np.int64]  # that drafted
    struck: tuple[tuple[str, ...], ...]
    against: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]  # without identities, as read
    rules: Numbers


def make_world(
    *,
    years: int = 5,
    a_year: int = 20_000,
    seed: int = 0,
    keep: Path | None = None,
    look: float = 1.0,
) -> World:
    """Acts over some years, about 3 % unlawful, about 5 % reviewed by biased choice.

    What the product made of them is kept in the folder ``keep``, or found there. With ``look``
    under 1 it is asked only of the reviewed acts, of the unlawful acts of the last year and of
    that share of its others: what else it would say is left unknown.
    """
    made = draw_acts(make_towns(seed), days=365 * years, count=years * a_year, seed=seed)
    struck, visible = _truth(made, seed)
    chosen = reviews(made, struck, seed=seed)
    if look >= 1:
        judged = _judged(made, seed, keep)
    else:
        judged = _looked(made, struck, _ever_chosen(made, struck, seed), look, seed)
    numbers = np.array([one.numbers for one in judged])
    return World(
        made=made,
        acts=_acts(made, numbers, chosen),
        unlawful=np.array([bool(names) for names in struck]),
        visible=np.array(visible),
        service=np.array([ord(act.town.service.letter) for act in made]),
        struck=struck,
        against=tuple(one.against for one in judged),
        texts=tuple(one.text for one in judged),
        rules=np.array([one.rules for one in judged]),
    )


def chosen_again(world: World, *, seed: int, letters: str) -> World:
    """The same acts, of which others were reviewed: letters of neighbours came too."""
    chosen = reviews(world.made, world.struck, seed=seed, letters=letters)
    return replace(world, acts=_acts(world.made, world.acts.x, chosen))


def _truth(made: tuple[Made, ...], seed: int) -> tuple[tuple[tuple[str, ...], ...], list[float]]:
    """The causes at work in each act, and its chance given all that shows."""
    draw = Random(f"{seed}:truth")
    struck: list[tuple[str, ...]] = []
    visible: list[float] = []
    for act in made:
        possible = causes(act)
        names = [name for name, chance in possible if draw.random() < chance]
        names += ["hidden"] if draw.random() < HIDDEN else []
        struck.append(tuple(names))
        visible.append(1 - float(np.prod([1 - chance for _, chance in possible])))
    return tuple(struck), visible


def _judged(made: tuple[Made, ...], seed: int, keep: Path | None) -> tuple[Judged, ...]:
    """What the product makes of each act, on two processes."""
    file = None if keep is None else keep / f"{SIGNATURE}-{seed}-{len(made)}.pickle"
    if file is not None and file.exists():
        kept: tuple[Judged, ...] = pickle.loads(file.read_bytes())  # noqa: S301 - ours
        return kept
    found = _each(made, seed)
    if file is not None:
        file.write_bytes(pickle.dumps(found))
    return found


def _looked(
    made: tuple[Made, ...],
    struck: tuple[tuple[str, ...], ...],
    chosen: list[bool],
    look: float,
    seed: int,
) -> tuple[Judged, ...]:
    """The same for the acts that a look needs; nothing known of the others."""
    last = made[-1].received - 365
    wanted = [
        review is not None or (act.received > last and (bool(names) or looked_at(act.index, look)))
        for act, names, review in zip(made, struck, chosen, strict=True)
    ]
    found = iter(_each(tuple(a for a, w in zip(made, wanted, strict=True) if w), seed))
    nothing = Judged(np.full(len(columns_of_catalogue()), np.nan), "", np.nan, ())
    return tuple(next(found) if one else nothing for one in wanted)


def _ever_chosen(
    made: tuple[Made, ...], struck: tuple[tuple[str, ...], ...], seed: int
) -> list[bool]:
    """Acts that are reviewed under one choice at least."""
    every = [reviews(made, struck, seed=seed, letters=letters) for letters in LETTERS]
    return [any(one) for one in zip(*every, strict=True)]


def looked_at(index: int, look: float) -> bool:
    """Whether a lawful act is among the share looked at; as good as drawn at random."""
    return (index * 7919) % 10_007 < look * 10_007


def _each(made: tuple[Made, ...], seed: int) -> tuple[Judged, ...]:
    chunks = [made[start : start + CHUNK] for start in range(0, len(made), CHUNK)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = list(pool.map(partial(judge, seed=seed), chunks))
    return tuple(one for part in parts for one in part)


def judge(made: tuple[Made, ...], seed: int) -> list[Judged]:
    """Read each act, then let the product find and count."""
    return list(_judge(made, seed))


def _judge(made: tuple[Made, ...], seed: int) -> Iterator[Judged]:
    for act in made:
        dossier = as_read(act, seed)
        findings = assess(dossier)
        shown = score(
            dossier,
            findings,
            deadlines(dossier.clock),
            model=None,
            steering=NEUTRAL,
            today=date.fromordinal(act.received),
        )
        yield Judged(
            numbers=to_row(vector(dossier, findings)),
            text=dossier.masked_text or "",
            rules=shown.probability,
            against=tuple(
                f.ground for f in findings if f.verdict in (Verdict.BREACH, Verdict.DOUBT)
            ),
        )


def _acts(made: tuple[Made, ...], numbers: Numbers, chosen: list[Reviewed | None]) -> Acts:
    seen = [NEVER if review is None else review.day for review in chosen]
    found = [review.day if review is not None and review.found else NEVER for review in chosen]
    return Acts(
        columns=columns_of_catalogue(),
        signature=SIGNATURE,
        act_ids=np.array([f"w{act.index:06d}" for act in made]),
        x=numbers,
        received=np.array([act.received for act in made], dtype=np.int64),
        reviewed=np.array(seen, dtype=np.int64),
        positive=np.array(found, dtype=np.int64),
        drawn=np.array([review is not None and review.drawn for review in chosen]),
        tipped=np.array([review is not None and review.tipped for review in chosen]),
        group=np.array([_group(act) for act in made], dtype=np.int64),
        commune=np.array([act.town.insee for act in made]),
        kind=np.array([act.kind.act_type.value for act in made]),
        applicant=np.array(["company" if act.company else "person" for act in made]),
        gravity=np.array([_gravity(act) for act in made]),
    )


def _group(act: Made) -> int:
    """A lineage: an act and those that follow it."""
    return act.index if act.base is None else act.base


def _gravity(act: Made) -> float:
    return 1.0 if act.land.red > 0 else 0.7 if act.land.open_share else 0.4
