"""The local strategy: weights and quotas, who set them and why; trying one before it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from api import wording
from api.desk import Desk
from api.gate import checked, session_of
from api.pages.card import card
from api.people import HEADS
from api.problem import Problem
from api.render import page
from api.trial import Terms, preview, simulate
from scoring.steering import Steering
from scoring.strategy import from_json, to_json
from vigie.domain.fact import ActType
from vigie.domain.finding import Theme
from vigie.errors import UserError

router = APIRouter(include_in_schema=False)

DAYS = 120  # calendar days that the simulator plays again
SHORTEST_REASON, LARGEST_CAPACITY = 10, 500


@router.get("/strategie", response_class=HTMLResponse)
def strategy_page(request: Request) -> HTMLResponse:
    """The strategy in force and its history."""
    notes = request.app.state.desk.notes
    return _page(request, to_json(notes.strategy()))


@router.post("/strategie", response_class=HTMLResponse)
async def set_strategy(request: Request) -> Response:
    """Show what a strategy would move, or set it."""
    form = await request.form()
    account = checked(request, str(form.get("jeton", "")))
    if account.role not in HEADS:
        raise Problem(403, "La stratégie est fixée par l'encadrement.")
    return _answer(request, form)


@router.post("/equipe")
async def set_team(request: Request) -> Response:
    """Set how many acts each person reads a day."""
    form = await request.form()
    account = checked(request, str(form.get("jeton", "")))
    if account.role not in HEADS:
        raise Problem(403, "La capacité de l'équipe est fixée par l'encadrement.")
    people = request.app.state.people.accounts
    given = {one.login: _count(form.get(f"lit-{one.login}")) for one in people}
    wanted = {login: count for login, count in given.items() if count}
    request.app.state.desk.notes.set_team(wanted)
    request.app.state.audit.write(account.login, "capacité changée", None, people=wanted)
    return RedirectResponse("/strategie#equipe", 303)


def _answer(request: Request, form: FormData) -> Response:
    desk: Desk = request.app.state.desk
    account = session_of(request).account
    try:
        body = from_form(form)
        wanted = from_json(body)
    except UserError as error:
        return _page(request, to_json(desk.notes.strategy()), wrong=str(error), status_code=422)
    if form.get("geste") != "fixer":
        return _page(request, body, trial=_trial(request, wanted, _capacity(request, form)))
    reason = str(form.get("raison", "")).strip()
    if len(reason) < SHORTEST_REASON:
        wrong = f"Dire pourquoi, en {SHORTEST_REASON} caractères au moins : la raison est gardée."
        return _page(request, body, wrong=wrong, status_code=422)
    kept = desk.notes.set_strategy(wanted, since=desk.today(), author=account.name, reason=reason)
    request.app.state.audit.write(
        account.login, "stratégie fixée", None, version=kept.version, reason=reason, body=kept.body
    )
    return RedirectResponse("/strategie", 303)


def from_form(form: FormData) -> dict[str, Any]:
    """The strategy of a form as JSON.

    Raises:
        UserError: a number that is not one, or a line about a commune that cannot be read.
    """
    body: dict[str, Any] = {"themes": {}, "types": {}, "territories": {}, "quotas": []}
    for part, kind, codes in (
        ("themes", "theme", [t.value for t in Theme]),
        ("types", "type", [t.value for t in ActType]),
    ):
        for code in codes:
            body[part][code] = _weight(form.get(f"poids-{code}"))
            _quota(body, kind, code, form.get(f"moins-{code}"), form.get(f"plus-{code}"))
    for line in str(form.get("communes", "")).splitlines():
        if line.strip():
            parts = [part.strip() for part in line.split(";")]
            if len(parts) > 4 or not parts[0].isalnum():
                said = line.strip()
                raise UserError(f"Ligne « {said} » : écrire INSEE ; poids ; au moins ; au plus.")
            insee, weight, least, most = (*parts, "", "", "")[:4]
            body["territories"][insee] = _weight(weight)
            _quota(body, "commune", insee, least, most)
    return body


def _quota(body: dict[str, Any], kind: str, key: str, least: Any, most: Any) -> None:
    bounds = {"least": _count(least), "most": _count(most, zero=True)}
    if any(value is not None for value in bounds.values()):
        body["quotas"].append({"kind": kind, "key": key, **bounds})


def _weight(given: Any) -> float:
    said = str(given or "").strip().replace(",", ".")
    try:
        return float(said) if said else 1.0
    except ValueError as error:
        raise UserError(f"« {given} » n'est pas un poids.") from error


def _count(given: Any, *, zero: bool = False) -> int | None:
    said = str(given or "").strip()
    if not said:
        return None
    if not said.isdecimal():
        raise UserError(f"« {said} » n'est pas un nombre d'actes.")
    return int(said) if zero or int(said) else None


def _capacity(request: Request, form: FormData) -> int:
    wanted = _count(form.get("capacite")) or _today_capacity(request)
    return min(wanted, LARGEST_CAPACITY)


def _today_capacity(request: Request) -> int:
    people = request.app.state.desk.notes.team()
    return sum(people.values()) or int(request.app.state.settings.capacity)


def _trial(request: Request, wanted: Steering, capacity: int) -> dict[str, Any]:
    """What the strategy would move today, and what past days would have given."""
    desk: Desk = request.app.state.desk
    today, share = desk.today(), request.app.state.settings.random_share
    now = Terms(_today_capacity(request), share, desk.notes.strategy())
    tried = replace(now, capacity=capacity, steering=wanted)
    waiting, filed = desk.waiting(today), desk.filed(today - timedelta(days=DAYS), today)
    seen = preview(waiting, now, tried, today)
    moves = [(one, "entre") for one in seen.entering] + [(one, "sort") for one in seen.leaving]
    return {
        "seen": seen,
        "moves": [
            (one, card(record, today), what)
            for one, what in moves
            if (record := desk.act(one.act_id)) is not None
        ],
        "capacity": capacity,
        "now": simulate(filed, now, today, DAYS),
        "then": simulate(filed, tried, today, DAYS),
    }


def _page(
    request: Request,
    body: dict[str, Any],
    *,
    trial: dict[str, Any] | None = None,
    wrong: str | None = None,
    status_code: int = 200,
) -> HTMLResponse:
    desk: Desk = request.app.state.desk
    quotas = {(q["kind"], q["key"]): q for q in body["quotas"]}
    return page(
        request,
        "strategy.html",
        status_code=status_code,
        groups=(
            ("Thèmes", "theme", _rows(wording.THEMES, "theme", body["themes"], quotas)),
            ("Types d'actes", "type", _rows(wording.ACT_TYPES, "type", body["types"], quotas)),
        ),
        communes=_communes(body, quotas),
        history=desk.notes.strategies(),
        may=session_of(request).account.role in HEADS,
        team=desk.notes.team(),
        people=request.app.state.people.accounts,
        capacity=trial["capacity"] if trial else _today_capacity(request),
        trial=trial,
        wrong=wrong,
    )


def _rows(
    names: Any, kind: str, weights: dict[str, float], quotas: dict[tuple[str, str], Any]
) -> list[tuple[str, str, str, Any, Any]]:
    rows = []
    for code, name in names.items():
        quota = quotas.get((kind, code), {})
        weight = wording.number(weights.get(code, 1.0), 2)
        rows.append((code, name, weight, quota.get("least"), quota.get("most")))
    return rows


def _communes(body: dict[str, Any], quotas: dict[tuple[str, str], Any]) -> str:
    named = sorted({*body["territories"], *(key for kind, key in quotas if kind == "commune")})
    lines = []
    for insee in named:
        quota = quotas.get(("commune", insee), {})
        weight = wording.number(body["territories"].get(insee, 1.0), 2)
        bounds = [quota.get("least"), quota.get("most")]
        lines.append(" ; ".join([insee, weight, *("" if b is None else str(b) for b in bounds)]))
    return "\n".join(line.rstrip(" ;") for line in lines)
