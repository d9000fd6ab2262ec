"""The acts of the benchmark: any number of them, each other in age, ground, place and name.

``record`` gives the act of a number; those whose numbers are a multiple of ``models`` apart differ
only by their names, which is what lets :mod:`benchmarks.queue.fill` write a million in minutes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, TypeVar

from shapely.geometry import box

from scoring.deadlines import deadlines
from scoring.urgency import urgency
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Commune, DocumentRef, Dossier
from vigie.domain.evidence import PageEvidence, ZoneEvidence
from vigie.domain.fact import ActType, Decision, Fact, Facts, WorksKind
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.page import Box
from vigie.domain.place import Place, Precision, Subject, ZoneHit
from vigie.domain.record import ActRecord, ActStatus
from vigie.domain.score import Contribution, Score

TODAY = date(2026, 3, 16)
DAYS = 365  # acts of a year: one in six has a clock that runs
KINDS = 3
MODELS = DAYS * KINDS
STRIDE = 7919  # prime: neighbours in number are far apart in age
COMMUNES = 342
PLAN = "34DDTM20040012"
T = TypeVar("T")
GROUNDS = (
    ("INO-1", Theme.FLOOD, 3), ("FEU-1", Theme.FIRE, 3), ("LIT-1", Theme.LITTORAL, 3),
    ("AGR-1", Theme.FARM_NATURAL, 3), ("COM-1", Theme.COMPETENCE, 2), ("FOR-1", Theme.FORM, 2),
    ("AVI-2", Theme.CONSULTATION, 2), ("ABF-2", Theme.HERITAGE, 2),
    ("TRA-1", Theme.TRANSMISSION, 1),
)  # fmt: skip
WORKS = (
    "Construction d'une maison individuelle",
    "Extension d'un hangar agricole",
    "Construction d'un immeuble de logements",
)

TYPES = (ActType.PC, ActType.DP, ActType.PC)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SAID = (
    "Le terrain se trouve {} du plan de prévention des risques, où la construction est soumise à "
    "l'avis de l'autorité qui l'a approuvé ; les plans joints montrent une surface de {} m². "
)
ZONES = ("en zone rouge", "en zone bleue", "hors de toute zone")


class Names(NamedTuple):
    """What tells an act from those made like it."""

    act_id: str
    dossier_number: str
    parcel: str


def names(number: int, *, models: int = MODELS) -> Names:
    """The names of the act of a number; acts made alike are of one commune and one type."""
    copy, model = divmod(number, models)
    insee, kind = _commune(model), TYPES[_kind_and_age(model)[0]]
    serial = copy * -(-models // COMMUNES) + model // COMMUNES
    letter = LETTERS[serial // 10_000 % len(LETTERS)]
    dossier = f"{kind.value} 0{insee} 26 {letter}{serial % 10_000:04d}"
    return Names(f"acte-{number:07d}", dossier, f"{insee}000AB{number % 9_999:04d}")


def _commune(model: int) -> str:
    return f"34{model % COMMUNES + 1:03d}"


def _kind_and_age(model: int) -> tuple[int, int]:
    age, kind = divmod(model * STRIDE % MODELS, KINDS)
    return kind, age


def record(number: int, *, models: int = MODELS) -> ActRecord:
    """The act of a number, as the stages would conclude it."""
    model = number % models
    kind, age = _kind_and_age(model)
    received = TODAY - timedelta(days=age)
    clock = Clock(decided_on=received - timedelta(days=6), received_on=received, whole_file=True)
    found = deadlines(clock)
    return ActRecord(
        dossier=_dossier(names(number, models=models), kind, model, clock),
        status=ActStatus.READY,
        reason=None,
        findings=_findings(age + kind),
        deadlines=found,
        score=_score(kind, age, urgency(found, TODAY)),
        outcomes=_outcomes(kind, age, received),
        scored_at=datetime(2026, 3, 16, tzinfo=UTC),
    )


def _score(kind: int, age: int, pressing: float) -> Score:
    probability = 0.02 + 0.9 * ((age * 31 + kind * 17) % 97) / 97
    gravity = 0.2 + 0.8 * ((age * 13 + kind * 5) % 11) / 11
    value = probability * gravity * pressing
    parts = tuple(Contribution(f"f{i}", f"élément {i}", None, 1.0, 0.1 * i) for i in range(9))
    return Score(probability, gravity, 1.0, pressing, value, "banc", parts)


def _outcomes(kind: int, age: int, received: date) -> tuple[Outcome, ...]:
    read = (age * KINDS + kind) % 5 == 0 and age > 0
    known = received + timedelta(days=1)
    return (Outcome(Rung.NOTHING_SAID, known, "banc"),) if read else ()


def _findings(turn: int) -> tuple[Finding, ...]:
    made = []
    for step in range(3 + turn % 3):
        code, theme, strength = GROUNDS[(turn + step * 2) % len(GROUNDS)]
        verdict = (Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN)[(turn + step) % 3]
        top = 200 + 20 * step
        proof = PageEvidence(1, Box(60, top, 380, top + 14), "mots lus dans l'acte")
        zone = ZoneEvidence("PPRI d'essai", PLAN, "R", 0.6, date(2020, 1, 1))
        because = f"Ce que la règle {code} relève dans l'acte, en une phrase de longueur usuelle."
        made.append(Finding(code, theme, verdict, strength, because, "Code de l'urbanisme, L421-6",
                            "La pièce qui manque.", (proof, zone)))  # fmt: skip
    return tuple(made)


def _dossier(named: Names, kind: int, model: int, clock: Clock) -> Dossier:
    insee = _commune(model)
    return Dossier(
        act_id=named.act_id,
        facts=_facts(named, kind, insee),
        place=_place(named, model),
        clock=clock,
        documents=(DocumentRef("a" * 64, 2),),
        commune=Commune(insee, f"Commune {insee}"),
        reading_confidence=0.95,
        masked_text=_text(kind, model),
    )


def _facts(named: Names, kind: int, insee: str) -> Facts:
    return Facts(
        dossier_number=_fact(named.dossier_number, 1, named.dossier_number),
        act_type=_fact((ActType.PC, ActType.DP, ActType.PCMI)[kind], 2, "ARRÊTÉ"),
        decision=_fact(Decision.GRANTED, 3, "est accordé"),
        commune_insee=_fact(insee, 4, "Commune"),
        works=_fact(WORKS[kind], 5, WORKS[kind]),
        works_kinds=_fact((WorksKind.NEW_DWELLING,), 5, WORKS[kind]),
        parcels=_fact((named.parcel,), 6, named.parcel),
    )


def _fact(value: T, line: int, words: str) -> Fact[T]:
    return Fact(value, 0.95, (PageEvidence(1, Box(60, 40 * line, 300, 40 * line + 12), words),))


def _place(named: Names, model: int) -> Place:
    east, north = 700_000 + model * 50, 6_250_000 + model * 40
    hit = ZoneHit(
        layer="PPRI d'essai", subject=Subject.FLOOD_PLAN, plan=PLAN, code="R",
        regime="interdiction", label="Rouge", share=0.6, area_m2=600, distance_m=0,
        valid_from=date(2020, 1, 1), valid_to=None,
        geometry=box(east, north, east + 30, north + 40),
    )  # fmt: skip
    return Place(
        precision=Precision.PARCEL, parcels=(named.parcel,), missing_parcels=(),
        geometry=box(east, north, east + 40, north + 40), area_m2=1600, zones=(hit,),
        surveyed=frozenset({Subject.FLOOD_PLAN}), as_of=TODAY, reason="parcelle trouvée",
    )  # fmt: skip


def _text(kind: int, model: int) -> str:
    zone = ZONES[model % len(ZONES)]
    told = (SAID.format(zone, 80 + model + 10 * step) for step in range(6))
    return f"ARRÊTÉ. {WORKS[kind]}. " + "".join(told)
