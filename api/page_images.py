"""Pages of documents as images, and their sizes; those seen last are kept at hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from api.desk import PageSize
from ocr.render import page_png
from vigie.errors import Refused
from vigie.store import Store, documents, files, readings

KEPT_PAGES, KEPT_SIZES = 256, 512


class PageImages:
    """Draws and measures the pages of a store's documents."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._png = lru_cache(KEPT_PAGES)(self._draw)
        self._sizes = lru_cache(KEPT_SIZES)(self._measure)

    def sizes(self, sha256: str) -> Sequence[PageSize]:
        """Sizes of the pages of a document."""
        return self._sizes(sha256)

    def png(self, sha256: str, page: int, width_px: int) -> bytes | None:
        """A page as an image; None where there is no such page."""
        if documents.get(self._store, sha256) is None:
            return None
        try:
            return self._png(sha256, page, width_px)
        except Refused:
            return None

    def forget(self) -> None:
        """A document may have been read again."""
        self._sizes.cache_clear()

    def _draw(self, sha256: str, page: int, width_px: int) -> bytes:
        return page_png(files.load(self._store, sha256), page, width_px=width_px)

    def _measure(self, sha256: str) -> tuple[PageSize, ...]:
        reading = readings.get(self._store, sha256)
        pages = reading.pages if reading else ()
        return tuple(PageSize(page.number, page.width_pt, page.height_pt) for page in pages)
