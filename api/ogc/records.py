"""Acts as features: what a map shows of each. No name and no address of a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from shapely.geometry.base import BaseGeometry

from api.ogc.model import Collection, Feature, Found, Property, Question
from api.pages.card import masked
from vigie.domain.fact import said
from vigie.domain.finding import Finding, Verdict
from vigie.domain.place import Precision
from vigie.domain.record import ActRecord, QueueEntry

COMMUNE_DISC_M = 100.0
LEVELS = {3: "fort", 2: "moyen", 1: "faible", 0: "aucun relevé"}

SCORES = ("priorite", "probabilite", "gravite")

ACT_PROPERTIES = (
    Property("act_id", "Identifiant de l'acte"),
    Property("numero", "Numéro de dossier"),
    Property("commune", "Code INSEE de la commune"),
    Property("type", "Type d'acte"),
    Property("decision", "Sens de la décision"),
    Property("decide_le", "Date de la décision", format="date"),
    Property("recu_le", "Date de réception", format="date"),
    Property("niveau", "Niveau de risque (fort, moyen, faible, aucun relevé)"),
    Property("priorite", "Priorité", "number"),
    Property("probabilite", "Probabilité d'une lettre d'observations", "number"),
    Property("gravite", "Gravité", "number"),
    Property("motifs", "Motifs relevés"),
    Property("echeance", "Échéance du déféré", format="date"),
    Property("parcelles", "Parcelles"),
    Property("precision", "Précision de la localisation"),
)
QUEUE_PROPERTIES = (
    Property("rang", "Rang dans la file", "integer"),
    Property("strate", "Raison de la présence dans la file"),
    *ACT_PROPERTIES,
)


def risk_level(findings: Iterable[Finding]) -> str:
    """The strongest breach, a step lower for a doubt."""
    strengths = [
        finding.strength - (finding.verdict is Verdict.DOUBT)
        for finding in findings
        if finding.verdict in (Verdict.BREACH, Verdict.DOUBT)
    ]
    return LEVELS[max(strengths)] if strengths and max(strengths) > 0 else LEVELS[bool(strengths)]


def act_feature(record: ActRecord) -> Feature:
    """An act as a feature."""
    return Feature(record.act_id, _shape(record), act_properties(record))


def entry_feature(entry: QueueEntry) -> Feature:
    """An act of the day's queue as a feature; without its score where the page hides it too."""
    properties = {"rang": entry.rank, "strate": entry.stratum.value}
    hidden = dict.fromkeys(SCORES) if masked(entry) else {}
    return Feature(
        entry.record.act_id,
        _shape(entry.record),
        {**properties, **act_properties(entry.record), **hidden},
    )


def act_properties(record: ActRecord) -> dict[str, Any]:
    """The properties of an act, by name of ``ACT_PROPERTIES``."""
    dossier, score = record.dossier, record.score
    facts, place = dossier.facts, dossier.place
    told = [f for f in record.findings if f.verdict in (Verdict.BREACH, Verdict.DOUBT)]
    values: Sequence[Any] = (
        record.act_id,
        said(facts.dossier_number),
        said(facts.commune_insee),
        said(facts.act_type),
        said(facts.decision),
        dossier.clock.decided_on or dossier.clock.tacit_on,
        dossier.clock.received_on,
        risk_level(record.findings),
        score.rank_value if score else None,
        score.probability if score else None,
        score.gravity if score else None,
        " ; ".join(finding.because for finding in told) or None,
        record.deadlines.defere.date if record.deadlines else None,
        ", ".join(place.parcels) or None,
        place.precision.value,
    )
    names = [declared.name for declared in ACT_PROPERTIES]
    return {name: _plain(value) for name, value in zip(names, values, strict=True)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _shape(record: ActRecord) -> BaseGeometry | None:
    """The land; for an act known by its commune only, a disc in it rather than all of it."""
    place = record.dossier.place
    if place.geometry is None or place.precision is not Precision.COMMUNE:
        return place.geometry
    return place.geometry.representative_point().buffer(COMMUNE_DISC_M)


def collection(name: str, title: str, description: str, features: Sequence[Feature]) -> Collection:
    """A collection of acts with the extent and the dates of its features."""
    boxes = [f.geometry.bounds for f in features if f.geometry is not None]
    days = sorted(day for f in features if (day := when(f)) is not None)
    return Collection(
        name,
        title,
        description,
        QUEUE_PROPERTIES if name == "queue" else ACT_PROPERTIES,
        extent=None
        if not boxes
        else (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        ),
        interval=(days[0], days[-1]) if days else (None, None),
    )


def when(feature: Feature) -> dt.date | None:
    """The day of an act: decided, else received."""
    found = feature.properties["decide_le"] or feature.properties["recu_le"]
    return dt.date.fromisoformat(found) if found else None


def answer(features: Iterable[Feature], question: Question) -> Found:
    """A page of the features that pass every filter."""
    kept = [feature for feature in features if _passes(feature, question)]
    page = kept[question.offset : question.offset + question.limit]
    return Found(page, len(kept))


def _passes(feature: Feature, question: Question) -> bool:
    return (
        _in_bounds(feature, question)
        and _in_time(feature, question)
        and all(str(feature.properties.get(n)) == value for n, value in question.equal.items())
    )


def _in_bounds(feature: Feature, question: Question) -> bool:
    if question.bounds is None:
        return True
    if feature.geometry is None:
        return False
    a, b = feature.geometry.bounds, question.bounds
    return a[0] <= b[2] and a[2] >= b[0] and a[1] <= b[3] and a[3] >= b[1]


def _in_time(feature: Feature, question: Question) -> bool:
    """A feature without a date passes: the standard leaves it in."""
    if question.during is None or (day := when(feature)) is None:
        return True
    start, end = question.during
    return (start is None or start <= day) and (end is None or day <= end)
