"""What an OCR engine is: a picture in, runs of tokens in pixels out."""

from __future__ import annotations

from typing import Protocol

from ocr.layout import Token
from ocr.picture import Pixels


class Engine(Protocol):
    """One engine. Tokens are in pixels of the picture, confidences raw, from 0 to 1."""

    name: str

    def read(self, grey: Pixels, *, dpi: float, seconds: float) -> list[list[Token]]:
        """The runs of tokens on a cleaned, upright page.

        Raises:
            Failed: the engine took more than ``seconds`` or stopped.
        """
