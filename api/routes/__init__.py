"""JSON API: one module a resource, listed in ROUTERS."""

from api.routes import acts, health, queue, score

ROUTERS = (queue.router, acts.router, score.router, health.router)
