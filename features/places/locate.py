"""From the facts of an act to its place: parcels, geometry, and the zones in force on a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from features.places.communes import Outlines
from features.places.coverage import PLANS, Coverage, resolve
from features.places.parcels import Cadastre
from features.places.validity import Plan, narrowed, period, register
from features.places.versions import Versions
from features.places.zones import Meeting, ZoneLayer
from vigie.domain.fact import Facts
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import NOWHERE, Place, Precision, Subject, ZoneHit
from vigie.store import layers as catalogue
from vigie.store.engine import Store

_NAMED = frozenset({Subject.FLOOD_PLAN, Subject.FIRE_PLAN})


@dataclass(frozen=True, slots=True)
class _Hit:
    """A feature met, before those of one zone are put together."""

    layer: ZoneLayer
    meeting: Meeting
    subject: Subject
    resolved: bool


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
        found = {identifier: self._cadastre.find(identifier) for identifier in cited}
        shapes = [shape for shape in found.values() if shape is not None]
        missing = tuple(identifier for identifier, shape in found.items() if shape is None)
        if shapes:
            there = tuple(identifier for identifier in cited if identifier not in missing)
            return self._on_parcels(there, missing, shapes, as_of)
        insee = _commune(facts, cited, commune)
        if insee is None:
            return _nowhere(missing, as_of)
        return self._in_commune(insee, missing, as_of)

    def _on_parcels(
        self,
        there: tuple[str, ...],
        missing: tuple[str, ...],
        shapes: list[BaseGeometry],
        as_of: date,
    ) -> Place:
        ground = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
        communes = {identifier[:5] for identifier in there}
        hits = list(self._hits(ground, as_of))
        zones = (*_gathered(hits, ground.area), *self._wide_hits(communes, ground, as_of))
        surveyed = self._surveyed(communes, as_of, hits)
        reason = f"{_count(there, 'parcelle trouvée', 'parcelles trouvées')} au cadastre"
        if missing:
            lost = _count(missing, "introuvable", "introuvables")
            reason += f" ; {lost} : {', '.join(missing)}"
        return Place(
            Precision.PARCEL, there, missing, ground, ground.area, zones, surveyed, as_of, reason
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
        return Place(
            Precision.COMMUNE,
            (),
            missing,
            outline,
            area,
            tuple(self._wide_hits({insee}, outline, as_of)),
            self._coverage.surveyed(insee, as_of) & wide,
            as_of,
            f"situé à la commune seulement ({name}) : {why}",
        )

    def _hits(self, ground: BaseGeometry, as_of: date) -> Iterator[_Hit]:
        """Features met that are in force, in the version in force."""
        for layer in self._zones:
            for meeting in layer.meetings(ground):
                columns = layer.columns
                plan = columns["plan"][meeting.row]
                known = self._plans.get(plan or "")
                held = narrowed(period(columns, meeting.row), known.period if known else None)
                if held.holds(as_of) and self._versions.current(layer, plan, as_of):
                    said = columns["subject"][meeting.row]
                    resolved = bool(said) or (known is not None and len(known.subjects) == 1)
                    yield _Hit(layer, meeting, resolve(said, known), resolved)

    def _wide_hits(
        self, communes: set[str], ground: BaseGeometry | None, as_of: date
    ) -> Iterator[ZoneHit]:
        """Rows joined by INSEE code: true of the whole commune, with no outline of their own."""
        for layer in self._wide:
            columns = layer.columns
            for row, insee in enumerate(columns["insee"]):
                if insee in communes and period(columns, row).holds(as_of):
                    yield _wide_hit(layer, row, 0.0 if ground is None else float(ground.area))

    def _surveyed(self, communes: set[str], as_of: date, hits: list[_Hit]) -> frozenset[Subject]:
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


def _gathered(hits: list[_Hit], total: float) -> list[ZoneHit]:
    """One hit a zone: the features of a layer that bear the same plan, code and regime."""
    zones: dict[tuple[object, ...], list[_Hit]] = {}
    for hit in hits:
        columns, row = hit.layer.columns, hit.meeting.row
        label = None if hit.subject in PLANS else columns["label"][row]
        names = ("plan", "code", "regime", "valid_from", "valid_to")
        key = (hit.layer.record.layer_id, hit.subject, label, *(columns[n][row] for n in names))
        zones.setdefault(key, []).append(hit)
    return [_zone(same, total) for same in zones.values()]


def _zone(same: list[_Hit], total: float) -> ZoneHit:
    first = same[0]
    columns, row = first.layer.columns, first.meeting.row
    ground, area = first.meeting.ground, first.meeting.area_m2
    if len(same) > 1:
        ground = shapely.union_all([hit.meeting.ground for hit in same])
        area = float(ground.area)
    return ZoneHit(
        layer=first.layer.record.name,
        subject=first.subject,
        plan=columns["plan"][row],
        code=columns["code"][row],
        regime=columns["regime"][row],
        label=columns["label"][row],
        share=min(area / total, 1.0) if total else 0.0,
        area_m2=area,
        distance_m=0.0,
        valid_from=columns["valid_from"][row],
        valid_to=columns["valid_to"][row],
        geometry=ground,
    )


def _wide_hit(layer: ZoneLayer, row: int, area: float) -> ZoneHit:
    columns = layer.columns
    return ZoneHit(
        layer=layer.record.name,
        subject=layer.record.subject,
        plan=columns["plan"][row],
        code=columns["code"][row],
        regime=columns["regime"][row],
        label=columns["label"][row],
        share=1.0,
        area_m2=area,
        distance_m=0.0,
        valid_from=columns["valid_from"][row],
        valid_to=columns["valid_to"][row],
    )
