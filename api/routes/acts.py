"""``/api/v1/acts``: one act, its intake, the outcome of its review."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Header, Request, Response, UploadFile
from pydantic import BaseModel, Field

from api.desk import Desk, Receipt
from api.gate import session_of
from api.pages.act import found
from api.problem import Problem
from api.reviewing import RUNG_OF, entry_of, make_review, selection_of
from api.routes.events import AGAIN_S
from api.routes.schema import AN_ACT
from ingest.deposit import BadDeclaration, declaration
from vigie import views
from vigie.domain.control import ControlRecord
from vigie.domain.document import Document
from vigie.domain.finding import Theme
from vigie.domain.outcome import Rung
from vigie.domain.review import ReviewDecision

router = APIRouter(prefix="/api/v1", tags=["acts"])

BLOCK = 1 << 20
LONGEST_KEY = 200


class ReviewBody(BaseModel):
    """Outcome of a review: what was decided, or the rung of the ladder that the act reached."""

    decision: ReviewDecision | None = None
    rung: Rung | None = None
    grounds: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    note: Annotated[str | None, Field(max_length=4000)] = None
    known_on: dt.date | None = None
    by: Annotated[str, Field(max_length=100)] = "api"


@router.get("/acts/{act_id}", responses=AN_ACT)
def read_act(request: Request, response: Response, act_id: str) -> dict[str, Any]:
    """All that is known of one act, by id, dossier number or sha256 of a document."""
    desk: Desk = request.app.state.desk
    record = desk.act(act_id)
    if record is None and (document := desk.pending(act_id)) is not None:
        if document.stage == "received":
            response.headers["Retry-After"] = AGAIN_S
        return _waiting(document)
    return views.act_json(found(desk, act_id))


@router.post("/acts/{act_id}/reviews", status_code=201)
def add_review(
    request: Request,
    act_id: str,
    body: ReviewBody,
    idempotency_key: Annotated[str | None, Header(max_length=LONGEST_KEY)] = None,
) -> dict[str, Any]:
    """Keep what a review concluded; answers the act as it is then."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    review = make_review(
        record,
        body.decision or _decision_of(body.rung),
        by=body.by,
        day=body.known_on or desk.today(),
        selection=selection_of(entry_of(desk, record.act_id, desk.today())),
        grounds=body.grounds,
        themes=body.themes,
        note=body.note,
        rung=body.rung,
        key=idempotency_key,
    )
    after = desk.review(review)
    request.app.state.audit.write(
        session_of(request).account.login,
        "décision",
        record.act_id,
        decision=review.decision.value,
        grounds=list(review.grounds),
        reviewer=body.by,
    )
    return views.act_json(after)


def _decision_of(rung: Rung | None) -> ReviewDecision:
    if rung is None:
        raise Problem(
            422,
            "Il manque « decision » (" + ", ".join(ReviewDecision) + ") "
            "ou « rung » (" + ", ".join(Rung) + ").",
            field="decision",
        )
    by_rung = {reached: decision for decision, reached in RUNG_OF.items()}
    return by_rung.get(rung, ReviewDecision.OBSERVATIONS)


def _waiting(document: Document) -> dict[str, Any]:
    """A document that gave no act yet, in the shape of an act."""
    reference = {"sha256": document.sha256, "pages": document.pages, "role": "act"}
    return {
        "act_id": document.sha256,
        "documents": [reference],
        "status": document.stage.value,
        "reason": document.reason,
        "facts": {},
        "declared": {"envelope": None, "form": None},
        "place": {"precision": "unknown", "parcels": []},
        "zones": [],
        "findings": [],
        "deadlines": None,
        "score": None,
        "outcomes": [],
        "lineage": [],
    }


@router.post("/acts", status_code=202)
def receive_act(
    request: Request,
    response: Response,
    file: Annotated[UploadFile, File(description="PDF, or any format that intake reads")],
    metadata: Annotated[str | None, Form(description="A JSON object")] = None,
    idempotency_key: Annotated[str | None, Header(max_length=LONGEST_KEY)] = None,
) -> dict[str, str]:
    """Take in a file: 202 the first time, 200 with the same body when it comes again.

    Another content under a key already used is answered as the first one, and set aside.
    ``metadata`` may say of the act: ``dossier_number``, ``actes_id``, ``commune_insee``,
    ``received_on``, ``decided_on``, ``pieces_asked_on``, ``pieces_received_on``, ``whole_file``,
    ``matter`` and ``nature``; other names are left aside.
    """
    declared = _declared(metadata)
    settings, desk = request.app.state.settings, request.app.state.desk
    with tempfile.TemporaryDirectory(prefix="vigie-depot-") as folder:
        path = Path(folder) / "fichier"
        _copy(file, path, settings.max_upload_mb)
        name = Path(file.filename or "sans-nom").name
        key = _own(request, idempotency_key)
        receipt: Receipt = desk.receive(path, name=name, key=key, declared=declared)
    url = f"/api/v1/acts/{receipt.id}"
    response.status_code = 200 if receipt.again else 202
    response.headers["Location"] = url
    if not receipt.again:
        response.headers["Retry-After"] = AGAIN_S
    return {"id": receipt.id, "status": "received", "url": url}


def _own(request: Request, key: str | None) -> str | None:
    """The key of this program: another may use the same words for another deposit."""
    return f"{session_of(request).account.login} {key}" if key else None


def _declared(metadata: str | None) -> ControlRecord | None:
    """What the metadata given declare of the act.

    Raises:
        Problem: they are not a JSON object, or a value in them has not its form.
    """
    if metadata is None or not metadata.strip():
        return None
    try:
        given = json.loads(metadata)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Problem(422, "Le champ « metadata » doit être un objet JSON.", field="metadata")
    try:
        return declaration(given)
    except BadDeclaration as error:
        raise Problem(422, str(error), field=f"metadata.{error.field}") from error


def _copy(file: UploadFile, path: Path, max_mb: int) -> None:
    """Copy by blocks, stopping at the limit.

    Raises:
        Problem: the file is empty or larger than the limit.
    """
    size = 0
    with path.open("wb") as target:
        while block := file.file.read(BLOCK):
            size += len(block)
            if size > max_mb * BLOCK:
                raise Problem(413, f"Le fichier dépasse {max_mb} Mo, la limite de dépôt.")
            target.write(block)
    if size == 0:
        raise Problem(422, "Le fichier est vide : vérifier l'envoi.", field="file")
