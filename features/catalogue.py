"""Every feature that a model may use, by name and version, with the signature of the list.

No identity, no reviewer, no date or reason of control is among them. Changing what a feature
means is a new version of it: the signature changes and models trained on another are refused.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from features import alarms, drafting, history, land, project
from features.feature import Feature
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding

BY_SOURCE = {
    "constats des moyens": alarms.FEATURES,
    "couches et cadastre": land.FEATURES,
    "acte": project.FEATURES,
    "acte, sa lecture et ses dates": drafting.FEATURES,
    "contrôles connus avant l'acte": history.FEATURES,
}
FEATURES: tuple[Feature, ...] = tuple(
    replace(feature, source=source) for source, some in BY_SOURCE.items() for feature in some
)


def signature(features: tuple[Feature, ...]) -> str:
    """Hash of names and versions, in order."""
    named = "\n".join(f"{feature.name}@{feature.version}" for feature in features)
    return hashlib.sha256(named.encode()).hexdigest()[:16]


SIGNATURE: str = signature(FEATURES)


def vector(dossier: Dossier, findings: tuple[Finding, ...]) -> tuple[float | None, ...]:
    """The numbers of one act in the order of FEATURES; None is « unknown »."""
    return tuple(feature.compute(dossier, findings) for feature in FEATURES)
