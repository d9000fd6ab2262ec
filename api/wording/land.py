"""Places and layers."""

from __future__ import annotations

from collections.abc import Mapping

REGIMES: Mapping[str, str] = {
    "strict_interdiction": "interdiction stricte",
    "interdiction": "interdiction",
    "prescription": "prescriptions",
    "prescription_outside_hazard": "prescriptions hors aléa",
    "recommendation": "recommandations",
    "unknown": "régime non connu",
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
