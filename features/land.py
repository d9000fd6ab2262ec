"""Numbers of the land: shares in the zones of plans, ordered by regime, and distances.

Land that was not placed, or that no layer in force covers, is unknown, not outside.
"""

from __future__ import annotations

from features.feature import Feature, feature
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Theme
from vigie.domain.place import Place, Precision, Regime, Subject

# Each regime with those that are at least as strict: shares are cumulative, so that moving land
# to a stricter zone can only raise them.
FORBIDDEN = frozenset({Regime.STRICT_INTERDICTION.value, Regime.INTERDICTION.value})
REGULATED = FORBIDDEN | {Regime.PRESCRIPTION.value}
CONCERNED = REGULATED | {Regime.PRESCRIPTION_OUTSIDE_HAZARD.value}
SEVERITY = {
    Regime.RECOMMENDATION.value: 1.0,
    Regime.PRESCRIPTION_OUTSIDE_HAZARD.value: 2.0,
    Regime.PRESCRIPTION.value: 3.0,
    Regime.INTERDICTION.value: 4.0,
    Regime.STRICT_INTERDICTION.value: 5.0,
}
FARM_OR_NATURAL = frozenset({"A", "N"})


def answers(place: Place, subject: Subject) -> bool:
    """Whether the layers can say something of this subject for this place."""
    placed = place.precision in (Precision.PARCEL, Precision.ADDRESS)
    return placed and subject in place.surveyed


def share_in(place: Place, subject: Subject, regimes: frozenset[str]) -> float | None:
    """Share of the land in zones of these regimes, at most 1; None when not known."""
    if not answers(place, subject):
        return None
    return min(1.0, sum(zone.share for zone in place.hits(subject) if zone.regime in regimes))


def _share(
    name: str, label: str, subject: Subject, regimes: frozenset[str], theme: Theme
) -> Feature:
    @feature(name, version=1, label=label, unit="part", theme=theme, rising=True)
    def share(dossier: Dossier) -> float | None:
        return share_in(dossier.place, subject, regimes)

    return share


def _covered(name: str, label: str, subject: Subject, theme: Theme, *, rising: bool) -> Feature:
    @feature(name, version=1, label=label, unit="part", theme=theme, rising=rising)
    def covered(dossier: Dossier) -> float | None:
        if not answers(dossier.place, subject):
            return None
        return min(1.0, sum(zone.share for zone in dossier.place.hits(subject)))

    return covered


@feature(
    "flood_severity",
    version=1,
    label="Zone d'inondation la plus sévère",
    unit="rang",
    theme=Theme.FLOOD,
    rising=True,
)
def flood_severity(dossier: Dossier) -> float | None:
    """0 outside every zone, 5 in a zone of strict interdiction."""
    if not answers(dossier.place, Subject.FLOOD_PLAN):
        return None
    hits = dossier.place.hits(Subject.FLOOD_PLAN)
    return max((SEVERITY.get(zone.regime or "", 0.0) for zone in hits), default=0.0)


@feature(
    "farm_natural_share",
    version=1,
    label="Part en zone agricole ou naturelle du PLU",
    unit="part",
    theme=Theme.FARM_NATURAL,
    rising=True,
)
def farm_natural_share(dossier: Dossier) -> float | None:
    """Share of the land whose PLU typezone begins with A or N (AU is not farm land)."""
    if not answers(dossier.place, Subject.PLU):
        return None
    hits = dossier.place.hits(Subject.PLU)
    return min(1.0, sum(zone.share for zone in hits if is_farm_or_natural(zone.regime)))


def is_farm_or_natural(typezone: str | None) -> bool:
    """Whether a typezone of a PLU (CNIG: U, AUc, AUs, A, N, Ah, Nh, Nd…) is farm or natural."""
    text = (typezone or "").strip()
    return text[:1] in FARM_OR_NATURAL and not text.upper().startswith("AU")


@feature(
    "shore_distance",
    version=1,
    label="Distance au rivage",
    unit="m",
    theme=Theme.LITTORAL,
    spread=True,
)
def shore_distance(dossier: Dossier) -> float | None:
    """Distance to the nearest shore that the place meets or lies near."""
    if not answers(dossier.place, Subject.SHORE):
        return None
    near = [z.distance_m for z in dossier.place.zones if z.subject is Subject.SHORE]
    return max(0.0, min(near)) if near else None


@feature("land_area", version=1, label="Surface du terrain cadastral", unit="m²", spread=True)
def land_area(dossier: Dossier) -> float | None:
    """Area of the parcels that were placed."""
    return dossier.place.area_m2


@feature("placed", version=1, label="Terrain localisé à la parcelle", unit="oui/non")
def placed(dossier: Dossier) -> float:
    """1 when the parcels were found, 0.5 for an address, else 0."""
    return {Precision.PARCEL: 1.0, Precision.ADDRESS: 0.5}.get(dossier.place.precision, 0.0)


@feature("littoral_commune", version=1, label="Commune littorale", theme=Theme.LITTORAL)
def littoral_commune(dossier: Dossier) -> float | None:
    """1 when the commune is under the loi littoral."""
    return _flag(None if dossier.commune is None else dossier.commune.littoral)


@feature("montagne_commune", version=1, label="Commune de montagne", theme=Theme.MONTAGNE)
def montagne_commune(dossier: Dossier) -> float | None:
    """1 when the commune is under the loi montagne."""
    return _flag(None if dossier.commune is None else dossier.commune.montagne)


@feature("no_local_plan", version=1, label="Commune sans document d'urbanisme", theme=Theme.PLU)
def no_local_plan(dossier: Dossier) -> float | None:
    """1 when the commune is under the national rules (RNU)."""
    if dossier.commune is None or dossier.commune.planning_document is None:
        return None
    return float(dossier.commune.planning_document.upper() == "RNU")


def _flag(value: bool | None) -> float | None:
    return None if value is None else float(value)


FEATURES: tuple[Feature, ...] = (
    _share(
        "flood_forbidden",
        "Part en zone inondable interdite (rouge)",
        Subject.FLOOD_PLAN,
        FORBIDDEN,
        Theme.FLOOD,
    ),
    _share(
        "flood_regulated",
        "Part en zone inondable réglementée (rouge ou bleue)",
        Subject.FLOOD_PLAN,
        REGULATED,
        Theme.FLOOD,
    ),
    _share(
        "flood_concerned",
        "Part dans une zone du plan d'inondation",
        Subject.FLOOD_PLAN,
        CONCERNED,
        Theme.FLOOD,
    ),
    flood_severity,
    _share(
        "fire_forbidden",
        "Part en zone de feu de forêt interdite",
        Subject.FIRE_PLAN,
        FORBIDDEN,
        Theme.FIRE,
    ),
    _share(
        "fire_regulated",
        "Part en zone de feu de forêt réglementée",
        Subject.FIRE_PLAN,
        REGULATED,
        Theme.FIRE,
    ),
    _share(
        "other_risk_regulated",
        "Part en zone réglementée d'un autre plan de risques",
        Subject.OTHER_PLAN,
        REGULATED,
        Theme.ENVIRONMENT,
    ),
    _covered(
        "pac_share", "Part dans un porter à connaissance", Subject.PAC, Theme.FLOOD, rising=True
    ),
    farm_natural_share,
    _covered(
        "prescription_share",
        "Part sous une prescription du PLU",
        Subject.PLU_PRESCRIPTION,
        Theme.PLU,
        rising=False,
    ),
    _covered(
        "servitude_share",
        "Part sous une servitude d'utilité publique",
        Subject.SUP,
        Theme.HERITAGE,
        rising=False,
    ),
    _covered(
        "natura_share",
        "Part en site Natura 2000",
        Subject.NATURA_2000,
        Theme.ENVIRONMENT,
        rising=True,
    ),
    _covered("znieff_share", "Part en ZNIEFF", Subject.ZNIEFF, Theme.ENVIRONMENT, rising=True),
    _covered("forest_share", "Part en forêt", Subject.FOREST, Theme.FIRE, rising=True),
    _covered(
        "detection_share",
        "Part couverte par une infraction détectée",
        Subject.DETECTION,
        Theme.FARM_NATURAL,
        rising=True,
    ),
    shore_distance,
    land_area,
    placed,
    littoral_commune,
    montagne_commune,
    no_local_plan,
)
