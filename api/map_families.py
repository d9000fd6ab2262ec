"""What the map of an act tells apart: each family has its words, its pattern and its theme."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.domain.place import Subject, ZoneHit

RISKS, HAZARDS = "Plans de prévention des risques", "Aléas"
PLANNING, BOUND = "Document d'urbanisme", "Servitudes"
NATURE, SEEN = "Nature, rivages et forêts", "Constats"
THEMES = (RISKS, HAZARDS, PLANNING, BOUND, NATURE, SEEN)


@dataclass(frozen=True, slots=True)
class Family:
    """One line of the legend. ``key`` names its pattern in the style sheet and the drawing."""

    key: str
    words: str
    theme: str


_PLANS = {
    "strict_interdiction": Family("interdiction-stricte", "interdiction stricte", RISKS),
    "interdiction": Family("interdiction", "interdiction", RISKS),
    "prescription": Family("prescription", "prescriptions", RISKS),
    "prescription_outside_hazard": Family("hors-alea", "prescriptions hors aléa", RISKS),
    "recommendation": Family("recommandation", "recommandations", RISKS),
}
_PLAN_UNKNOWN = Family("regime-inconnu", "zone de plan dont le régime n'est pas connu", RISKS)
_HAZARD = Family("alea", "aléa (sans règle par lui-même)", HAZARDS)
_PLU = (  # the longest beginning first
    ("AU", Family("plu-au", "PLU : zone à urbaniser (AU)", PLANNING)),
    ("U", Family("plu-u", "PLU : zone urbaine (U)", PLANNING)),
    ("A", Family("plu-a", "PLU : zone agricole (A)", PLANNING)),
    ("N", Family("plu-n", "PLU : zone naturelle (N)", PLANNING)),
)
_PLU_OTHER = Family("plu-autre", "PLU ou carte communale : autre secteur", PLANNING)
_PLU_DETAIL = Family("plu-detail", "PLU : prescription ou information", PLANNING)
_BY_SUBJECT = {
    Subject.HAZARD: _HAZARD,
    Subject.PLU_PRESCRIPTION: _PLU_DETAIL,
    Subject.PLU_INFORMATION: _PLU_DETAIL,
    Subject.SUP: Family("servitude", "servitude d'utilité publique", BOUND),
    Subject.NATURA_2000: Family("nature", "Natura 2000 ou ZNIEFF", NATURE),
    Subject.ZNIEFF: Family("nature", "Natura 2000 ou ZNIEFF", NATURE),
    Subject.SHORE: Family("rivage", "rivage, bande des 100 m", NATURE),
    Subject.FOREST: Family("foret", "massif forestier, bande des 200 m", NATURE),
    Subject.DETECTION: Family("constat", "détection ou infraction constatée", SEEN),
}
_RISKS = frozenset({Subject.FLOOD_PLAN, Subject.FIRE_PLAN, Subject.OTHER_PLAN})
FAMILIES = tuple(
    dict.fromkeys(
        (
            *_PLANS.values(),
            _PLAN_UNKNOWN,
            *(one for _, one in _PLU),
            _PLU_OTHER,
            *_BY_SUBJECT.values(),
        )
    )
)


def family_of(zone: ZoneHit) -> Family:
    """The family of a zone: its regime for a risk plan, its type for a PLU, else its subject."""
    if zone.subject in _RISKS:
        return _PLANS.get(zone.regime or "", _PLAN_UNKNOWN)
    if zone.subject is Subject.PLU:
        said = zone.regime or ""
        return next((one for start, one in _PLU if said.startswith(start)), _PLU_OTHER)
    return _BY_SUBJECT.get(zone.subject, _PLU_OTHER)
