"""Web pages, in French: one module a page, each with its router."""

from api.pages import act, layers, method, queue, set_aside

PAGES = (queue.router, act.router, set_aside.router, layers.router, method.router)
