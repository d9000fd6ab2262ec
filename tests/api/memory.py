"""A desk in memory, and acts to lay on it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import shapely
from PIL import Image, ImageDraw
from shapely.geometry import box

from api.desk import DayQueue, Decided, ModelInForce, PageSize, Receipt, Taken
from api.law_text import cited
from api.listing import Board, Listing, Standpoint, boarded, listed, standpoint
from api.outlines import Outlines, drawn
from api.overview import EVERY, Crossing, Overview
from api.selection import PAGE, Selection
from api.similar import Trait, trait
from features.places.around import Around, frame_of, seen_from
from features.places.coverage import Covered
from tests.api.counting import overview
from tests.api.notes import MemoryNotes
from tests.api.standing import standing_of
from tests.builders import some_facts
from vigie.domain.control import ControlRecord
from vigie.domain.deadline import Clock, Deadline, Deadlines
from vigie.domain.document import Document, DocumentStage
from vigie.domain.dossier import Commune, DocumentRef, Dossier
from vigie.domain.evidence import PageEvidence, ZoneEvidence
from vigie.domain.fact import ActType, Decision, Fact, Facts, WorksKind, said
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.law import ArticleText
from vigie.domain.layer import LayerRecord, LayerRole, LayerState
from vigie.domain.page import Box
from vigie.domain.place import Place, Precision, Subject, ZoneHit
from vigie.domain.record import ActRecord, ActStatus, QueueEntry, Stratum
from vigie.domain.review import Review
from vigie.domain.score import Contribution, Score
from vigie.errors import UserError
from vigie.store import acts
from vigie.store.claims import Claim
from vigie.store.clients import Client
from vigie.store.corrections import Corrected
from vigie.store.events import Event
from vigie.store.mapped import Bounds, Sight
from vigie.store.standings import Standing

TODAY = date(2026, 4, 14)
COMMUNES = (("34150", "Marseillan"), ("34003", "Agde"), ("34172", "Montpellier"))
WORKS = (
    "Construction d'une maison individuelle avec piscine et garage en rez-de-chaussée",
    "Extension d'une maison d'habitation et création d'un abri de jardin",
    "Changement de destination d'un hangar agricole en deux logements",
)


def a_finding(
    ground: str = "INO-1",
    *,
    theme: Theme = Theme.FLOOD,
    verdict: Verdict = Verdict.BREACH,
    strength: int = 3,
    because: str = "Logement nouveau accordé en zone d'interdiction du PPRI sur 82 % du terrain.",
    document: str | None = None,
) -> Finding:
    """A finding with a place on page 1 and a zone."""
    place = PageEvidence(1, Box(60, 200, 380, 214), "Le permis de construire est ACCORDÉ", document)
    zone = ZoneEvidence("PPRI basse vallée", "PPRI-34-07", "Rn", 0.82, date(2024, 1, 1))
    return Finding(
        ground=ground,
        theme=theme,
        verdict=verdict,
        strength=strength,
        because=because,
        article="Code de l'environnement, articles L562-1 et L562-4 ; code de l'urbanisme, L421-6",
        clears="Le plan de masse montre la construction hors de la zone d'interdiction.",
        evidence=(place, zone) if theme is Theme.FLOOD else (place,),
    )


def a_place() -> Place:
    """Two parcels of which one lies in a red zone."""
    land = box(741000, 6243000, 741040, 6243030)
    red = box(740900, 6242900, 741030, 6243100)
    hit = ZoneHit(
        layer="PPRI basse vallée",
        subject=Subject.FLOOD_PLAN,
        plan="PPRI-34-07",
        code="Rn",
        regime="interdiction",
        label="Rouge naturel",
        share=0.75,
        area_m2=900,
        distance_m=0,
        valid_from=date(2012, 1, 25),
        valid_to=None,
        geometry=red,
    )
    blue = replace(
        hit, code="Bu", regime="prescription", label="Bleu urbain", share=0.25, area_m2=300,
        geometry=box(741030, 6242900, 741200, 6243100),
    )  # fmt: skip
    return Place(
        precision=Precision.PARCEL,
        parcels=("34150000CA0221",),
        missing_parcels=(),
        geometry=land,
        area_m2=1200,
        zones=(hit, blue),
        surveyed=frozenset({Subject.FLOOD_PLAN}),
        as_of=date(2026, 3, 1),
        reason="placé par ses parcelles au cadastre",
    )


def some_deadlines(received: date) -> Deadlines:
    """Deadlines of an express act received on a day."""

    def until(days: int, why: str) -> Deadline:
        return Deadline(received + timedelta(days=days), received, why, True)

    return Deadlines(
        suspension=until(10, "Dix jours à compter de la réception de l'acte (CGCT L2131-6)."),
        recours_gracieux=until(31, "Un mois à compter de la réception (CU L600-12-2)."),
        defere=until(61, "Deux mois à compter de la réception de l'acte (CGCT L2131-6)."),
        retrait=until(80, "Trois mois à compter de la signature (CU L424-5)."),
    )


def an_act(index: int = 1, *, findings: tuple[Finding, ...] | None = None) -> ActRecord:
    """An act ready to be read; the index varies its number, commune, dates and score."""
    insee, name = COMMUNES[index % len(COMMUNES)]
    sha = hashlib.sha256(str(index).encode()).hexdigest()
    received = TODAY - timedelta(days=5 + (index * 7) % 50)
    facts = some_facts(
        dossier_number=f"PC {insee[:2].zfill(3)}{insee[2:]} 26 V{index:04d}",
        act_type=ActType.PCMI if index % 2 else ActType.DP,
        decision=Decision.GRANTED,
        commune_insee=insee,
        decided_on=received - timedelta(days=6),
        applicant_name="M. Inventé Personne",
        parcels=("34150000CA0221",),
        works=WORKS[index % len(WORKS)],
        works_kinds=(WorksKind.NEW_DWELLING,),
        floor_area_created_m2=128.5,
    )
    dossier = Dossier(
        act_id=f"act-{index:03d}",
        facts=facts,
        place=a_place(),
        clock=Clock(decided_on=received - timedelta(days=6), received_on=received),
        documents=(DocumentRef(sha, 2),),
        commune=Commune(
            insee, name, epci="Sète Agglopôle" if index % 2 else "Hérault Méditerranée"
        ),
        reading_confidence=0.97,
    )
    default = (
        a_finding(document=sha),
        a_finding(
            "FOR-2",
            theme=Theme.FORM,
            verdict=Verdict.DOUBT,
            strength=1,
            because="La qualité du signataire n'a pas été trouvée dans l'acte.",
        ),
    )
    probability = round(max(0.9 - 0.017 * index, 0.004), 3)
    return ActRecord(
        dossier=dossier,
        status=ActStatus.READY,
        reason=None,
        findings=default if findings is None else findings,
        deadlines=some_deadlines(received),
        score=Score(
            probability=probability,
            gravity=1.8,
            steering=1.0,
            urgency=1.4,
            rank_value=probability * 2.52,
            model_version="risque 3",
            contributions=(
                Contribution("flood_share", "Part en interdiction", Theme.FLOOD, 0.75, 1.32),
                Contribution("floor_area", "Surface de plancher créée", None, 128.5, 0.41),
                Contribution("opinion_given", "Avis de la DDTM visé", None, 0.0, -0.22),
            ),
        ),
        scored_at=datetime(2026, 4, 14, 5, tzinfo=UTC),
    )  # fmt: skip


def sees(sight: Sight, record: ActRecord) -> bool:
    """Whether a map shows an act."""
    facts, clock, shape = record.dossier.facts, record.dossier.clock, record.dossier.place.shown()
    day = clock.decided_on or clock.received_on or TODAY
    first, last = sight.during or (None, None)
    return (
        (
            sight.bounds is None
            or (shape is not None and shape.envelope.intersects(box(*sight.bounds)))
        )
        and (first or day) <= day <= (last or day)
        and sight.insee in (None, said(facts.commune_insee))
        and sight.act_type in (None, said(facts.act_type))
    )


class MemoryDesk:
    """Answers from what it was given, and keeps what it is told."""

    def __init__(self, records: Sequence[ActRecord] = (), *, today: date = TODAY) -> None:
        self.records = {record.act_id: record for record in records}
        self.day = today
        self.kept: list[Review] = []
        self.notes = MemoryNotes(self.reviews)
        self.corrections: list[Corrected] = []
        self.held: dict[str, Claim] = {}
        self.made_up = True
        self.assessed: list[tuple[Facts, str | None]] = []
        self.received: dict[str, Receipt] = {}
        self.keys: dict[str, str] = {}
        self.clients: dict[str, Client] = {}
        self.changed: list[Event] = []
        self.missing: list[str] = []
        self.documents: list[Document] = []
        self.law: list[ArticleText] = []
        self.drawn_at_random = frozenset({17})

    def today(self) -> date:
        return self.day

    def queue(self, day: date) -> DayQueue:
        ranked = sorted(
            self.records.values(), key=lambda r: (-(r.score.rank_value if r.score else 0), r.act_id)
        )
        waiting = [record for record in ranked if not record.outcomes]
        entries = tuple(
            QueueEntry(
                rank,
                day,
                Stratum.RANDOM if rank in self.drawn_at_random else Stratum.TOP,
                0.04 if rank in self.drawn_at_random else 1.0,
                record,
            )
            for rank, record in enumerate(waiting, 1)
        )
        first = {e.record.act_id for e in entries if e.rank <= 4 or e.rank in self.drawn_at_random}
        done = tuple(record for record in ranked if record.outcomes)
        return DayQueue(day, entries, frozenset(first), done)

    def act(self, wanted: str) -> ActRecord | None:
        for record in self.records.values():
            number = record.dossier.facts.dossier_number
            names = {record.act_id, *(d.sha256 for d in record.dossier.documents)}
            if wanted in names or (number and number.value == wanted):
                return record
        return None

    def listing(
        self,
        day: date,
        chosen: Selection,
        *,
        after: int = 0,
        limit: int | None = PAGE,
        among: frozenset[str] | None = None,
    ) -> Listing:
        entries = self.queue(day).entries
        return listed(entries, chosen, self.day, after=after, limit=limit, among=among)

    def board(self, day: date) -> Board:
        queue = self.queue(day)
        return boarded(queue.entries, queue.picked, queue.done, self.day)

    def standpoint(self, act_id: str, day: date) -> Standpoint:
        return standpoint(self.queue(day).entries, act_id)

    def order(self, day: date) -> Sequence[str]:
        queue = self.queue(day)
        mine = [e.record.act_id for e in queue.entries if e.record.act_id in queue.picked]
        return [*mine, *(e.record.act_id for e in queue.entries if e.record.act_id not in mine)]

    def waiting(self, day: date) -> Sequence[Standing]:
        return [one for one in self._filed() if one.open_from <= day <= one.open_until]

    def filed(self, first: date, last: date) -> Sequence[Standing]:
        return [one for one in self._filed() if first <= one.filed_on <= last]

    def _filed(self) -> Sequence[Standing]:
        every = self.records.values()
        return [standing_of(one, acts.received_on(one) or self.day) for one in every]

    def outlines(self) -> Outlines | None:
        return drawn(
            {c: box(i * 1000, 0, i * 1000 + 900, 900) for i, (c, _) in enumerate(COMMUNES)}
        )

    def certificate(self, start: date, end: date) -> str:
        if self.unread_draws(start, end):
            raise UserError("Certificat impossible : 1 acte tiré au hasard sans contrôle.")
        return "Certificat de rappel."

    def unread_draws(self, start: date, end: date) -> Sequence[ActRecord]:
        entries = self.queue(end).entries
        return [e.record for e in entries if e.stratum is Stratum.RANDOM and not e.record.outcomes]

    def search(self, words: str) -> Sequence[ActRecord]:
        chosen = Selection(text=words)
        entries = (QueueEntry(1, self.day, Stratum.TOP, 1.0, r) for r in self.records.values())
        return [entry.record for entry in chosen.keep(entries, self.day)]

    def traits(self, record: ActRecord) -> Sequence[Trait]:
        return [trait(record) for record in self.records.values() if record.outcomes]

    def overview(self, asked: Crossing = EVERY) -> Overview:
        return overview(self._filed(), self.day, asked)

    def same_land(self, record: ActRecord) -> Sequence[ActRecord]:
        return [r for r in self.records.values() if r.act_id != record.act_id][:2]

    def around(self, place: Place) -> Around | None:
        ground = place.geometry
        return None if ground is None else Around(frame_of(ground), seen_from(ground, place.zones))

    def acts_in(self, sight: Sight, *, offset: int, limit: int) -> tuple[Sequence[ActRecord], int]:
        found = [one for one in self.records.values() if sees(sight, one)]
        return found[offset : offset + limit], len(found)

    def queue_in(
        self, sight: Sight, *, offset: int, limit: int
    ) -> tuple[Sequence[QueueEntry], int]:
        found = [one for one in self.queue(self.day).entries if sees(sight, one.record)]
        return found[offset : offset + limit], len(found)

    def extent(self) -> Bounds | None:
        shown = (one.dossier.place.shown() for one in self.records.values())
        west, south, east, north = shapely.total_bounds([shape for shape in shown if shape])
        return west, south, east, north

    def articles(self, citations: Sequence[str], day: date) -> Mapping[str, Sequence[ArticleText]]:
        return {
            citation: [one for one in self.law if (one.code, one.number) in cited(citation)]
            for citation in citations
        }

    def page_sizes(self, sha256: str) -> Sequence[PageSize]:
        return [PageSize(1, 595, 842), PageSize(2, 595, 842)]

    def page_png(self, sha256: str, page: int, width_px: int) -> bytes | None:
        if page > 2:
            return None
        image = Image.new("RGB", (width_px, round(width_px * 842 / 595)), "white")
        draw = ImageDraw.Draw(image)
        scale = width_px / 595
        for row in range(40):
            draw.text(
                (60 * scale, (60 + 14 * row) * scale), "Vu le code de l'urbanisme " * 3, "black"
            )
        out = io.BytesIO()
        image.save(out, "PNG")
        return out.getvalue()

    def set_aside(self) -> Sequence[Document]:
        return self.documents

    def layers(self) -> Sequence[LayerRecord]:
        return [
            LayerRecord(
                layer_id="a" * 64,
                name="PPRI basse vallée",
                kind="covadis_ppr",
                role=LayerRole.ZONE,
                subject=Subject.FLOOD_PLAN,
                source="zones.zip",
                features=120,
                state=LayerState.APPROVED,
                valid_from=date(2012, 1, 25),
                plans=("PPRI-34-07",),
            )
        ]

    def coverage(self) -> Sequence[Covered]:
        subjects = frozenset({Subject.FLOOD_PLAN})
        return [Covered(insee, name, subjects) for insee, name in COMMUNES]

    def assess(self, facts: Facts, text: str | None, day: date) -> ActRecord:
        self.assessed.append((facts, text))
        base = an_act(1)
        return replace(base, dossier=replace(base.dossier, facts=facts))

    def receive(
        self, file: Path, *, name: str, key: str | None, declared: ControlRecord | None = None
    ) -> Receipt:
        sha = self.keys.get(key or "") or hashlib.sha256(file.read_bytes()).hexdigest()
        again = sha in self.received
        self.received[sha] = Receipt(sha, again)
        if key:
            self.keys[key] = sha
        if not again:
            self.documents.append(a_document(sha, name=name))
        return self.received[sha]

    def correct(self, act_id: str, fact: Fact[Any], made: Corrected) -> ActRecord:
        self.corrections.append(made)
        record = self.records[act_id]
        facts = replace(record.dossier.facts, **{made.name: fact})
        self.records[act_id] = replace(record, dossier=replace(record.dossier, facts=facts))
        return self.records[act_id]

    def reviews(self, act_id: str) -> Sequence[Review]:
        return [review for review in self.kept if review.act_id == act_id]

    def claims(self) -> Mapping[str, Claim]:
        return self.held

    def take(self, claim: Claim, *, force: bool = False) -> None:
        other = self.held.get(claim.act_id)
        if other and other.by != claim.by and not force:
            raise Taken(other)
        self.held[claim.act_id] = claim

    def leave(self, act_id: str, by: str) -> None:
        if act_id in self.held and self.held[act_id].by == by:
            del self.held[act_id]

    def demo(self) -> bool:
        return self.made_up

    def review(self, review: Review, *, expected: int | None = None) -> ActRecord:
        before = self.reviews(review.act_id)
        if expected is not None and len(before) != expected:
            raise Decided(before[-1])
        self.kept.append(review)
        record = self.records[review.act_id]
        if review.outcome:
            record = replace(record, outcomes=(*record.outcomes, review.outcome))
        self.records[review.act_id] = record
        return record

    def pending(self, sha256: str) -> Document | None:
        return next((d for d in self.documents if d.sha256 == sha256), None)

    def events(self, at: datetime | None, last_id: str, limit: int) -> Sequence[Event]:
        return [one for one in self.changed if at is None or (one.at, one.id) > (at, last_id)][
            :limit
        ]

    def client(self, key: str) -> Client | None:
        return self.clients.get(key)

    def model(self) -> ModelInForce | None:
        return ModelInForce("risque-3", TODAY)

    def ready(self) -> Sequence[str]:
        return self.missing

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


def a_document(
    sha: str = "b" * 64, *, name: str = "scan.pdf", reason: str | None = None
) -> Document:
    """A document of the ledger, set aside when a reason is given."""
    now = datetime(2026, 4, 13, 9, tzinfo=UTC)
    return Document(
        sha256=sha,
        kind="pdf",
        size=1234,
        stage=DocumentStage.SET_ASIDE if reason else DocumentStage.RECEIVED,
        attempts=1,
        reason=reason,
        received_at=now,
        updated_at=now,
        names=(name,),
    )
