"""From the facts of an act to its place: parcels, geometry, and the zones in force on a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from features.places.addresses import Addresses, Found
from features.places.communes import Outlines, Registers
from features.places.coverage import PLANS, Coverage, resolve
from features.places.hits import Hit, gathered, is_band, zone_hit
from features.places.parcels import Cadastre
from features.places.surroundings import building_layers, surroundings
from features.places.validity import Plan, narrowed, period, register
from features.places.versions import Versions
from features.places.zones import ZoneLayer
from vigie.domain.dossier import Commune
from vigie.domain.fact import Facts, said
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import NOWHERE, Place, Precision, Subject, ZoneHit
from vigie.store import layers as catalogue
from vigie.store.engine import Store

_NAMED = frozenset({Subject.FLOOD_PLAN, Subject.FIRE_PLAN})
ADDRESS_DISC_M = 15.0
REACH_M = {  # how far the nearest zone is looked for, where a distance means something
    Subject.FLOOD_PLAN: 5_000.0,
    Subject.FIRE_PLAN: 5_000.0,
    Subject.OTHER_PLAN: 1_000.0,
    Subject.SUP: 1_000.0,
    Subject.NATURA_2000: 5_000.0,
    Subject.ZNIEFF: 5_000.0,
    Subject.SHORE: 20_000.0,
    Subject.FOREST: 5_000.0,
    Subject.DETECTION: 1_000.0,
}


class Locator:
    """Places acts on the layers of a catalogue. Files are opened when a question needs them.

    One instance serves one thread; it is cheap to make and grows with what it is asked.
    """

    def __init__(self, records: Iterable[LayerRecord], home: Path) -> None:
        """Layers of the catalogue, whose files stand under ``home``."""
        listed = tuple(records)
        self._cadastre = Cadastre(listed, home)
        self._outlines = Outlines(listed, home, self._cadastre)
        asked = (LayerRole.ZONE, LayerRole.COVERAGE, LayerRole.COMMUNE_WIDE, LayerRole.PROCEDURE)
        layers = [ZoneLayer(record, home) for record in listed if record.role in asked]
        self._plans = register(layers)
        self._zones = [layer for layer in layers if layer.record.role is LayerRole.ZONE]
        self._wide = [layer for layer in layers if layer.record.role is LayerRole.COMMUNE_WIDE]
        self._versions = Versions(self._zones)
        self._buildings = building_layers(listed, home)
        self._registers = Registers(listed, home)
        self._addresses = Addresses(listed, home)
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
        found = {identifier: self._parcel(identifier) for identifier in cited}
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

    def commune(self, insee: str) -> Commune | None:
        """A commune as the lists loaded describe it, None when none names it."""
        return self._registers.commune(insee)

    def _parcel(self, identifier: str) -> BaseGeometry | None:
        """A parcel under its own identifier, else under that which a merger gave it.

        The commune that took in another keeps its parcels apart by a prefix: the number of the
        former commune.
        """
        found = self._cadastre.find(identifier)
        chief = None if found is not None else self._registers.successor(identifier[:5])
        if chief is None or identifier[5:8] != "000":
            return found
        return self._cadastre.find(f"{chief}{identifier[2:5]}{identifier[8:]}")

    def _on_parcels(
        self,
        there: tuple[str, ...],
        missing: tuple[str, ...],
        shapes: list[BaseGeometry],
        as_of: date,
    ) -> Place:
        ground = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
        communes = {identifier[:5] for identifier in there}
        reason = f"{_count(there, 'parcelle trouvée', 'parcelles trouvées')} au cadastre"
        if missing:
            lost = _count(missing, "introuvable", "introuvables")
            reason += f" ; {lost} : {', '.join(missing)}"
        bare = Place(Precision.PARCEL, there, missing, ground, None, (), frozenset(), as_of, reason)
        return self._surveyed_place(bare, communes, ground, as_of)

    def _at_address(self, at: Found, insee: str, missing: tuple[str, ...], as_of: date) -> Place:
        """The parcels that the base ties to the address, else a disc about its point."""
        shapes = [shape for p in at.parcels if (shape := self._parcel(p)) is not None]
        ground = shapely.union_all(shapes) if shapes else at.point.buffer(ADDRESS_DISC_M)
        how = "sur les parcelles liées" if shapes else f"disque de {ADDRESS_DISC_M:.0f} m"
        reason = f"situé par l'adresse ({how}), faute de parcelle"
        bare = Place(Precision.ADDRESS, (), missing, ground, None, (), frozenset(), as_of, reason)
        return self._surveyed_place(bare, {insee}, ground, as_of)

    def _surveyed_place(
        self, bare: Place, communes: set[str], ground: BaseGeometry, as_of: date
    ) -> Place:
        """A place with the zones about its ground, what is surveyed and what is built."""
        hits = list(self._hits(ground, as_of))
        met = gathered(hits, ground.area)
        inside = {hit.subject for hit in met if not is_band(hit.code)}
        near = self._near(ground, as_of, inside)
        zones = (*met, *self._wide_hits(communes, ground, as_of), *near)
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
        wide = frozenset(layer.record.subject for layer in self._wide)
        cadastre = {Subject.PARCEL} if self._cadastre.covers(insee) else frozenset()
        return Place(
            Precision.COMMUNE,
            (),
            missing,
            outline,
            area,
            tuple(self._wide_hits({insee}, outline, as_of)),
            self._coverage.surveyed(insee, as_of) & wide | cadastre,
            as_of,
            f"situé à la commune seulement ({name}) : {why}",
        )

    def _hits(self, ground: BaseGeometry, as_of: date) -> Iterator[Hit]:
        """Features met that are in force, in the version in force."""
        for layer in self._zones:
            for meeting in layer.meetings(ground):
                if self._in_force(layer, meeting.row, as_of):
                    columns = layer.columns
                    subject = columns["subject"][meeting.row]
                    known = self._plans.get(columns["plan"][meeting.row] or "")
                    resolved = bool(subject) or (known is not None and len(known.subjects) == 1)
                    yield Hit(layer, meeting, resolve(subject, known), resolved)

    def _in_force(self, layer: ZoneLayer, row: int, as_of: date) -> bool:
        columns = layer.columns
        plan = columns["plan"][row]
        known = self._plans.get(plan or "")
        held = narrowed(period(columns, row), known.period if known else None)
        return held.holds(as_of) and self._versions.current(layer, plan, as_of)

    def _near(self, ground: BaseGeometry, as_of: date, met: set[Subject]) -> list[ZoneHit]:
        """The nearest zone in force of each subject that was not met, within its reach."""
        best: dict[Subject, ZoneHit] = {}
        for layer in self._zones:
            wanted = layer.record.subject
            if wanted in met or wanted not in REACH_M:
                continue
            reach = best[wanted].distance_m if wanted in best else REACH_M[wanted]
            hit = self._nearest(layer, ground, as_of, reach)
            if hit is not None:
                best[wanted] = hit
        return list(best.values())

    def _nearest(
        self, layer: ZoneLayer, ground: BaseGeometry, as_of: date, reach: float
    ) -> ZoneHit | None:
        """The nearest feature in force of a layer: near at hand first, then as far as it goes."""

        def wanted(row: int) -> bool:
            return not is_band(layer.columns["code"][row]) and self._in_force(layer, row, as_of)

        for step in sorted({min(reach, 500.0), reach}):
            found = layer.nearest(ground, step, wanted)
            if found is not None:
                row, distance = found
                return zone_hit(layer, row, distance_m=distance) if distance > 0 else None
        return None

    def _wide_hits(
        self, communes: set[str], ground: BaseGeometry | None, as_of: date
    ) -> Iterator[ZoneHit]:
        """Rows joined by INSEE code: true of the whole commune, with no outline of their own."""
        area = 0.0 if ground is None else float(ground.area)
        for layer in self._wide:
            for row in (row for insee in sorted(communes) for row in layer.by_commune(insee)):
                if period(layer.columns, row).holds(as_of):
                    yield zone_hit(layer, row, share=1.0, area_m2=area)

    def _surveyed(self, communes: set[str], as_of: date, hits: list[Hit]) -> frozenset[Subject]:
        """Subjects covered in every commune, and those met; not those that an unclear zone hides.

        A zone of a plan of several risks that does not say which one it is about may be about
        water or fire: what is not met is then unknown.
        """
        each = [self._coverage.surveyed(insee, as_of) for insee in communes]
        covered = frozenset.intersection(*each) if each else frozenset[Subject]()
        unclear = any(not h.resolved and h.subject in PLANS for h in hits)
        met = frozenset(hit.subject for hit in hits)
        return ((covered - _NAMED) if unclear else covered) | met

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
