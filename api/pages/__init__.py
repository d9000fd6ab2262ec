"""Web pages, in French: one module a page, each with its router."""

from api.pages import (
    act,
    correction,
    decision,
    export,
    layers,
    letter,
    method,
    queue,
    set_aside,
    sign_in,
)

PAGES = (
    queue.router,
    act.router,
    decision.router,
    letter.router,
    correction.router,
    export.router,
    set_aside.router,
    layers.router,
    method.router,
    sign_in.router,
)
