"""Drafts of letters for an act, from what was last decided of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.desk import Desk
from api.gate import session_of
from api.letters.letter import Letter
from api.letters.observations import observations
from api.letters.odt import to_odt
from api.letters.pieces import pieces
from api.pages.act import found
from api.pages.card import shown_findings
from api.problem import Problem
from vigie.domain.fact import said
from vigie.domain.finding import Finding
from vigie.domain.record import ActRecord
from vigie.store.reviews import in_force

router = APIRouter(include_in_schema=False)

ODT = "application/vnd.oasis.opendocument.text"
Draft = Callable[[ActRecord, Sequence[Finding], date], Letter]
DRAFTS: dict[str, Draft] = {"observations": observations, "pieces": pieces}


@router.get("/actes/{act_id}/courriers/{kind}.odt")
def draft(request: Request, act_id: str, kind: str) -> Response:
    """The draft, with the grounds retained by the last decision."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    if kind not in DRAFTS:
        raise Problem(404, f"Il n'y a pas de modèle de lettre « {kind} ».")
    retained = _retained(desk, record)
    if not retained and kind == "observations":
        raise Problem(
            409, "Aucun motif n'est retenu : décider d'abord d'une lettre d'observations."
        )
    letter = DRAFTS[kind](record, retained, desk.today())
    by = session_of(request).account.login
    request.app.state.audit.write(by, "projet de lettre", record.act_id, kind=kind)
    return Response(
        to_odt(letter),
        media_type=ODT,
        headers={"Content-Disposition": f'attachment; filename="{_file_name(record, kind)}"'},
    )


def _retained(desk: Desk, record: ActRecord) -> tuple[Finding, ...]:
    reviews = in_force(desk.reviews(record.act_id))
    grounds = reviews[-1].grounds if reviews else ()
    return tuple(f for f in shown_findings(record) if f.ground in grounds)


def _file_name(record: ActRecord, kind: str) -> str:
    number = said(record.dossier.facts.dossier_number) or record.act_id
    return f"{kind}_{re.sub(r'[^A-Za-z0-9]+', '_', number)}.odt"
