"""A chain of plain stages for tests: a PDF's bytes say the facts, the findings are few."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.builders import a_reading, some_facts
from vigie.digest import Job, Result, digest
from vigie.digest import work as real_work
from vigie.domain.deadline import Clock, Deadline, Deadlines
from vigie.domain.dossier import Commune, Dossier, Extracted
from vigie.domain.fact import ActType, Authority, Decision, Facts, Stage
from vigie.domain.finding import Finding
from vigie.domain.page import Reading
from vigie.domain.place import NOWHERE, Place
from vigie.domain.score import Score
from vigie.errors import Refused
from vigie.pipeline import Stages
from vigie.store import Store, open_store
from vigie.worker import process_due

NUMBER = "PC 034150 24 V0036"
NOT_STARTED = Deadline(None, None, "délai non commencé", False)


def a_pdf(*acts: dict[str, Any], text: str = "") -> bytes:
    """Bytes that pass for a PDF and say the facts of their acts."""
    return b"%PDF-1.7\n" + json.dumps({"acts": acts, "text": text}).encode()


def read(data: bytes, sha256: str) -> Reading:
    said = json.loads(data.split(b"\n", 1)[1])
    if said["text"] == "encrypted":
        raise Refused("PDF protégé par un mot de passe : demander l'acte sans protection")
    if said["text"] == "crash":
        raise ValueError("personne ne l'avait prévu")
    return replace(a_reading(said["text"] or "ARRÊTÉ", json.dumps(said["acts"])), sha256=sha256)


def extract(reading: Reading) -> tuple[Extracted, ...]:
    said = json.loads(reading.pages[1].text)
    texts = [act.pop("text", "texte masqué") for act in said]
    return tuple(
        Extracted((1,), some_facts(**_typed(act)), text)
        for act, text in zip(said, texts, strict=True)
    )


def _typed(act: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(act[name]) for name in act if name.endswith("_on")}
    lists = {name: tuple(act[name]) for name in ("parcels",) if name in act}
    kinds = {"stage": Stage, "decision": Decision, "in_the_name_of": Authority, "act_type": ActType}
    choices = {name: kinds[name](act[name]) for name in kinds if name in act}
    return {**act, **days, **lists, **choices}


class Inline:
    """Works in this process, one document after the other."""

    def __init__(self, do: Callable[[Job], Result] = real_work) -> None:
        self._do = do

    def run(
        self,
        jobs: Iterable[Job],
        *,
        at_once: int | None = None,
    ) -> Iterator[tuple[Job, Result]]:
        """Each job in turn."""
        for job in jobs:
            yield job, self._do(job)


def work(job: Job) -> Result:
    return digest(job, read=read, extract=extract)


@dataclass
class Chain:
    """Stages that count their calls and can be told to fail."""

    placed: list[tuple[date, str | None]] = field(default_factory=list)
    assess: Callable[[Dossier], tuple[Finding, ...]] = lambda dossier: ()
    land: Place = NOWHERE

    def stages(self) -> Stages:
        return Stages(
            place=self._place,
            commune=lambda insee, on: Commune(insee, f"Commune {insee}"),
            assess=self.assess,
            deadlines=some_deadlines,
            score=a_score,
        )

    def _place(self, facts: Facts, as_of: date, insee: str | None) -> Place:
        self.placed.append((as_of, insee))
        return self.land


def some_deadlines(clock: Clock) -> Deadlines:
    defere = Deadline(clock.received_on, clock.received_on, "deux mois", True)
    return Deadlines(NOT_STARTED, NOT_STARTED, defere, NOT_STARTED)


def a_score(
    dossier: Dossier, findings: tuple[Finding, ...], deadlines: Deadlines, today: date
) -> Score:
    return Score(0.5, 1.0, 1.0, 1.0, 0.5, "essai-1")


def a_store(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'vigie.sqlite'}")


def process(store: Store, chain: Chain | None = None, do: Any = work) -> list[Result]:
    """Work until nothing is due, in this process."""
    stages = (chain or Chain()).stages()
    return [step.result for step in process_due(store, stages, Inline(do))]
