"""Domain values as the JSON that outside programs read: one place, for the API and commands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from shapely.geometry.base import BaseGeometry

from vigie.domain.deadline import Deadline, Deadlines
from vigie.domain.dossier import DocumentRef, Dossier
from vigie.domain.evidence import Evidence, PageEvidence, SourceEvidence, ZoneEvidence
from vigie.domain.fact import Fact, Facts, said
from vigie.domain.finding import Finding, Verdict
from vigie.domain.outcome import Outcome
from vigie.domain.page import Box, Page, Reading
from vigie.domain.place import Place, ZoneHit
from vigie.domain.record import ActRecord, QueueEntry
from vigie.domain.score import Score

NATURES = {
    "1": "délibération",
    "2": "acte réglementaire",
    "3": "acte individuel",
    "4": "contrat ou convention",
    "5": "document budgétaire",
    "6": "autre",
}
_SHOWN = frozenset({Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN})


def act_json(record: ActRecord) -> dict[str, Any]:
    """An act as ``GET /api/v1/acts/{id}`` and ``vigie show --json`` give it."""
    dossier = record.dossier
    return {
        "act_id": record.act_id,
        "documents": [document_json(one) for one in dossier.documents],
        "status": record.status.value,
        "reason": record.reason,
        "facts": facts_json(dossier.facts),
        "declared": declared_json(dossier),
        "place": place_json(dossier.place),
        "zones": [zone_json(zone) for zone in dossier.place.zones if zone.share > 0],
        "findings": findings_json(record.findings),
        "deadlines": deadlines_json(record.deadlines),
        "score": score_json(record.score),
        "outcomes": [outcome_json(one) for one in record.outcomes],
        "lineage": [plain(one) for one in dossier.related],
    }


def declared_json(dossier: Dossier) -> dict[str, Any]:
    """What others say of an act beside its own words: its sender's envelope, the form."""
    sent, form = dossier.transmission, dossier.declared
    return {
        "envelope": None
        if sent is None
        else {
            "matter": sent.matter,
            "nature": sent.nature,
            "nature_label": NATURES.get(sent.nature or ""),
        },
        "form": None
        if form is None
        else {
            "document": form.document,
            "form": form.form,
            "facts": facts_json(form.facts),
            "in_risk_plan": form.in_risk_plan,
            "contradictions": list(form.contradictions),
        },
    }


def queue_json(entries: Iterable[QueueEntry]) -> list[dict[str, Any]]:
    """A day's queue as ``vigie queue --format json`` and ``GET /api/v1/queue`` give it."""
    return [entry_json(entry) for entry in entries]


def entry_json(entry: QueueEntry) -> dict[str, Any]:
    """One act of a day's queue."""
    record, score = entry.record, entry.record.score
    facts = record.dossier.facts
    return {
        "rank": entry.rank,
        "act_id": record.act_id,
        "documents": [one.sha256 for one in record.dossier.documents],
        "dossier_number": said(facts.dossier_number),
        "commune_insee": said(facts.commune_insee),
        "probability": score.probability if score else None,
        "gravity": score.gravity if score else None,
        "steering": score.steering if score else None,
        "urgency": score.urgency if score else None,
        "rank_value": score.rank_value if score else None,
        "stratum": entry.stratum.value,
        "inclusion": entry.inclusion,
        "deadlines": deadlines_json(record.deadlines),
        "findings": findings_json(record.findings),
        "model_version": score.model_version if score else None,
    }


def scored_json(record: ActRecord) -> dict[str, Any]:
    """One act as ``vigie score`` gives it: its three numbers, its rank value, its documents."""
    score, facts, clock = record.score, record.dossier.facts, record.dossier.clock
    return {
        "act_id": record.act_id,
        "dossier_number": said(facts.dossier_number),
        "commune_insee": said(facts.commune_insee),
        "received_on": clock.received_on.isoformat() if clock.received_on else None,
        "decided_on": clock.decided_on.isoformat() if clock.decided_on else None,
        "probability": score.probability if score else None,
        "gravity": score.gravity if score else None,
        "steering": score.steering if score else None,
        "urgency": score.urgency if score else None,
        "rank_value": score.rank_value if score else None,
        "model_version": score.model_version if score else None,
        "documents": [one.sha256 for one in record.dossier.documents],
    }


def extraction_json(reading: Reading, facts: Facts) -> dict[str, Any]:
    """The facts of one document as ``vigie extract --json`` gives them."""
    document = {"sha256": reading.sha256, "pages": len(reading.pages)}
    return {"document": document, "facts": facts_json(facts)}


def reading_json(reading: Reading) -> dict[str, Any]:
    """The pages of one document as ``vigie read --json`` gives them."""
    return {
        "sha256": reading.sha256,
        "pages": [page_json(page) for page in reading.pages],
        "notes": list(reading.notes),
    }


def page_json(page: Page) -> dict[str, Any]:
    """One page: its text, its words and their boxes."""
    return {
        "page": page.number,
        "width_pt": page.width_pt,
        "height_pt": page.height_pt,
        "source": page.source.value,
        "kind": page.kind.value,
        "reason": page.reason,
        "confidence": page.confidence,
        "text": page.text,
        "words": [
            {"text": word.text, "bbox": box_json(word.box), "confidence": word.confidence}
            for word in page.words
        ],
    }


def facts_json(facts: Facts) -> dict[str, Any]:
    """Facts by name; one that was not found is absent."""
    return {name: fact_json(fact) for name, fact in facts.items()}


def fact_json(fact: Fact[Any]) -> dict[str, Any]:
    """One fact: its value, how sure it is, where the act says it."""
    shown: dict[str, Any] = {
        "value": plain(fact.value),
        "confidence": fact.confidence,
        "evidence": [evidence_json(one) for one in fact.evidence],
    }
    if fact.printed is not None:
        shown["printed"] = fact.printed
    if fact.doubt is not None:
        shown["doubt"] = fact.doubt
    if fact.precise is not None:
        shown["precise"] = list(fact.precise)
    return shown


def place_json(place: Place) -> dict[str, Any]:
    """Where the act is, and how precisely that is known."""
    return {
        "precision": place.precision.value,
        "parcels": list(place.parcels),
        "missing_parcels": list(place.missing_parcels),
        "area_m2": place.area_m2,
        "surveyed": sorted(subject.value for subject in place.surveyed),
        "as_of": plain(place.as_of),
        "reason": place.reason,
    }


def zone_json(zone: ZoneHit) -> dict[str, Any]:
    """A zone that the place meets."""
    return {
        "layer": zone.layer,
        "subject": zone.subject.value,
        "plan": zone.plan,
        "plan_name": zone.plan_name,
        "code": zone.code,
        "label": zone.label,
        "regime": zone.regime,
        "share": zone.share,
        "area_m2": zone.area_m2,
        "valid_from": plain(zone.valid_from),
        "valid_to": plain(zone.valid_to),
    }


def findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings that say something: breach, doubt, unknown."""
    return [finding_json(one) for one in findings if one.verdict in _SHOWN]


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding with its evidence."""
    shown = {
        field.name: plain(getattr(finding, field.name))
        for field in fields(finding)
        if field.name != "evidence"
    }
    return {**shown, "evidence": [evidence_json(one) for one in finding.evidence]}


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """What a fact or a finding rests on."""
    match evidence:
        case PageEvidence(page, box, text, document):
            shown = {"page": page, "bbox": box_json(box), "text": text}
            return {"document": document, **shown} if document is not None else shown
        case ZoneEvidence(layer, plan, code, share, as_of, plan_name):
            known = {"layer": layer, "plan": plan, "plan_name": plan_name, "code": code}
            return {**known, "share": share, "as_of": plain(as_of)}
        case SourceEvidence(source, text):
            return {"source": source, "text": text}


def deadlines_json(deadlines: Deadlines | None) -> dict[str, Any]:
    """The four deadlines by name; empty when they were not counted."""
    if deadlines is None:
        return {}
    return {name: deadline_json(one) for name, one in _named(deadlines)}


def deadline_json(deadline: Deadline) -> dict[str, Any]:
    """One deadline; ``date`` is null when its clock has not started."""
    return {
        "date": plain(deadline.date),
        "starts_on": plain(deadline.starts_on),
        "because": deadline.because,
        "certain": deadline.certain,
    }


def score_json(score: Score | None) -> dict[str, Any] | None:
    """The three numbers, the urgency, and what ranks the act."""
    return None if score is None else plain(score)


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """One rung that the act reached."""
    return {**plain(outcome), "level": outcome.rung.level}


def document_json(document: DocumentRef) -> dict[str, Any]:
    """One document of an act."""
    return {"sha256": document.sha256, "pages": document.pages, "role": document.role.value}


def box_json(box: Box) -> list[float]:
    """``[x0, top, x1, bottom]`` in points, origin at the top left."""
    return [round(side, 2) for side in (box.x0, box.top, box.x1, box.bottom)]


def _named(deadlines: Deadlines) -> Iterable[tuple[str, Deadline]]:
    return ((field.name, getattr(deadlines, field.name)) for field in fields(deadlines))


def plain(value: Any) -> Any:  # noqa: PLR0911 - one a kind of value
    """A domain value as what JSON can say."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case BaseGeometry():
            return value.wkt
        case tuple() | list():
            return [plain(one) for one in value]
        case frozenset():
            return sorted(plain(one) for one in value)
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value
