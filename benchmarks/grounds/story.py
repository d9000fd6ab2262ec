"""A story: one invented act, its land, its commune and its words, lawful until a cause is planted.

Written from what happens in town halls, without the rules that look for it: nothing here imports
the grounds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from vigie.domain.deadline import Clock
from vigie.domain.dossier import Commune
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Authority,
    Decision,
    Destination,
    Opinion,
    Signatory,
    SignatoryRole,
    Stage,
    WorksKind,
)
from vigie.domain.place import Place, Precision, Subject, Surroundings, ZoneHit

COMMUNES = (
    ("34150", "Marseillan"),
    ("34172", "Montpellier"),
    ("34003", "Agde"),
    ("34032", "Béziers"),
)
ADDRESSES = ("12 chemin des Amandiers", "lieu-dit Les Pins", "4 rue de la Fontaine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Facts by name, zones met, neighbours, and what the act writes besides its facts."""

    facts: dict[str, Any]
    zones: tuple[ZoneHit, ...]
    commune: Commune
    neighbours: int = 40
    area_m2: float = 800.0
    surveyed: frozenset[Subject] = frozenset(Subject)
    received_after: int = 5
    visas: tuple[str, ...] = ()
    recitals: tuple[str, ...] = ()
    causes: frozenset[str] = field(default_factory=frozenset)

    def said(self, **facts: Any) -> Story:
        """The same with other facts; None takes one away."""
        return replace(self, facts={**self.facts, **facts})

    def on(self, *zones: ZoneHit) -> Story:
        """The same with more zones met."""
        return replace(self, zones=(*self.zones, *zones))

    def in_plu(self, typezone: str, code: str) -> Story:
        """The same in another zone of the local plan, which the act names."""
        kept = tuple(zone for zone in self.zones if zone.subject is not Subject.PLU)
        moved = replace(self, zones=kept).on(zone(Subject.PLU, 1.0, code=code, regime=typezone))
        return moved.said(plu_zone=code)

    def writes(self, *visas: str) -> Story:
        """The same with more visas."""
        return replace(self, visas=(*self.visas, *visas))

    def because(self, *causes: str) -> Story:
        """The same, unlawful for these causes."""
        return replace(self, causes=self.causes | set(causes))

    @property
    def place(self) -> Place:
        """The land as the layers show it."""
        return Place(
            precision=Precision.PARCEL,
            parcels=self.facts["parcels"],
            missing_parcels=(),
            geometry=None,
            area_m2=self.area_m2,
            zones=self.zones,
            surveyed=self.surveyed,
            as_of=self.facts["decided_on"],
            reason="parcelle trouvée au cadastre",
            surroundings=_around(self.neighbours),
        )

    @property
    def clock(self) -> Clock:
        """Dates known of the act."""
        decided = self.facts["decided_on"]
        tacit = self.facts.get("tacit_on")
        day = tacit if self.facts["decision"] is Decision.TACIT else None
        return Clock(
            decided_on=decided,
            tacit_on=day,
            received_on=decided + timedelta(days=self.received_after),
            whole_file=True,
        )


def _around(count: int) -> Surroundings:
    return Surroundings(
        nearest_m=15.0 if count else 400.0,
        within_50_m=count // 2,
        within_100_m=count,
        within_200_m=3 * count,
        built_share_100_m=min(0.6, count / 100),
        cluster=4 * count,
        on_place=0,
        on_place_m2=0.0,
        layer="bâti inventé",
    )


def zone(  # noqa: PLR0913 - the columns of a zone
    subject: Subject,
    share: float,
    *,
    code: str | None = None,
    regime: str | None = None,
    plan: str | None = None,
    label: str | None = None,
    near_m: float = 0.0,
) -> ZoneHit:
    """A zone of an invented layer."""
    return ZoneHit(
        layer=f"couche inventée : {subject.value}",
        subject=subject,
        plan=plan,
        code=code,
        regime=regime,
        label=label,
        share=share,
        area_m2=800.0 * share,
        distance_m=near_m,
        valid_from=date(2012, 1, 1),
        valid_to=None,
    )


def a_lawful_house(draw: Random) -> Story:
    """A house in a built-up zone U, with nothing to say about it."""
    insee, name = draw.choice(COMMUNES)
    decided = date(2023, 1, 10) + timedelta(days=draw.randint(0, 900))
    filed = decided - timedelta(days=draw.randint(40, 60))
    number = draw.randint(1, 199)
    area = float(draw.randint(80, 140))
    facts: dict[str, Any] = {
        "dossier_number": f"PC {insee[:2].zfill(3)}{insee[2:]} {filed:%y} X{number:04}",
        "act_type": ActType.PCMI,
        "stage": Stage.INITIAL,
        "decision": Decision.GRANTED,
        "in_the_name_of": Authority.COMMUNE,
        "commune_insee": insee,
        "filed_on": filed,
        "decided_on": decided,
        "works": "Construction d'une maison individuelle",
        "works_kinds": (WorksKind.NEW_DWELLING,),
        "destination": Destination.HOUSING,
        "parcels": (f"{insee}000AB{draw.randint(1, 999):04}",),
        "site_address": draw.choice(ADDRESSES),
        "site_area_m2": 800.0,
        "applicant_kind": ApplicantKind.PERSON,
        "applicant_name": "Camille ESSAI",
        "floor_area_created_m2": area,
        "dwellings_created": 1,
        "architect_named": draw.random() < 0.3,
        "plu_zone": "UC",
        "signatory": Signatory("Dominique FICTIF", SignatoryRole.MAYOR, False),
        "opinions": (),
        "conditions": (),
        "risk_zones_cited": (),
    }
    plan = Commune(insee, name, littoral=False, montagne=False, planning_document="PLU")
    base = Story(facts=facts, zones=(), commune=plan, recitals=("le projet respecte le règlement",))
    return base.in_plu("U", "UC")


def heard(story: Story, *opinions: Opinion) -> Story:
    """The same with more opinions visaed."""
    return story.said(opinions=(*story.facts["opinions"], *opinions))
