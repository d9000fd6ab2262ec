"""The page of an act: why it is where it is, its pages, its land, its clocks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api import wording
from api.desk import Desk
from api.gate import session_of
from api.geo import feature_collection, in_words, scene
from api.pages.card import CLOCKS, OWN_CLOCKS, STRONGEST, Card, card, masked, shown_findings
from api.pages.sheets import bind
from api.pages.values import CORRECTABLE, fact_rows
from api.pages.why import why
from api.people import HEADS, Account
from api.problem import Problem
from api.render import page, query
from api.similar import closest, trait
from scoring.score import BASE
from vigie.domain.deadline import Deadlines
from vigie.domain.finding import Finding, Verdict
from vigie.domain.place import Subject, ZoneHit
from vigie.domain.record import ActRecord, QueueEntry
from vigie.domain.review import Review, ReviewDecision
from vigie.domain.score import Contribution
from vigie.store.reviews import in_force

router = APIRouter(include_in_schema=False)

WIDEST_PX = 2000
LETTERS = {
    ReviewDecision.OBSERVATIONS: (("observations", "Projet de lettre d'observations"),),
    ReviewDecision.PIECES_TO_ASK: (("pieces", "Projet de demande de pièces"),),
}
BAR_HALF = 50.0
LIGHTEST, MOST_BARS = 0.01, 10
MOST_LACKING = 2
NEAR_M = 500.0


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One deadline as a line of the table."""

    kind: str
    label: str
    date: dt.date | None
    countdown: str
    left: int | None
    because: str
    certain: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One contribution drawn about a middle line, in a box 100 wide."""

    label: str
    value: float | None
    log_odds: float
    x: float
    width: float


@router.get("/actes/{act_id}", response_class=HTMLResponse)
def act_page(  # noqa: PLR0913, PLR0917 - what the address may ask, as FastAPI reads it
    request: Request,
    act_id: str,
    pages: Annotated[str | None, Query()] = None,
    date: dt.date | None = None,
    done: Annotated[bool, Query(alias="fait")] = False,
    suite: Annotated[ReviewDecision | None, Query()] = None,
) -> HTMLResponse:
    """Everything a jurist needs to read one act."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    request.app.state.audit.write(session_of(request).account.login, "acte vu", record.act_id)
    day = date or desk.today()
    place = desk.standpoint(record.act_id, day)
    shown = placed_card(record, place.entry, desk.today())
    return page(
        request,
        "act.html",
        **values(desk, record, every_page=pages == "toutes"),
        card=shown,
        total=place.total,
        why=why(shown),
        following=place.following,
        background=request.app.state.settings.ign_background,
        from_day=query(date=date.isoformat() if date else None),
        asked_day=date.isoformat() if date else None,
        suite=suite,
        done=done,
        **at_work(request, record),
    )


@router.get("/actes/{act_id}/carte.geojson")
def act_map(request: Request, act_id: str) -> Response:
    """The land of the act and the zones about it, for the map."""
    desk: Desk = request.app.state.desk
    place = found(desk, act_id).dossier.place
    shown = feature_collection(scene(place, desk.around(place)))
    return JSONResponse(shown, media_type="application/geo+json")


@router.get("/documents/{sha256}/pages/{number}.png")
def page_image(
    request: Request,
    sha256: str,
    number: int,
    width: Annotated[int, Query(alias="l", ge=100, le=WIDEST_PX)] = 1100,
) -> Response:
    """A page of a document as an image."""
    png = request.app.state.desk.page_png(sha256, number, width)
    if png is None:
        raise Problem(404, f"La page {number} de ce document n'est pas disponible.")
    return Response(
        png, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"}
    )


def at_work(request: Request, record: ActRecord) -> dict[str, Any]:
    """Who has the act, what was decided of it, the letters that can be drafted."""
    desk: Desk = request.app.state.desk
    reviews = desk.reviews(record.act_id)
    standing = in_force(reviews)
    me = session_of(request).account
    return {
        "reviews": reviews,
        "standing": standing,
        "undoable": bool(standing) and may_undo(me, standing[-1]),
        "override": desk.notes.overrides([record.act_id]).get(record.act_id),
        "skips": desk.notes.skips_of(record.act_id),
        "claim": desk.claims().get(record.act_id),
        "names": {one.login: one.name for one in request.app.state.people.accounts},
        "letters": LETTERS.get(standing[-1].decision, ()) if standing else (),
        "recours_over": recours_over(record, desk.today()),
    }


def recours_over(record: ActRecord, today: dt.date) -> bool:
    """Whether the useful time of a recours is surely over while a déféré is still open."""
    if record.deadlines is None:
        return False
    useful, defere = record.deadlines.recours_gracieux, record.deadlines.defere
    over = useful.certain and useful.date is not None and useful.date < today
    return over and defere.date is not None and defere.date >= today


def may_undo(account: Account, review: Review) -> bool:
    """Who decided may take it back; so may the head of the service."""
    return account.decides and (review.by == account.login or account.role in HEADS)


def found(desk: Desk, act_id: str) -> ActRecord:
    """The act asked for.

    Raises:
        Problem: there is no such act.
    """
    record = desk.act(act_id)
    if record is None:
        raise Problem(404, f"Aucun acte ne porte l'identifiant «\u00a0{act_id}\u00a0».")
    return record


def values(desk: Desk, record: ActRecord, *, every_page: bool = False) -> dict[str, Any]:
    """What the template of an act shows."""
    findings = shown_findings(record)
    dossier = record.dossier
    reasons = worth_reading(findings)
    bound = bind(dossier.documents, findings, dossier.facts, desk.page_sizes, every_page=every_page)
    today = desk.today()
    seen = scene(dossier.place, desk.around(dossier.place))
    return {
        "record": record,
        "scene": seen,
        "in_words": in_words(seen) if seen else (),
        "findings": findings,
        "reasons": reasons,
        "unanswered": [finding for finding in findings if finding not in reasons],
        "missing": missing(findings),
        "texts": desk.articles([f.article for f in reasons], _day_of(record, today)),
        "bound": bound,
        "facts": fact_rows(dossier.facts),
        "correctable": CORRECTABLE,
        "absent": [name for name in CORRECTABLE if getattr(dossier.facts, name) is None],
        "clocks": clock_rows(record.deadlines, today),
        "bars": bars(record.score.contributions if record.score else ()),
        "same_land": [card(other, today) for other in desk.same_land(record)],
        "similar": closest(trait(record), desk.traits(record)),
        "zones": sorted(
            filter(worth_telling, dossier.place.zones),
            key=lambda z: (-z.share, z.distance_m, z.layer, z.code or ""),
        ),
    }


def worth_telling(zone: ZoneHit) -> bool:
    """True for a zone on the land, or near enough to bear on it; the shore bears from afar."""
    return zone.share > 0 or zone.distance_m <= NEAR_M or zone.subject is Subject.SHORE


def _day_of(record: ActRecord, today: dt.date) -> dt.date:
    """The day by whose texts an act is judged."""
    clock = record.dossier.clock
    return clock.decided_on or clock.tacit_on or clock.received_on or today


def worth_reading(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Reasons to show in full: breaches, doubts, and the first that only lack a reading."""
    said = [f for f in findings if f.verdict is not Verdict.UNKNOWN]
    decisive = [f for f in findings if f.verdict is Verdict.UNKNOWN and f.strength == STRONGEST]
    lacking = [f for f in decisive if f.unread][:MOST_LACKING]
    return tuple(f for f in findings if f in said or f in lacking)


def missing(findings: Sequence[Finding]) -> tuple[tuple[str, int], ...]:
    """What could not be read or placed, and how many rules it keeps from answering."""
    gaps = Counter(gap for finding in findings for gap in finding.unread)
    return tuple(gaps.most_common())


def clock_rows(deadlines: Deadlines | None, today: dt.date) -> tuple[ClockRow, ...]:
    """The deadlines, in the order of the law."""
    if deadlines is None:
        return ()
    rows = []
    for kind in CLOCKS:
        one = getattr(deadlines, kind)
        left = (one.date - today).days if one.date else None
        said = wording.countdown(one.date, today) if one.date else "non commencé"
        rows.append(
            ClockRow(
                kind, wording.DEADLINES[kind], one.date, said, left,
                one.because, one.certain, kind in OWN_CLOCKS,
            )
        )  # fmt: skip
    return tuple(rows)


def bars(contributions: tuple[Contribution, ...]) -> tuple[Bar, ...]:
    """Contributions that weigh, the heaviest first, each drawn to the scale of the heaviest."""
    weighing = sorted(
        (c for c in contributions if c.feature != BASE and abs(c.log_odds) >= LIGHTEST),
        key=lambda c: -abs(c.log_odds),
    )[:MOST_BARS]
    heaviest = max((abs(c.log_odds) for c in weighing), default=1.0)
    drawn = []
    for one in weighing:
        width = round(abs(one.log_odds) / heaviest * BAR_HALF, 1)
        start = BAR_HALF if one.log_odds > 0 else BAR_HALF - width
        drawn.append(Bar(one.label, one.value, one.log_odds, round(start, 1), width))
    return tuple(drawn)


def placed_card(record: ActRecord, entry: QueueEntry | None, today: dt.date) -> Card:
    """The card of an act where it stands in the queue; its score is hidden while it must be."""
    if entry is None:
        return card(record, today)
    return card(
        record,
        today,
        rank=entry.rank,
        stratum=entry.stratum.value,
        masked=masked(entry) and not record.outcomes,
    )
