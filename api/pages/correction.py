"""Putting a fact right: a form for the kind of its value; the act is then concluded again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, EnumMeta
from typing import Annotated, Any, get_args, get_origin

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api import wording
from api.desk import Desk
from api.facts_json import BadFact, type_of, typed
from api.gate import Decider
from api.pages.act import found
from api.pages.values import CORRECTABLE, LABELS, in_french
from api.problem import Problem
from api.render import page
from vigie import views
from vigie.domain.fact import Fact
from vigie.store.corrections import Corrected

router = APIRouter(include_in_schema=False)

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """How one fact is asked for. ``kind`` is date, number, choice, choices, list or text."""

    name: str
    label: str
    kind: str
    value: tuple[str, ...]
    options: tuple[Option, ...] = ()


@router.get("/actes/{act_id}/faits/{name}", response_class=HTMLResponse)
def correction_page(request: Request, act_id: str, name: str) -> HTMLResponse:
    """The form for one fact."""
    record = found(request.app.state.desk, act_id)
    _known(name)
    fact = getattr(record.dossier.facts, name)
    return page(
        request,
        "correction.html",
        record=record,
        field=field_of(name, fact),
        shown=in_french(name, fact.value) if fact else (),
        fact=fact,
        wrong=None,
    )


@router.post("/actes/{act_id}/faits/{name}")
def correct(
    request: Request,
    act_id: str,
    name: str,
    who: Decider,
    given: Annotated[list[str], Form(alias="valeur")] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Keep the value given; the act is scored again with it."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    _known(name)
    fact = getattr(record.dossier.facts, name)
    try:
        value = typed(name, from_form(name, given))
    except BadFact:
        return page(
            request,
            "correction.html",
            status_code=422,
            record=record,
            field=field_of(name, fact),
            shown=in_french(name, fact.value) if fact else (),
            fact=fact,
            wrong="Cette valeur n'a pas la forme attendue.",
        )
    put_right = Fact(value, 1.0, fact.evidence if fact else ())
    made = Corrected(
        name=name,
        before=views.plain(fact.value) if fact else None,
        after=views.plain(value),
        by=who.login,
        at=dt.datetime.now(dt.UTC),
    )
    desk.correct(record.act_id, put_right, made)
    request.app.state.audit.write(who.login, "fait corrigé", record.act_id, fact=name)
    return RedirectResponse(f"/actes/{record.act_id}#faits", 303)


def field_of(name: str, fact: Fact[Any] | None) -> Field:
    """How a fact is asked for, with its present value."""
    kind, options = _kind_of(name)
    value = () if fact is None else tuple(map(str, _parts(views.plain(fact.value))))
    return Field(name, wording.FACTS[name], kind, value, options)


def from_form(name: str, given: list[str]) -> Any:
    """What a form says as the JSON of the contract; BadFact when nothing is said."""
    if not given:
        raise BadFact(f"{wording.FACTS[name]} : aucune valeur.")
    kind, _ = _kind_of(name)
    if kind == "choices":
        return given
    text = given[0].strip()
    if kind == "list":
        return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if kind == "number":
        return text.replace("\u202f", "").replace(" ", "").replace(",", ".")
    if type_of(name) is bool:
        return text == "True"
    return text


def _kind_of(name: str) -> tuple[str, tuple[Option, ...]]:
    hint = type_of(name)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return ("choices", _options(name, inner)) if isinstance(inner, EnumMeta) else ("list", ())
    if isinstance(hint, EnumMeta):
        return "choice", _options(name, hint)
    if hint is bool:
        return "choice", (("True", "oui"), ("False", "non"))
    return {dt.date: "date", int: "number", float: "number"}.get(hint, "text"), ()


def _options(name: str, kind: EnumMeta) -> tuple[Option, ...]:
    codes = [str(member.value) for member in list[Enum](kind)]
    return tuple((code, LABELS[name].get(code, code)) for code in codes)


def _parts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _known(name: str) -> None:
    if name not in CORRECTABLE:
        raise Problem(404, f"Le fait « {name} » ne se corrige pas ici.")
