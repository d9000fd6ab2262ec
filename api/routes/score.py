"""``POST /api/v1/score``: the score of one act from its facts; nothing is kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request

from api.desk import Desk
from api.facts_json import facts_of
from api.problem import Problem
from vigie import views
from vigie.domain.record import ActRecord

router = APIRouter(prefix="/api/v1", tags=["score"])

LONGEST_TEXT = 200_000
EXAMPLE = {
    "act_type": "PC",
    "decision": "granted",
    "commune_insee": "34150",
    "parcels": ["34150000CA0221"],
    "works_kinds": ["new_dwelling"],
    "decided_on": "2026-03-02",
    "received_on": "2026-03-10",
}


@router.post("/score")
def score(
    request: Request, body: Annotated[dict[str, Any], Body(examples=[EXAMPLE])]
) -> dict[str, Any]:
    """Probability, gravity, findings, contributions and deadlines of the facts given.

    Facts are given plain or as ``{"value": …}``; ``degraded`` names what was missing.
    """
    desk: Desk = request.app.state.desk
    facts, strange = facts_of(body)
    record = desk.assess(facts, _text_of(body), desk.today())
    ignored = [f"champ inconnu, laissé de côté\u00a0: {name}" for name in strange]
    shown = scored(record)
    return {**shown, "degraded": [*shown["degraded"], *ignored]}


def scored(record: ActRecord) -> dict[str, Any]:
    """The answer of the contract; without a score its numbers are null and ``degraded`` says so."""
    score = views.score_json(record.score) or {}
    named = ("probability", "gravity", "steering", "urgency", "rank_value", "model_version")
    return {
        **{name: score.get(name) for name in named},
        "findings": views.findings_json(record.findings),
        "contributions": score.get("contributions", []),
        "deadlines": views.deadlines_json(record.deadlines),
        "status": record.status.value,
        "reason": record.reason,
        "degraded": [*score.get("degraded", []), *_unscored(record)],
    }


def _unscored(record: ActRecord) -> list[str]:
    return [] if record.score else [record.reason or "aucun score n'a pu être calculé"]


def _text_of(body: dict[str, Any]) -> str | None:
    text = body.get("text")
    if text is None:
        return None
    if not isinstance(text, str):
        raise Problem(422, "Le champ « text » doit être une chaîne de caractères.")
    if len(text) > LONGEST_TEXT:
        raise Problem(413, f"Le texte dépasse {LONGEST_TEXT} caractères : déposer l'acte en PDF.")
    return text
