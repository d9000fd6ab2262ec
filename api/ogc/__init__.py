"""OGC API – Features over the queue, the acts and the layers (QGIS, OGR, OWSLib).

Mount it with ``app.include_router(router(source))``; ``DeskSource`` answers it from the desk.
"""

from api.ogc.router import router
from api.ogc.source import DeskSource

__all__ = ["DeskSource", "router"]
