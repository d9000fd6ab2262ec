"""JSON API: one module a resource, listed in ROUTERS."""

from api.routes import acts, events, health, queue, score

ROUTERS = (queue.router, acts.router, score.router, events.router, health.router)
