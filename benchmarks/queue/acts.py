"""Acts by the million, quickly: a few hundred are made, the others are the same under other names.

What is measured reads columns, indexes and whole acts as the service does; only writing goes
round :func:`vigie.store.acts.save`, which would take an hour.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shapely.geometry import box
from sqlalchemy import text

from scoring.deadlines import deadlines
from scoring.urgency import urgency
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Commune, DocumentRef, DocumentRole, Dossier, Extracted
from vigie.domain.evidence import PageEvidence, ZoneEvidence
from vigie.domain.fact import ActType, Decision, Fact, Facts, WorksKind
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.page import Box
from vigie.domain.place import Place, Precision, Subject, ZoneHit
from vigie.domain.record import ActRecord, ActStatus
from vigie.domain.score import Contribution, Score
from vigie.store import Store, acts, documents, extractions, precedents, standings
from vigie.store.extractions import Extraction
from vigie.store.standing_tables import PRECEDENTS, STANDINGS
from vigie.store.tables import ACTS, PARCELS

TODAY = date(2026, 3, 16)
DAYS = 365  # acts of a year: one in six has a clock that runs
PLACEHOLDER = "acte-0000000"
NUMBER = "PC 034001 26 X0000"
BATCH = 20_000
COMMUNES = 342
GROUNDS = (
    ("INO-1", Theme.FLOOD, 3), ("FEU-1", Theme.FIRE, 3), ("LIT-1", Theme.LITTORAL, 3),
    ("AGR-1", Theme.FARM_NATURAL, 3), ("COM-1", Theme.COMPETENCE, 2), ("FOR-1", Theme.FORM, 2),
    ("AVI-2", Theme.CONSULTATION, 2), ("ABF-2", Theme.HERITAGE, 2),
    ("TRA-1", Theme.TRANSMISSION, 1),
)  # fmt: skip
WORKS = ("Construction d'une maison individuelle", "Extension d'un hangar agricole",
         "Division en vue de construire", "Piscine et clôture")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """An act made once, as the rows that its copies take."""

    record: ActRecord
    body: bytes  # its JSON, before compression
    act: dict[str, Any]
    standing: dict[str, Any]
    keys: tuple[str, ...]


def fill(store: Store, count: int) -> None:
    """Put this many acts in an empty store."""
    models = [_model(kind, age) for age in range(DAYS) for kind in range(3)]
    for start in range(0, count, BATCH):
        _insert(store, models, range(start, min(start + BATCH, count)))
    with store.write() as connection:
        connection.execute(text("ANALYZE"))


def readable(store: Store, act_ids: Sequence[str]) -> None:
    """Give acts a document that speaks of them, so that deciding on one concludes it again."""
    for act_id, record in acts.some(store, act_ids).items():
        data = act_id.encode()
        sha = documents.receive(store, data, name=f"{act_id}.pdf", kind="pdf")[0].sha256
        told = Extracted((1, 2), record.dossier.facts, record.dossier.masked_text or "")
        one = Extraction(sha, 0, act_id, DocumentRole.ACT, 2, 0.95, 0, told)
        extractions.save(store, sha, [one])
        documents.mark_ready(store, sha, pages=2, pages_ocr=0)


def _insert(store: Store, models: Sequence[Model], numbers: range) -> None:
    rows, standing, kept, parcels, words = [], [], [], [], []
    for number, one in _named(models, numbers):
        act_id = f"acte-{number:07d}"
        word_id = standings.word_id(act_id)
        dossier = _dossier_number(number)
        body = one.body.replace(PLACEHOLDER.encode(), act_id.encode())
        body = zlib.compress(body.replace(NUMBER.encode(), dossier.encode()), 1)
        insee = f"34{number % COMMUNES + 1:03d}"
        place = {"insee": insee, "commune": f"Commune {insee}"}
        rows.append(one.act | {"act_id": act_id, "dossier_number": dossier, "body": body,
                               "base_number": dossier, "commune_insee": insee})  # fmt: skip
        standing.append(one.standing | {"act_id": act_id, "word_id": word_id, **place})
        parcels.append({"act_id": act_id, "parcel": f"{insee}000AB{number % 9999:04d}"})
        known = one.standing["read"] and one.record.outcomes[0].known_on
        kept += [{"key": key, "known_on": known, "act_id": act_id} for key in one.keys if known]
        works = WORKS[number % len(WORKS)]
        words.append({"id": word_id, "body": f"{dossier} {works} {insee}".lower()})
    with store.write() as connection:
        connection.execute(ACTS.insert(), rows)
        connection.execute(STANDINGS.insert(), standing)
        connection.execute(PARCELS.insert(), parcels)
        if kept:
            connection.execute(PRECEDENTS.insert(), kept)
        sql = {
            "sqlite": "INSERT INTO act_words (rowid, body) VALUES (:id, :body)",
            "postgresql": "INSERT INTO act_words VALUES (:id, to_tsvector('simple', :body))",
        }
        connection.execute(text(sql[connection.dialect.name]), words)


def _named(models: Sequence[Model], numbers: range) -> Iterator[tuple[int, Model]]:
    for number in numbers:
        yield number, models[number * 7919 % len(models)]


def _dossier_number(number: int) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    place = f"{number // 240_000 + 1:03d}"
    return f"PC 034{place} 26 {letters[number // 10_000 % 24]}{number % 10_000:04d}"


def _model(kind: int, age: int) -> Model:
    record = _record(kind, age)
    filed = acts.received_on(record) or TODAY
    now = datetime.now(UTC)
    act = acts.row_of(record)
    standing = standings.row_of(record, filed, now)
    body = zlib.decompress(act["body"])
    return Model(record, body, act, standing, tuple(sorted(precedents.keys(record))))


def _record(kind: int, age: int) -> ActRecord:
    received = TODAY - timedelta(days=age)
    clock = Clock(decided_on=received - timedelta(days=6), received_on=received, whole_file=True)
    found = deadlines(clock)
    read = (age * 3 + kind) % 5 == 0 and age > 0
    probability = 0.02 + 0.9 * ((age * 31 + kind * 17) % 97) / 97
    gravity = 0.2 + 0.8 * ((age * 13 + kind * 5) % 11) / 11
    pressing = urgency(found, TODAY)
    value = probability * gravity * pressing
    parts = tuple(Contribution(f"f{i}", f"élément {i}", None, 1.0, 0.1 * i) for i in range(9))
    score = Score(probability, gravity, 1.0, pressing, value, "banc", parts)
    outcomes = (Outcome(Rung.NOTHING_SAID, received + timedelta(days=1), "banc"),) if read else ()
    return ActRecord(_dossier(clock, kind), ActStatus.READY, None, _findings(age + kind), found,
                     score, outcomes, datetime(2026, 3, 16, tzinfo=UTC))  # fmt: skip


def _findings(turn: int) -> tuple[Finding, ...]:
    made = []
    for step in range(3 + turn % 3):
        code, theme, strength = GROUNDS[(turn + step * 2) % len(GROUNDS)]
        verdict = (Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN)[(turn + step) % 3]
        proof = PageEvidence(
            1, Box(60, 200 + 20 * step, 380, 214 + 20 * step), "mots lus dans l'acte"
        )
        zone = ZoneEvidence("PPRI d'essai", "34DDTM20040012", "R", 0.6, date(2020, 1, 1))
        because = f"Ce que la règle {code} relève dans l'acte, en une phrase de longueur usuelle."
        made.append(Finding(code, theme, verdict, strength, because, "Code de l'urbanisme, L421-6",
                            "La pièce qui manque.", (proof, zone)))  # fmt: skip
    return tuple(made)


def _dossier(clock: Clock, kind: int) -> Dossier:
    facts = Facts(
        dossier_number=Fact(NUMBER, 1.0, ()),
        act_type=Fact((ActType.PC, ActType.DP, ActType.PCMI)[kind], 1.0, ()),
        decision=Fact(Decision.GRANTED, 1.0, ()),
        commune_insee=Fact("34001", 1.0, ()),
        works=Fact(WORKS[kind], 0.9, ()),
        works_kinds=Fact((WorksKind.NEW_DWELLING,), 0.9, ()),
        parcels=Fact(("34001000AB0001",), 1.0, ()),
    )
    hit = ZoneHit(
        layer="PPRI d'essai", subject=Subject.FLOOD_PLAN, plan="34DDTM20040012", code="R",
        regime="interdiction", label="Rouge", share=0.6, area_m2=600, distance_m=0,
        valid_from=date(2020, 1, 1), valid_to=None, geometry=box(700000, 6250000, 700030, 6250040),
    )  # fmt: skip
    place = Place(
        precision=Precision.PARCEL, parcels=("34001000AB0001",), missing_parcels=(),
        geometry=box(700000, 6250000, 700040, 6250040), area_m2=1600, zones=(hit,),
        surveyed=frozenset({Subject.FLOOD_PLAN}), as_of=TODAY, reason="parcelle trouvée",
    )  # fmt: skip
    return Dossier(
        act_id=PLACEHOLDER, facts=facts, place=place, clock=clock,
        documents=(DocumentRef("a" * 64, 2),), commune=Commune("34001", "Commune 34001"),
        reading_confidence=0.95, masked_text="ARRÊTÉ accordant un permis de construire. " * 60,
    )  # fmt: skip
