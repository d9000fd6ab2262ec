"""The zones in force on a day: those that a surface meets, the nearest ones, those of a commune."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from shapely.geometry.base import BaseGeometry

from features.places.coverage import resolve
from features.places.hits import Hit, is_band, zone_hit
from features.places.validity import Period, Plan, narrowed, period
from features.places.versions import Versions
from features.places.zones import ZoneLayer
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject, ZoneHit

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


class InForce:
    """Layers of zones asked as of a day."""

    def __init__(self, layers: Iterable[ZoneLayer], plans: Mapping[str, Plan]) -> None:
        """Layers of zones and of rows by commune; the register of plans."""
        listed = list(layers)
        self._zones = [one for one in listed if one.record.role is LayerRole.ZONE]
        self._wide = [one for one in listed if one.record.role is LayerRole.COMMUNE_WIDE]
        self._plans = plans
        self._versions = Versions(self._zones)
        self._held: dict[tuple[ZoneLayer, int], tuple[str | None, Period]] = {}

    @property
    def wide_subjects(self) -> frozenset[Subject]:
        """Subjects of the layers joined by commune."""
        return frozenset(layer.record.subject for layer in self._wide)

    def hits(self, ground: BaseGeometry, on: date) -> Iterator[Hit]:
        """Features met that are in force, in the version in force."""
        for layer in self._zones:
            for meeting in layer.meetings(ground):
                if self._holds(layer, meeting.row, on):
                    columns = layer.columns
                    subject = columns["subject"][meeting.row]
                    known = self._plans.get(columns["plan"][meeting.row] or "")
                    resolved = bool(subject) or (known is not None and len(known.subjects) == 1)
                    yield Hit(layer, meeting, resolve(subject, known), resolved)

    def nearest(self, ground: BaseGeometry, on: date, met: set[Subject]) -> list[ZoneHit]:
        """The nearest zone in force of each subject that was not met, within its reach."""
        best: dict[Subject, ZoneHit] = {}
        for layer in self._zones:
            wanted = layer.record.subject
            if wanted in met or wanted not in REACH_M:
                continue
            reach = best[wanted].distance_m if wanted in best else REACH_M[wanted]
            hit = self._nearest(layer, ground, on, reach)
            if hit is not None:
                best[wanted] = hit
        return list(best.values())

    def of_communes(
        self, communes: set[str], ground: BaseGeometry | None, on: date
    ) -> Iterator[ZoneHit]:
        """Rows joined by INSEE code: true of the whole commune, with no outline of their own."""
        area = 0.0 if ground is None else float(ground.area)
        for layer in self._wide:
            for row in (row for insee in sorted(communes) for row in layer.by_commune(insee)):
                if period(layer.columns, row).holds(on):
                    yield zone_hit(layer, row, share=1.0, area_m2=area)

    def _holds(self, layer: ZoneLayer, row: int, on: date) -> bool:
        asked = (layer, row)
        if asked not in self._held:
            plan = layer.columns["plan"][row]
            known = self._plans.get(plan or "")
            held = narrowed(period(layer.columns, row), known.period if known else None)
            self._held[asked] = plan, held
        plan, held = self._held[asked]
        return held.holds(on) and self._versions.current(layer, plan, on)

    def _nearest(
        self, layer: ZoneLayer, ground: BaseGeometry, on: date, reach: float
    ) -> ZoneHit | None:
        """The nearest feature in force of a layer, bands apart; None when one is met."""

        def wanted(row: int) -> bool:
            return not is_band(layer.columns["code"][row]) and self._holds(layer, row, on)

        found = layer.nearest(ground, reach, wanted)
        if found is None or not found[1] > 0:
            return None
        row, distance = found
        return zone_hit(layer, row, distance_m=distance)
