"""What is true of the made world, kept apart: no stage of the chain reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vigie.demo.acts import Act
from vigie.demo.control import Review
from vigie.demo.damage import Damage


def write_truth(
    path: Path,
    acts: tuple[Act, ...],
    reviews: dict[int, Review],
    files: dict[int, tuple[str, str, Damage | None]],
) -> None:
    """One JSON object an act: its file, its hash, its facts, its causes, its control."""
    rows = [{**_facts(act), **_fate(act, reviews.get(act.index)), **_file(files[act.index])}
            for act in acts]  # fmt: skip
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def _file(entry: tuple[str, str, Damage | None]) -> dict[str, Any]:
    name, sha256, damage = entry
    scan = {"mode": damage.mode, "dpi": damage.dpi, "level": damage.level} if damage else None
    return {"file": name, "sha256": sha256, "scan": scan}


def _facts(act: Act) -> dict[str, Any]:
    tacit = act.tacit_on
    return {
        "dossier_number": act.number,
        "act_type": act.act_type,
        "stage": act.stage,
        "decision": act.decision,
        "in_the_name_of": act.authority,
        "commune_insee": act.town.insee,
        "filed_on": act.filed_on.isoformat(),
        "decided_on": act.decided_on.isoformat(),
        "tacit_on": tacit.isoformat() if tacit else None,
        "received_on": act.received_on.isoformat(),
        "applicant_kind": act.applicant.kind,
        "parcels": [parcel.idu for parcel in act.parcels],
        "site_area_m2": act.site_area,
        "floor_area_created_m2": act.project.floor_area,
        "dwellings_created": act.project.dwellings,
        "destination": act.project.kind.destination,
        "works_kinds": list(act.project.kind.works),
        "plu_zone": act.zone or None,
        "risk_zone": act.risk.code if act.risk else None,
        "risk_zone_cited": act.risk_cited,
        "interdiction_share": round(act.exposure, 3),
        "opinions": [[said.body, said.sense] for said in act.opinions],
        "signatory_role": act.signed.role,
        "architect_named": act.architect is not None,
        "layout": act.town.service,
    }


def _fate(act: Act, review: Review | None) -> dict[str, Any]:
    return {
        "unlawful": act.unlawful,
        "causes": [[cause.key, cause.theme, cause.shown_by] for cause in act.causes],
        "selection": review.selection if review else None,
        "examined_on": review.examined_on.isoformat() if review else None,
        "outcomes": [[step.rung, step.day.isoformat()] for step in review.steps] if review else [],
    }
