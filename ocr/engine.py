"""What an OCR engine is: a picture in, runs of tokens in pixels out."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from ocr.layout import Token
from ocr.picture import Pixels

Zone = tuple[float, float, float, float]  # x0, top, x1, bottom, in pixels


class Engine(Protocol):
    """One engine. Tokens are in pixels of the picture, confidences raw, from 0 to 1."""

    name: str

    def read(self, grey: Pixels, *, dpi: float, seconds: float) -> list[list[Token]]:
        """The runs of tokens on a cleaned, upright page.

        Raises:
            Failed: the engine took more than ``seconds`` or stopped.
        """


@runtime_checkable
class Rereader(Protocol):
    """An engine that can find zones of text, and read one line whose place is known."""

    def zones(self, grey: Pixels) -> list[Zone]:
        """Boxes of the zones of text on a level page."""

    def read_line(self, grey: Pixels, box: Zone) -> list[Token]:
        """The tokens of one line."""
