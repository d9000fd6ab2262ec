"""From the facts of an act to its place: parcels, geometry, and the zones in force on a date."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from features.places.addresses import Addresses, Found
from features.places.around import CLOSE_M, Around, frame_of, seen_from
from features.places.communes import Outlines, Registers
from features.places.coverage import PLANS, Coverage, Covered
from features.places.force import InForce
from features.places.history import History
from features.places.hits import Hit, gathered, is_band
from features.places.parcels import Cadastre
from features.places.surroundings import building_layers, standing, surroundings
from features.places.validity import Plan, PlanNames, register
from features.places.zones import ZoneLayer
from vigie.domain.dossier import Commune
from vigie.domain.fact import Facts, said
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import NOWHERE, Place, Precision, Subject, ZoneHit
from vigie.store import layers as catalogue
from vigie.store.engine import Store

_NAMED = frozenset({Subject.FLOOD_PLAN, Subject.FIRE_PLAN})
ADDRESS_DISC_M = 15.0


class Locator:
    """Places acts on the layers of a catalogue. Files are opened when a question needs them.

    It is cheap to make and grows with what it is asked. Threads may share one: they take turns.
    """

    def __init__(self, records: Iterable[LayerRecord], home: Path) -> None:
        """Layers of the catalogue, whose files stand under ``home``."""
        listed = tuple(records)
        self._cadastre = Cadastre(listed, home)
        self._outlines = Outlines(listed, home, self._cadastre)
        asked = (LayerRole.ZONE, LayerRole.COVERAGE, LayerRole.COMMUNE_WIDE, LayerRole.PROCEDURE)
        layers = [ZoneLayer(record, home) for record in listed if record.role in asked]
        self._plans = register(layers)
        self._force = InForce(layers, self._plans)
        self._names = PlanNames(layers, self._plans)
        self._buildings = building_layers(listed, home)
        self._registers = Registers(listed, home)
        self._history = History(self._cadastre, self._registers)
        self._addresses = Addresses(listed, home)
        self._turn = threading.Lock()  # prepared geometries serve one thread at a time
        drawn = [layer for layer in layers if layer.record.role is not LayerRole.PROCEDURE]
        self._coverage = Coverage(drawn, self._plans, self._outlines)

    @classmethod
    def open(cls, store: Store) -> Locator:
        """A locator on the layers that a store lists."""
        return cls(catalogue.listed(store), store.home)

    def place(self, facts: Facts, *, as_of: date, commune: str | None = None) -> Place:
        """Where an act is and which zones were in force there on ``as_of``.

        ``commune`` is the INSEE code known from elsewhere (the number, the sender); the act's own
        and its parcels' stand before it.
        """
        cited = tuple(dict.fromkeys(facts.parcels.value)) if facts.parcels else ()
        with self._turn:
            placed = self._placed(facts, cited, as_of, commune)
            doubts = ((one, self._history.doubt(one, as_of)) for one in cited)
            return replace(placed, parcel_doubts=tuple((one, why) for one, why in doubts if why))

    def _placed(
        self, facts: Facts, cited: tuple[str, ...], as_of: date, commune: str | None
    ) -> Place:
        found = {identifier: self._history.find(identifier, as_of) for identifier in cited}
        shapes = [shape for shape in found.values() if shape is not None]
        missing = tuple(identifier for identifier, shape in found.items() if shape is None)
        if shapes:
            there = tuple(identifier for identifier in cited if identifier not in missing)
            return self._on_parcels(there, missing, shapes, as_of)
        insee = _commune(facts, cited, commune)
        if insee is None:
            return _nowhere(missing, as_of)
        address = said(facts.site_address)
        at = self._addresses.find(address, insee) if address else None
        if at is not None:
            return self._at_address(at, insee, missing, as_of)
        return self._in_commune(insee, missing, as_of)

    def around(self, place: Place, *, on: date) -> Around | None:
        """What stands around a place as of its day, else ``on``; None where no site is known."""
        ground = place.geometry
        sited = place.precision in (Precision.PARCEL, Precision.ADDRESS)
        if ground is None or ground.is_empty or not sited:
            return None
        with self._turn:
            return self._surrounding(place, ground, place.as_of or on)

    def _surrounding(self, place: Place, ground: BaseGeometry, on: date) -> Around:
        frame, close = frame_of(ground), frame_of(ground, CLOSE_M)
        hits = list(self._force.hits(frame, on))
        names = (self._history.communes(parcel) for parcel in place.parcels)
        communes = set().union(*(self._history.with_successor(found) for found in names))
        return Around(
            frame,
            seen_from(ground, self._named(gathered(hits, frame.area))),
            tuple(self._cadastre.within(close, communes)),
            tuple(standing(close, self._buildings)),
        )

    def coverage(self, on: date) -> list[Covered]:
        """Which subjects are covered in each commune known here, on a day."""
        with self._turn:
            known = sorted({*self._outlines.every(), *self._cadastre.communes()})
            return [
                Covered(insee, self._outlines.name(insee) or insee, self._covered(insee, on))
                for insee in known
            ]

    def _covered_by_any(self, names: frozenset[str], on: date) -> frozenset[Subject]:
        """Subjects covered in a commune, under any of the names it bears in lists and layers."""
        every = self._history.with_successor(names)
        return frozenset().union(*(self._coverage.surveyed(insee, on) for insee in every))

    def _covered(self, insee: str, on: date) -> frozenset[Subject]:
        parcels = {Subject.PARCEL} if self._cadastre.covers(insee) else frozenset()
        return self._coverage.surveyed(insee, on) | parcels

    def commune(self, insee: str) -> Commune | None:
        """A commune as the lists loaded describe it, None when none names it."""
        return self._registers.commune(insee)

    def _on_parcels(
        self,
        there: tuple[str, ...],
        missing: tuple[str, ...],
        shapes: list[BaseGeometry],
        as_of: date,
    ) -> Place:
        ground = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
        communes = {self._history.communes(identifier) for identifier in there}
        reason = f"{_count(there, 'parcelle trouvée', 'parcelles trouvées')} au cadastre"
        if missing:
            lost = _count(missing, "introuvable", "introuvables")
            reason += f" ; {lost} : {', '.join(missing)}"
        bare = Place(Precision.PARCEL, there, missing, ground, None, (), frozenset(), as_of, reason)
        return self._surveyed_place(bare, communes, ground, as_of)

    def _at_address(self, at: Found, insee: str, missing: tuple[str, ...], as_of: date) -> Place:
        """The parcels that the base ties to the address, else a disc about its point."""
        found = (self._history.find(parcel, as_of) for parcel in at.parcels)
        shapes = [shape for shape in found if shape is not None]
        ground = shapely.union_all(shapes) if shapes else at.point.buffer(ADDRESS_DISC_M)
        how = "sur les parcelles liées" if shapes else f"disque de {ADDRESS_DISC_M:.0f} m"
        reason = f"situé par l'adresse ({how}), faute de parcelle"
        bare = Place(Precision.ADDRESS, (), missing, ground, None, (), frozenset(), as_of, reason)
        return self._surveyed_place(bare, {frozenset({insee})}, ground, as_of)

    def _surveyed_place(
        self, bare: Place, communes: set[frozenset[str]], ground: BaseGeometry, as_of: date
    ) -> Place:
        """A place with the zones about its ground, what is surveyed and what is built.

        ``communes`` are sets of codes that name the same commune, then and now.
        """
        hits = list(self._force.hits(ground, as_of))
        met = gathered(hits, ground.area)
        inside = {hit.subject for hit in met if not is_band(hit.code)}
        near = self._force.nearest(ground, as_of, inside)
        wide = self._force.of_communes(set().union(*communes), ground, as_of)
        zones = self._named([*met, *wide, *near])
        surveyed = self._surveyed(communes, as_of, hits)
        return replace(
            bare,
            area_m2=float(ground.area),
            zones=zones,
            surveyed=surveyed,
            surroundings=surroundings(ground, self._buildings),
        )

    def _in_commune(self, insee: str, missing: tuple[str, ...], as_of: date) -> Place:
        """The commune only: zones drawn inside it say nothing of the site, so none is given."""
        outline = self._outlines.outline(insee)
        area = None if outline is None else float(outline.area)
        why = (
            f"parcelles introuvables au cadastre : {', '.join(missing)}"
            if missing
            else ("aucune parcelle lue dans l'acte")
        )
        name = self._outlines.name(insee) or insee
        wide = self._force.wide_subjects
        cadastre = {Subject.PARCEL} if self._cadastre.covers(insee) else frozenset()
        return Place(
            Precision.COMMUNE,
            (),
            missing,
            outline,
            area,
            self._named(self._force.of_communes({insee}, outline, as_of)),
            self._coverage.surveyed(insee, as_of) & wide | cadastre,
            as_of,
            f"situé à la commune seulement ({name}) : {why}",
        )

    def _surveyed(
        self, communes: set[frozenset[str]], as_of: date, hits: list[Hit]
    ) -> frozenset[Subject]:
        """Subjects covered in every commune, and those met; not those that an unclear zone hides.

        A zone of a plan of several risks that does not say which one it is about may be about
        water or fire: what is not met is then unknown.
        """
        each = [self._covered_by_any(names, as_of) for names in communes]
        covered = frozenset.intersection(*each) if each else frozenset[Subject]()
        unclear = any(not h.resolved and h.subject in PLANS for h in hits)
        met = frozenset(hit.subject for hit in hits)
        return ((covered - _NAMED) if unclear else covered) | met

    def _named(self, zones: Iterable[ZoneHit]) -> tuple[ZoneHit, ...]:
        """Zones with what their plan is called."""
        names = [(zone, self._names.of(zone.plan)) for zone in zones]
        return tuple(replace(zone, plan_name=name) if name else zone for zone, name in names)

    @property
    def plans(self) -> dict[str, Plan]:
        """The register of plans, by identifier."""
        return self._plans


def _commune(facts: Facts, cited: tuple[str, ...], commune: str | None) -> str | None:
    if facts.commune_insee is not None:
        return facts.commune_insee.value
    return commune or (cited[0][:5] if cited else None)


def _nowhere(missing: tuple[str, ...], as_of: date) -> Place:
    why = f" : {', '.join(missing)} introuvables au cadastre" if missing else ""
    return Place(
        NOWHERE.precision,
        (),
        missing,
        None,
        None,
        (),
        frozenset(),
        as_of,
        f"non localisé, ni parcelle ni commune{why}",
    )


def _count(things: tuple[str, ...], one: str, several: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else several}"
