"""The act on one page, to print or to file."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.desk import Desk
from api.gate import session_of
from api.pages.act import found, placed_card

router = APIRouter(include_in_schema=False)


@router.get("/actes/{act_id}/fiche.pdf")
def sheet(request: Request, act_id: str) -> Response:
    """The sheet as an accessible PDF."""
    from api.exports.act_sheet import act_sheet  # noqa: PLC0415 - it takes a second to load

    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    today = desk.today()
    card = placed_card(record, desk.standpoint(record.act_id, today).entry, today)
    by = session_of(request).account.login
    request.app.state.audit.write(by, "fiche", record.act_id)
    name = re.sub(r"[^A-Za-z0-9]+", "_", card.number)
    return Response(
        act_sheet(card, today),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="fiche_{name}.pdf"'},
    )
