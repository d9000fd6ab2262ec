"""What OpenAPI says of the JSON of an act."""

from __future__ import annotations

from typing import Any

TEXT = {"type": ["string", "null"]}
OBJECT: dict[str, Any] = {"type": "object"}
MAYBE: dict[str, Any] = {"type": ["object", "null"]}
LIST: dict[str, Any] = {"type": "array", "items": OBJECT}

DECLARED = {
    **OBJECT,
    "description": "What others say of the act beside its own words; null when they said nothing",
    "required": ["envelope", "form"],
    "properties": {
        "envelope": {
            **MAYBE,
            "description": "The sender's own values in its envelope of @CTES",
            "properties": {
                "matter": {**TEXT, "description": "Code of the matter, « 2.2.3 »"},
                "nature": {**TEXT, "description": "CodeNatureActe of the schema, « 3 »"},
                "nature_label": {**TEXT, "description": "The nature in French"},
            },
        },
        "form": {
            **MAYBE,
            "description": "The applicant's form",
            "properties": {
                "document": {"type": "string", "description": "sha256 of the form"},
                "form": {"type": "string", "description": "Number printed, « 13406*06 »"},
                "facts": {**OBJECT, "description": "Facts by name, in the applicant's words"},
                "in_risk_plan": {"type": ["boolean", "null"]},
                "contradictions": {"type": "array", "items": {"type": "string"}},
            },
        },
    },
}
ACT = {
    **OBJECT,
    "properties": {
        "act_id": {"type": "string"},
        "documents": LIST,
        "status": {"type": "string"},
        "reason": TEXT,
        "facts": {**OBJECT, "description": "Facts by name; one that was not found is absent"},
        "declared": DECLARED,
        "place": OBJECT,
        "zones": LIST,
        "findings": LIST,
        "deadlines": MAYBE,
        "score": MAYBE,
        "outcomes": LIST,
        "lineage": LIST,
    },
}
AN_ACT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The act", "content": {"application/json": {"schema": ACT}}}
}
