"""A page as a picture to show."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium

from ocr.opening import open_document
from ocr.options import ReadOptions
from vigie.errors import Refused

WIDEST = 4000  # pixels


def page_png(data: bytes, page: int, *, width_px: int) -> bytes:
    """The page (counted from 1) as a PNG image, ``width_px`` wide, as a reader would show it.

    Raises:
        Refused: the document cannot be opened, or has no such page.
    """
    options = ReadOptions()
    document, _ = open_document(data, max_bytes=options.max_bytes)
    try:
        if not 1 <= page <= len(document):
            raise Refused(f"Pas de page {page} : le document a {len(document)} page(s).")
        return _png(document[page - 1], min(max(width_px, 16), WIDEST), options.max_megapixels)
    except pdfium.PdfiumError as error:
        raise Refused(f"La page {page} est endommagée et ne peut être affichée.") from error
    finally:
        document.close()


def _png(page: pdfium.PdfPage, width_px: int, max_megapixels: float) -> bytes:
    width, height = page.get_size()
    scale = min(width_px / width, (max_megapixels * 1e6 / (width * height)) ** 0.5)
    image = page.render(scale=scale).to_pil()
    out = BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()
