"""Acts as features: what a map shows of each. No name and no address of a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.ogc.model import Collection, Feature, Property, Question
from api.pages.card import masked
from vigie.domain.fact import said
from vigie.domain.finding import Finding, Verdict
from vigie.domain.record import ActRecord, QueueEntry
from vigie.store.mapped import Bounds, Sight

LEVELS = {3: "fort", 2: "moyen", 1: "faible", 0: "aucun relevé"}

ANSWERED = frozenset({"commune", "type"})
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
    return Feature(record.act_id, record.dossier.place.shown(), act_properties(record))


def entry_feature(entry: QueueEntry) -> Feature:
    """An act of the day's queue as a feature; without its score where the page hides it too."""
    properties = {"rang": entry.rank, "strate": entry.stratum.value}
    hidden = dict.fromkeys(SCORES) if masked(entry) else {}
    return Feature(
        entry.record.act_id,
        entry.record.dossier.place.shown(),
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


def collection(name: str, title: str, description: str, extent: Bounds | None) -> Collection:
    """A collection of acts, with what the acts of the store cover."""
    return Collection(
        name,
        title,
        description,
        QUEUE_PROPERTIES if name == "queue" else ACT_PROPERTIES,
        extent=extent,
    )


def sight_of(question: Question) -> Sight:
    """The part of a question that the store answers; see :func:`left_of`."""
    return Sight(
        question.bounds,
        question.during,
        question.equal.get("commune"),
        question.equal.get("type"),
    )


def left_of(question: Question) -> dict[str, str]:
    """The tests of a question that only the features themselves answer."""
    return {name: value for name, value in question.equal.items() if name not in ANSWERED}


def passes(feature: Feature, tests: Mapping[str, str]) -> bool:
    """Whether a feature has the values asked for."""
    return all(str(feature.properties.get(name)) == value for name, value in tests.items())
