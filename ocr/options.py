"""Every budget and choice of a reading, in one place."""

from __future__ import annotations

from dataclasses import dataclass

ENGINES = ("tesseract", "rapidocr")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What one document may cost, and which engines may read it.

    A page beyond a budget stays in the reading, marked unread with the budget in its reason.
    """

    engines: tuple[str, ...] = ENGINES  # those allowed; one that is missing is done without
    max_bytes: int = 200_000_000  # a larger file is refused
    max_pages: int = 400  # pages looked at
    max_ocr_pages: int = 80  # pages read by an engine; native pages do not count
    max_seconds: float = 900.0  # for the whole document
    page_seconds: float = 120.0  # for one engine on one page
    max_megapixels: float = 25.0  # of a page image; larger pages are read at a lower resolution
    max_objects: int = 4_000  # page objects that the first look goes through
    max_characters: int = 60_000  # of native text taken from one page
    dpi: int = 200  # at which a page is rendered for an engine
