"""Features met made zone hits: those of one zone are put together."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from features.places.coverage import PLANS
from features.places.zones import Meeting, ZoneLayer
from vigie.domain.place import Subject, ZoneHit


@dataclass(frozen=True, slots=True)
class Hit:
    """A feature met, before those of one zone are put together.

    ``resolved`` says whether the source told what the zone is about.
    """

    layer: ZoneLayer
    meeting: Meeting
    subject: Subject
    resolved: bool


def is_band(code: str | None) -> bool:
    """Whether a zone is the band drawn around a shore or a forest, not the thing itself."""
    return (code or "").startswith("bande ")


def gathered(hits: list[Hit], total: float) -> list[ZoneHit]:
    """One hit a zone: the features of a layer that bear the same plan, code and regime."""
    zones: dict[tuple[object, ...], list[Hit]] = {}
    for hit in hits:
        columns, row = hit.layer.columns, hit.meeting.row
        label = None if hit.subject in PLANS else columns["label"][row]
        names = ("plan", "code", "regime", "valid_from", "valid_to")
        key = (hit.layer.record.layer_id, hit.subject, label, *(columns[n][row] for n in names))
        zones.setdefault(key, []).append(hit)
    return [_together(same, total) for same in zones.values()]


def _together(same: list[Hit], total: float) -> ZoneHit:
    first = same[0]
    ground, area = first.meeting.ground, first.meeting.area_m2
    if len(same) > 1:
        ground = shapely.union_all([hit.meeting.ground for hit in same])
        area = float(ground.area)
    share = min(area / total, 1.0) if total else 0.0
    return zone_hit(
        first.layer,
        first.meeting.row,
        subject=first.subject,
        share=share,
        area_m2=area,
        geometry=ground,
    )


def zone_hit(  # noqa: PLR0913 - named, each with its default
    layer: ZoneLayer,
    row: int,
    *,
    subject: Subject | None = None,
    share: float = 0.0,
    area_m2: float = 0.0,
    distance_m: float = 0.0,
    geometry: BaseGeometry | None = None,
) -> ZoneHit:
    """A feature of a layer as a zone hit."""
    columns = layer.columns
    return ZoneHit(
        layer=layer.record.name,
        subject=subject or layer.record.subject,
        plan=columns["plan"][row],
        code=columns["code"][row],
        regime=columns["regime"][row],
        label=columns["label"][row],
        share=share,
        area_m2=area_m2,
        distance_m=distance_m,
        valid_from=columns["valid_from"][row],
        valid_to=columns["valid_to"][row],
        geometry=geometry,
    )
