"""The queue taken out as files, with the filters of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.desk import Desk
from api.exports.calendar_file import to_ics
from api.exports.csv_file import to_csv
from api.exports.gpkg import to_gpkg
from api.exports.ods_file import to_ods
from api.gate import session_of
from api.problem import Problem
from api.selection import Selected
from vigie.domain.record import QueueEntry

router = APIRouter(include_in_schema=False)

Writer = Callable[[Iterable[QueueEntry], dt.date], bytes]
FORMATS: dict[str, tuple[Writer, str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "ods": (to_ods, "application/vnd.oasis.opendocument.spreadsheet"),
    "ics": (to_ics, "text/calendar; charset=utf-8"),
    "gpkg": (to_gpkg, "application/geopackage+sqlite3"),
}


@router.get("/exports/file.{kind}")
def export(request: Request, kind: str, chosen: Selected, date: dt.date | None = None) -> Response:
    """The queue of a day as a file."""
    if kind not in FORMATS:
        raise Problem(404, f"La file ne s'exporte pas en « {kind} » : csv, ods, ics ou gpkg.")
    desk: Desk = request.app.state.desk
    today = desk.today()
    day = date or today
    entries = desk.listing(day, chosen, limit=None).entries
    writer, media_type = FORMATS[kind]
    by = session_of(request).account.login
    request.app.state.audit.write(by, "export", None, kind=kind, acts=len(entries))
    name = f"file_{day.isoformat()}.{kind}"
    return Response(
        writer(entries, today),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
