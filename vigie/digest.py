"""The half of the work that needs no store: bytes go in, values come out. Runs in a worker."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from features.facts.gazetteer import Gazetteer
from ingest import formats
from ingest.contents import Contents
from ingest.formats import registers
from ingest.formats.cerfa import declared_by_words, numbers_on
from ingest.formats.letters import MOST_PAGES, letter_in
from ocr.options import ENGINES, ReadOptions
from vigie.domain.dossier import DocumentRole, Extracted
from vigie.domain.fact import Facts
from vigie.domain.page import Page, PageKind, PageSource, Reading
from vigie.errors import OperatorError, Refused, SetAside
from vigie.store.readings import Packed, packed

TOO_MUCH_MEMORY = (
    "document qui demande plus de mémoire que la limite d'un lecteur : "
    "le demander sous une autre forme"
)

Read = Callable[[bytes, str], Reading]
Extract = Callable[[Reading], tuple[Extracted, ...]]


@dataclass(frozen=True, slots=True)
class Job:
    """One document to work on."""

    sha256: str
    kind: str
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Digested:
    """What one document gave. ``reading`` is None for what has no pages (a sheet)."""

    contents: Contents
    reading: Packed | None
    extracted: tuple[Extracted, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document gave nothing, in French. A final one is not tried again."""

    reason: str
    final: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """The document could not be worked on until the operator mends something, said in French."""

    reason: str


Result = Digested | Failure | Waiting


def work(job: Job, communes: Gazetteer | None = None, engines: tuple[str, ...] = ENGINES) -> Result:
    """Work on one document with the real stages; ``engines`` are those that may read scans."""
    result = digest(
        job, read=partial(_read, engines=engines), extract=partial(_extract, communes=communes)
    )
    if isinstance(result, Digested) and result.contents.unplaced:
        contents = registers.placed(result.contents, partial(_code_of, communes))
        return replace(result, contents=contents)
    return result


def digest(job: Job, *, read: Read, extract: Extract) -> Result:
    """Work on one document. Never raises: this is the worker's loop."""
    started = time.monotonic()
    try:
        contents = _open(job)
        reading = read(job.data, job.sha256) if contents.is_document else None
        contents = _understood(contents, reading, job.name)
        extracted: tuple[Extracted, ...] = ()
        if reading is not None and contents.role is DocumentRole.ACT:
            extracted = extract(reading)
            contents = _as_form(contents, reading, extracted)
    except SetAside as error:
        return Failure(str(error), final=isinstance(error, Refused))
    except OperatorError as error:
        return Waiting(str(error))
    except MemoryError:
        return Failure(TOO_MUCH_MEMORY, final=True)
    except Exception as error:  # noqa: BLE001 - one document must not stop the others
        return Failure(unexpected(error), final=False)
    kept = None if reading is None else packed(reading)
    return Digested(contents, kept, extracted, time.monotonic() - started)


def unexpected(error: BaseException) -> str:
    """What to say of an error nobody foresaw: its kind and place, never the act's own words."""
    trace, where = error.__traceback__, "?"
    while trace is not None:
        where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"erreur inattendue ({type(error).__name__}, {where}) : à signaler avec le fichier"


def _understood(contents: Contents, reading: Reading | None, name: str) -> Contents:
    """What the words of a document say it is: a letter of the préfecture is no act."""
    if reading is None:
        return contents
    if contents.role is not DocumentRole.ACT:
        return replace(contents, names=contents.names or numbers_on(reading))
    if len(reading.pages) > MOST_PAGES:
        return contents
    letter = letter_in("\n".join(page.text for page in reading.pages), where=name)
    if letter is None:
        return contents
    return replace(contents, role=DocumentRole.LETTER, names=letter.names, controls=letter.controls)


def _as_form(contents: Contents, reading: Reading, extracted: tuple[Extracted, ...]) -> Contents:
    """A form that came without its fields, known by its title; what was read is what it says."""
    form = declared_by_words(reading, extracted[0].facts if extracted else Facts())
    if form is None:
        return contents
    declared, names = form
    return replace(contents, role=DocumentRole.FORM, names=names, declared=declared)


def _open(job: Job) -> Contents:
    reader = formats.named(job.kind)
    if reader is None:
        raise Refused(f"format « {job.kind} » inconnu de cette version de Vigie")
    return reader.read(job.data, job.name)


def _read(data: bytes, sha256: str, *, engines: tuple[str, ...]) -> Reading:
    from ocr.engines import engine  # noqa: PLC0415 - only workers need it
    from ocr.read import read_document  # noqa: PLC0415
    from ocr.tesseract import MISSING  # noqa: PLC0415

    reading = read_document(data, sha256=sha256, options=ReadOptions(engines=engines))
    missing = "tesseract" in engines and engine("tesseract") is None
    if missing and any(_by_engine(page) for page in reading.pages):
        raise OperatorError(MISSING)  # read worse than it can be: wait for the operator
    return reading


def _by_engine(page: Page) -> bool:
    if page.kind is PageKind.UNREAD:
        return True  # perhaps for want of the engine
    return page.source is PageSource.OCR and page.kind is not PageKind.BLANK


def _code_of(communes: Gazetteer | None, name: str) -> str | None:
    codes = {one.current for one in communes.named(name)} if communes is not None else set()
    return codes.pop() if len(codes) == 1 else None


def _extract(reading: Reading, *, communes: Gazetteer | None) -> tuple[Extracted, ...]:
    from features.facts.extract import extract  # noqa: PLC0415 - spaCy is slow to import

    return extract(reading, gazetteer=communes)
