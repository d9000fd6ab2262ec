"""A case: one dossier as the grounds see it, each question answered once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from scoring.grounds.passages import places_of
from scoring.grounds.reading import UNSURE, partly_unread
from scoring.grounds.terms import ALLOWED, Flag, Project, Said, Sense
from scoring.grounds.wording import Wording, fold
from vigie.domain.dossier import Dossier
from vigie.domain.evidence import PageEvidence, SourceEvidence
from vigie.domain.fact import (
    ActType,
    Authority,
    Decision,
    Destination,
    Fact,
    Opinion,
    OpinionBody,
    OpinionSense,
    Stage,
    WorksKind,
)
from vigie.domain.place import Precision

V = TypeVar("V")
_NOTHING_NEW = frozenset({Stage.TRANSFERT, Stage.PROROGATION, Stage.RETRAIT, Stage.ANNULATION})
_PUBLIC = frozenset({Destination.COMMERCE, Destination.PUBLIC, Destination.TOURISM})
_GROWTH = frozenset({WorksKind.EXTENSION, WorksKind.RAISING})
_PROJECTS = (
    (WorksKind.CAMPING, Project.PUBLIC),
    (WorksKind.FARM_BUILDING, Project.FARM),
    (WorksKind.CHANGE_OF_USE, Project.CHANGE),
    (WorksKind.EXTENSION, Project.EXTENSION),
    (WorksKind.RAISING, Project.EXTENSION),
)


class Case:
    """One dossier, with the answers that several grounds need kept once computed."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.facts = dossier.facts
        self.place = dossier.place
        self.commune = dossier.commune
        self._kept: dict[Hashable, Any] = {}
        self._mentions: dict[Wording, re.Match[str] | None] = {}

    def fact(self, name: str) -> Fact[Any] | None:
        """The fact when it was read surely enough to decide something, else None."""
        fact: Fact[Any] | None = getattr(self.facts, name)
        if fact is None or fact.confidence < UNSURE or fact.doubt is not None:
            return None
        return fact

    def value(self, name: str) -> Any:
        """Its value, None when it was not read surely enough."""
        fact = self.fact(name)
        return None if fact is None else fact.value

    def number(self, name: str) -> float | None:
        """A size that the act states, None when it was not read surely enough."""
        value = self.value(name)
        return None if value is None else float(value)

    @cached_property
    def partly_unread(self) -> bool:
        """Whether silence proves nothing because pages were not read or read badly."""
        return partly_unread(self.dossier)

    @cached_property
    def day(self) -> date | None:
        """Date of the act: the rules and layers of that day apply."""
        clock = self.dossier.clock
        return clock.tacit_on or clock.decided_on or self.place.as_of or clock.received_on

    @cached_property
    def act_type(self) -> ActType | None:
        """Type of the act, when read."""
        value: ActType | None = self.value("act_type")
        return value

    @cached_property
    def stage(self) -> Stage:
        """Stage of the act; an act that names none is an initial one."""
        return self.value("stage") or Stage.INITIAL

    @cached_property
    def decision(self) -> Decision:
        """The decision as read."""
        return self.value("decision") or Decision.UNKNOWN

    @cached_property
    def sense(self) -> Sense:
        """What the act does to the project; transfers and extensions of time allow nothing new."""
        if self.stage in _NOTHING_NEW:
            return Sense.DENIES
        favourable = self.decision.favourable
        if favourable is None:
            return Sense.UNREAD
        return Sense.ALLOWS if favourable else Sense.DENIES

    @cached_property
    def kinds(self) -> frozenset[WorksKind] | None:
        """Kinds of works read, None when none was."""
        return frozenset(self.value("works_kinds") or ()) or None

    def does(self, *kinds: WorksKind) -> bool:
        """Whether the works hold one of these kinds."""
        return self.kinds is not None and not self.kinds.isdisjoint(kinds)

    @cached_property
    def destination(self) -> Destination | None:
        """Main use, when read."""
        value: Destination | None = self.value("destination")
        return value

    @cached_property
    def project(self) -> Project:
        """The works by what they bring; a change of use to housing creates a dwelling."""
        if self.act_type is ActType.PD:
            return Project.MINOR  # a permit to demolish builds nothing
        if self.creates_lodging:
            return Project.DWELLING
        if self.kinds is None:
            return Project.UNSTATED
        if WorksKind.NEW_BUILDING in self.kinds and WorksKind.CAMPING not in self.kinds:
            return self._new_building()
        if WorksKind.CHANGE_OF_USE in self.kinds and self.destination is None:
            return Project.UNSTATED
        return next((project for kind, project in _PROJECTS if kind in self.kinds), Project.MINOR)

    @property
    def allows(self) -> str:
        """What the act does, to begin a sentence: « L'acte autorise une extension »."""
        verb = "porte, dans un sens non lu, sur" if self.sense is Sense.UNREAD else "autorise"
        return f"L'acte {verb} {self.works_said}"

    @property
    def works_said(self) -> str:
        """The works with their article, as precisely as they were read."""
        if self.project is Project.PUBLIC:
            camping = self.does(WorksKind.CAMPING)
            return "un camping" if camping else "un établissement recevant du public"
        if self.project is Project.EXTENSION:
            raised = not self.does(WorksKind.EXTENSION)
            return "une surélévation" if raised else "une extension"
        return ALLOWED[self.project]

    def _new_building(self) -> Project:
        if self.destination is None:
            return Project.UNSTATED
        if self.destination in _PUBLIC:
            return Project.PUBLIC
        return Project.FARM if self.destination is Destination.FARMING else Project.BUILDING

    @cached_property
    def creates_lodging(self) -> bool:
        """New dwelling, lot to build on, or change of use to housing."""
        if (self.number("dwellings_created") or 0) > 0:
            return True
        if self.does(WorksKind.NEW_DWELLING, WorksKind.SUBDIVISION):
            return True
        housed = self.does(WorksKind.NEW_BUILDING, WorksKind.CHANGE_OF_USE)
        return housed and self.destination is Destination.HOUSING

    @cached_property
    def urbanises(self) -> Project:
        """The works by what they newly build; a dwelling made in what exists is a change."""
        if self.project is not Project.DWELLING or self.kinds is None:
            return self.project
        if self.does(WorksKind.NEW_BUILDING, WorksKind.SUBDIVISION):
            return Project.DWELLING
        if self.does(WorksKind.CHANGE_OF_USE):
            return Project.CHANGE
        new = self.does(WorksKind.NEW_DWELLING) or not self.kinds & _GROWTH
        return Project.DWELLING if new else Project.EXTENSION

    @cached_property
    def placed(self) -> bool:
        """Whether the land was found, by parcel or by address; it is that of the parcels found."""
        found = self.place.precision in (Precision.PARCEL, Precision.ADDRESS)
        parcels = self.facts.parcels
        return found and (parcels is None or parcels.confidence >= UNSURE)

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        """Opinions that the act visas, as far as read."""
        return tuple(self.value("opinions") or ())

    def heard(self, body: OpinionBody, *senses: OpinionSense) -> Said:
        """Whether the act visas an opinion of this body, in one of these senses if given."""
        for opinion in self.opinions:
            if opinion.body is body and (not senses or opinion.sense in senses):
                return Said.YES
        unsure = self.facts.opinions is not None and self.fact("opinions") is None
        return Said.UNREAD if self.partly_unread or unsure else Said.NO

    def states(self, name: str) -> Said:
        """Whether the act states a fact that acts may leave out."""
        if self.fact(name) is not None:
            return Said.YES
        unsure = getattr(self.facts, name) is not None
        return Said.UNREAD if self.partly_unread or unsure else Said.NO

    @cached_property
    def text(self) -> str | None:
        """Text of the act without identities; None when it was not kept."""
        return self.dossier.masked_text

    def mention(self, words: Wording) -> Said:
        """Whether the text, the works or the conditions say something."""
        if self.found(words) is not None:
            return Said.YES
        return Said.UNREAD if self.text is None or self.partly_unread else Said.NO

    def found(self, words: Wording) -> re.Match[str] | None:
        """The first place where the text, the works or the conditions say it."""
        if words not in self._mentions:
            self._mentions[words] = words.find(self.folded)
        return self._mentions[words]

    @cached_property
    def _folded(self) -> tuple[str, str]:
        said = [self.value("works") or "", *(self.value("conditions") or ()), self.text or ""]
        printed = " ¶ ".join(part for part in said if part)
        return printed, fold(printed)

    @property
    def folded(self) -> str:
        """Works, conditions and text, folded."""
        return self._folded[1]

    @cached_property
    def works(self) -> str:
        """Text of the works, folded; empty when not read."""
        return fold(self.value("works") or "")

    def quote(self, words: Wording) -> tuple[SourceEvidence, ...]:
        """What is said, with some words around it, as evidence."""
        match = self.found(words)
        if match is None:
            return ()
        printed = self._folded[0]
        start, end = max(0, match.start() - 60), min(len(printed), match.end() + 60)
        around = " ".join(printed[start:end].split())
        return (SourceEvidence("texte de l'acte", f"« … {around} … »"),)

    def once(self, key: Hashable, compute: Callable[[], V]) -> V:
        """A value kept once computed."""
        if key not in self._kept:
            self._kept[key] = compute()
        kept: V = self._kept[key]
        return kept

    def decided(self, *decisions: Decision) -> Flag:
        """Whether the decision is one of these."""
        if self.decision is Decision.UNKNOWN:
            return Flag.UNREAD
        return Flag.YES if self.decision in decisions else Flag.NO

    @cached_property
    def tacit(self) -> Flag:
        """Whether nobody wrote the decision."""
        return self.decided(Decision.TACIT)

    @cached_property
    def authority(self) -> Authority | None:
        """In whose name the act is taken, when read."""
        value: Authority | None = self.value("in_the_name_of")
        return value

    def page_evidence(
        self, *names: str, bodies: frozenset[OpinionBody] = frozenset()
    ) -> tuple[PageEvidence, ...]:
        """Where the act states these facts; persons are shown without their names."""
        said = ((name, getattr(self.facts, name)) for name in names)
        pieces = (places_of(name, fact, bodies) for name, fact in said if fact is not None)
        return tuple(piece for some in pieces for piece in some)
