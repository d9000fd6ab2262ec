"""Places and layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

REGIMES: Mapping[str, str] = {
    "strict_interdiction": "interdiction stricte",
    "interdiction": "interdiction",
    "prescription": "prescriptions",
    "prescription_outside_hazard": "prescriptions hors aléa",
    "recommendation": "recommandations",
    "unknown": "régime non connu",
    "U": "zone urbaine",
    "AU": "zone à urbaniser",
    "AUc": "zone à urbaniser, ouverte",
    "AUs": "zone à urbaniser, fermée",
    "A": "zone agricole",
    "Ah": "zone agricole, secteur bâti",
    "N": "zone naturelle",
    "Nh": "zone naturelle, secteur bâti",
    "Nd": "zone naturelle protégée",
}

SUBJECTS: Mapping[str, str] = {
    "flood_plan": "Plan de prévention du risque inondation",
    "fire_plan": "Plan de prévention du risque incendie",
    "other_plan": "Autre plan de prévention",
    "pac": "Porter à connaissance",
    "plu": "Zonage du PLU",
    "plu_prescription": "Prescription du PLU",
    "plu_information": "Information du PLU",
    "sup": "Servitude d'utilité publique",
    "natura_2000": "Natura 2000",
    "znieff": "ZNIEFF",
    "shore": "Rivage",
    "commune": "Commune",
    "forest": "Forêt",
    "building": "Bâti",
    "parcel": "Cadastre",
    "detection": "Détections et infractions",
}

PRECISIONS: Mapping[str, str] = {
    "parcel": "à la parcelle",
    "address": "à l'adresse",
    "commune": "à la commune seulement",
    "unknown": "non localisé",
}

LAYER_STATES: Mapping[str, str] = {
    "prescribed": "prescrit, ne s'applique pas encore",
    "anticipated": "appliqué par anticipation",
    "approved": "approuvé",
    "annulled": "annulé",
    "repealed": "abrogé",
    "unknown": "état non précisé",
}

_CADASTRAL = re.compile(r"\w{5}(?P<prefix>\d{3})(?P<section>\w{2})(?P<number>\d{4})")
_OWN_PREFIX = "000"  # sections of a commune that took in no other


def parcel_name(parcel: str) -> str:
    """A parcel as its deed names it: « XK 32 »; what is no identifier stays."""
    found = _CADASTRAL.fullmatch(parcel)
    if found is None:
        return parcel
    prefix = "" if found["prefix"] == _OWN_PREFIX else f"{found['prefix']} "
    return f"{prefix}{found['section'].lstrip('0')} {int(found['number'])}"


def cadastral(parcels: Iterable[str]) -> str:
    """Parcels as deeds name them: « section XK n° 24 et 32 »; what is no identifier stays."""
    sections: dict[str, list[int]] = {}
    others = []
    for parcel in parcels:
        found = _CADASTRAL.fullmatch(parcel)
        if found is None:
            others.append(parcel)
            continue
        prefix = "" if found["prefix"] == _OWN_PREFIX else f"{found['prefix']} "
        section = f"{prefix}{found['section'].lstrip('0')}"
        sections.setdefault(section, []).append(int(found["number"]))
    named = [f"section {name} n°\u00a0{_listed(map(str, sorted(set(numbers))))}"
             for name, numbers in sorted(sections.items())]  # fmt: skip
    return ", ".join([*named, *others])


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} et {last}" if most else last
