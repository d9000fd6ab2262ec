"""The engines, each loaded once a process, when first needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ocr.engine import Engine
from ocr.rapid import RapidOcr
from ocr.tesseract import Tesseract
from vigie.errors import OperatorError

ENGINES: dict[str, Callable[[], Engine]] = {"tesseract": Tesseract, "rapidocr": RapidOcr}


@cache
def engine(name: str) -> Engine | None:
    """The engine of that name; None where it is not installed."""
    make = ENGINES.get(name)
    if make is None:
        raise OperatorError(f"Moteur inconnu : {name}. Moteurs : {', '.join(ENGINES)}.")
    try:
        return make()
    except OperatorError:
        return None
