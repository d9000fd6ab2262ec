"""Tesseract in French, through pytesseract: light and quick on clean pages."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import cv2
import pytesseract

from ocr.layout import Token
from ocr.picture import Pixels
from vigie.errors import Failed, OperatorError

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # 2 to 4 times faster, and pages run side by side

LANGUAGE = "fra"
MISSING = (
    "Tesseract ou sa langue française manque : installer les paquets tesseract-ocr et "
    "tesseract-ocr-fra."
)


class Tesseract:
    """The engine; one process a page, killed at the time limit."""

    name = "tesseract"

    def __init__(self) -> None:
        try:
            languages = pytesseract.get_languages()
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise OperatorError(MISSING) from error
        if LANGUAGE not in languages:
            raise OperatorError(MISSING)

    def read(self, grey: Pixels, *, dpi: float, seconds: float) -> list[list[Token]]:
        """The runs that Tesseract calls lines."""
        with tempfile.TemporaryDirectory(prefix="vigie-") as folder:
            path = Path(folder) / "page.bmp"  # what Leptonica opens fastest
            cv2.imwrite(str(path), grey)
            return _runs(self._data(path, dpi, seconds))

    def _data(self, path: Path, dpi: float, seconds: float) -> dict[str, list[object]]:
        try:
            data: dict[str, list[object]] = pytesseract.image_to_data(
                str(path),
                lang=LANGUAGE,
                config=f"--psm 3 --dpi {round(min(max(dpi, 70), 600))}",
                output_type=pytesseract.Output.DICT,
                timeout=seconds,
            )
        except pytesseract.TesseractError as error:
            raise Failed("Tesseract s'est arrêté sur cette page.") from error
        except RuntimeError as error:
            raise Failed(f"Tesseract a dépassé {seconds:.0f} s sur cette page.") from error
        return data


def _runs(data: dict[str, list[object]]) -> list[list[Token]]:
    runs: dict[tuple[object, ...], list[Token]] = {}
    columns = ("block_num", "par_num", "line_num", "text", "conf", "left", "top", "width", "height")
    for block, par, line, text, conf, left, top, width, height in zip(
        *(data.get(name, []) for name in columns), strict=True
    ):
        word = str(text).strip()
        if not word or float(str(conf)) < 0:
            continue
        x, y, w, h = (float(str(v)) for v in (left, top, width, height))
        token = Token(word, x, y, x + w, y + h, float(str(conf)) / 100)
        runs.setdefault((block, par, line), []).append(token)
    return list(runs.values())
