"""Jinja templates with the words of the trade as filters."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from api import wording
from api.people import ROLE_NAMES
from scoring.grounds.passages import PERSONS

TEMPLATES = Path(__file__).parent / "templates"
SERVICE_ERROR = 500  # its page is shown without asking the store anything
NAVIGATION = (
    ("/", "File du jour"),
    ("/priorites", "Priorités"),
    ("/mis-de-cote", "Mis de côté"),
    ("/couches", "Couches"),
    ("/changements", "Ce qui change"),
    ("/methode", "Méthode"),
)


@cache
def environment() -> Environment:
    """The environment of the templates; a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # asking the disk about every part of every row costs more than drawing
    )
    made.globals.update(
        words=wording,
        role_names=ROLE_NAMES,
        navigation=NAVIGATION,
        query=query,
        time_tag=time_tag,
        described=frozenset(PERSONS.values()),
    )
    made.filters.update(
        date=wording.french_date,
        long_date=wording.long_date,
        number=wording.number,
        percent=wording.percent,
        hundred=wording.out_of_hundred,
        level=wording.level,
        spaced=wording.spaced,
        quoted=wording.quoted,
    )
    return made


def page(request: Request, template: str, *, status_code: int = 200, **values: Any) -> HTMLResponse:
    """A page of the web site."""
    desk = request.app.state.desk
    session = getattr(request.state, "session", None)
    people = request.app.state.people
    shared = {
        "path": request.url.path,
        "today": desk.today() if status_code < SERVICE_ERROR else None,
        "demo": people.demo,
        "theme": request.app.state.theme,
        "signed": people.closed,
        "account": session.account if session else None,
        "token": session.token if session else "",
    }
    html = environment().get_template(template).render(shared | values)
    return HTMLResponse(html, status_code)


def query(**parts: Any) -> str:
    """The query of a link, without what is empty."""
    kept = {name: value for name, value in parts.items() if value not in (None, "", [])}
    return f"?{urlencode(kept, doseq=True)}" if kept else ""


def time_tag(day: dt.date | None) -> Markup:
    """A date that machines read too."""
    if day is None:
        return Markup(wording.UNKNOWN)  # noqa: S704 - a constant
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), wording.french_date(day))
