"""The pages of the site: one module a page, listed in PAGES."""

from __future__ import annotations

from api.pages import (
    act,
    act_sheet,
    board,
    changes,
    correction,
    decision,
    explanation,
    export,
    gaps,
    keyboard,
    layers,
    letter,
    method,
    priorities,
    queue,
    recall,
    set_aside,
    sign_in,
    strategy,
)

PAGES = (
    queue.router,
    act.router,
    act_sheet.router,
    explanation.router,
    decision.router,
    board.router,
    letter.router,
    correction.router,
    export.router,
    set_aside.router,
    gaps.router,
    layers.router,
    changes.router,
    method.router,
    priorities.router,
    strategy.router,
    recall.router,
    sign_in.router,
    keyboard.router,
)
