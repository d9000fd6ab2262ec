"""The service: JSON API, pages, health; built by :func:`create_app` from settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api import problem
from api.audit import AuditLog
from api.desk import Desk
from api.gate import Gate
from api.limit import BodyLimit
from api.metrics import Measured, Meter
from api.ogc import DeskSource
from api.ogc import router as ogc_router
from api.one_store import OneStore
from api.pages.site import PAGES
from api.people import People
from api.routes import ROUTERS
from api.searches import Searches
from api.security import SafeHeaders
from api.theme import ADDRESS, theme_of
from vigie.errors import OperatorError
from vigie.settings import Settings
from vigie.store import Store

BACKGROUND = "https://data.geopf.fr"  # the IGN's plan under the maps, when a setting allows it
STATIC = Path(__file__).parent / "static"
CARRIED = (  # name under /static, the Python package that carries the files, its folder
    ("htmx", "js_lib_htmx", "static/htmx"),
    ("leaflet", "js_lib_leaflet", "static/js_lib_leaflet"),
)


def create_app(settings: Settings, *, desk: Desk | None = None) -> FastAPI:
    """The application, on the store that the settings name unless a desk is given."""
    store = OneStore(settings)
    answering = desk or _desk_of(settings, store())
    app = FastAPI(
        title="Vigie",
        summary="File de contrôle de légalité des actes d'urbanisme",
        version=version("vigie"),
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_living(answering, store),
    )
    app.state.settings = settings
    app.state.people = People(settings.home, demo=answering.demo())
    app.state.audit = AuditLog(settings.home)
    app.state.meter = Meter()
    app.state.desk = answering
    app.state.searches = Searches(store)
    problem.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Gate)
    app.add_middleware(problem.Edge)
    app.add_middleware(Measured)
    app.add_middleware(SafeHeaders, images=BACKGROUND if settings.ign_background else None)
    for router in (*ROUTERS, *PAGES):
        app.include_router(router)
    app.include_router(ogc_router(DeskSource(answering, settings.home)))
    app.state.theme = theme_of(settings.theme)
    if settings.theme is not None:
        app.mount(ADDRESS, StaticFiles(directory=settings.theme), name="theme")
    for name, package, folder in CARRIED:
        files = StaticFiles(directory=_carried(package, folder))
        app.mount(f"/static/{name}", files, name=name)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _carried(package: str, folder: str) -> Path:
    """A folder of files that a Python package carries."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise OperatorError(f"Le paquet {package} manque : relancer `make install`.")
    return Path(spec.origin).parent / folder


def _living(desk: Desk, store: OneStore) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.start()
        yield
        desk.close()
        store.close()

    return lifespan


def _desk_of(settings: Settings, store: Store) -> Desk:
    from api.store_desk import StoreDesk  # noqa: PLC0415 - heavy, and of no use to tests in memory

    return StoreDesk(settings, store)
