"""The picture of a page: the scan itself where it is the page, else a rendering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocr.look import Image, PageLook
from ocr.native import Frame
from ocr.place import Affine

Pixels = npt.NDArray[np.uint8]

SCAN_DPI = (120, 330)  # of a scan that is taken as it is
MARGIN = 0.02  # of the page that a scan may leave bare or overhang
POINTS = 72.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey image, and the map from its pixels to points on the page as shown."""

    grey: Pixels
    to_points: Affine
    dpi: float
    is_scan: bool  # the embedded image itself, not a rendering


def page_picture(
    page: pdfium.PdfPage, look: PageLook, frame: Frame, *, dpi: int, max_megapixels: float
) -> Picture:
    """The page in grey, at ``dpi`` unless the scan has its own resolution."""
    image = _whole_page_scan(look, frame)
    if image is not None:
        picture = _extracted(page, image, frame, max_megapixels)
        if picture is not None:
            return picture
    return rendered(page, frame, dpi=dpi, max_megapixels=max_megapixels)


def rendered(page: pdfium.PdfPage, frame: Frame, *, dpi: float, max_megapixels: float) -> Picture:
    """The page rendered in grey; the resolution is lowered to stay within the pixel budget."""
    scale = dpi / POINTS
    area = max(frame.width * frame.height, 1.0)
    scale = min(
        scale, (max_megapixels * 1e6 / area) ** 0.5, 30_000 / max(frame.width, frame.height)
    )
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    grey = _grey(bitmap.to_numpy())
    height, width = grey.shape
    to_points = np.array([[frame.width / width, 0, 0], [0, frame.height / height, 0]], float)
    return Picture(grey, to_points, scale * POINTS, is_scan=False)


def _whole_page_scan(look: PageLook, frame: Frame) -> Image | None:
    """The one image that is the whole page, when nothing else is printed on it."""
    if len(look.images) != 1 or look.paths or (look.text.letters and look.hidden < 1.0):
        return None
    image = look.images[0]
    width, height = frame.right - frame.left, frame.top - frame.bottom
    off = max(
        abs(image.left - frame.left) / width,
        abs(image.right - frame.right) / width,
        abs(image.bottom - frame.bottom) / height,
        abs(image.top - frame.top) / height,
    )
    return image if image.upright and off < MARGIN else None


def _extracted(
    page: pdfium.PdfPage, image: Image, frame: Frame, max_megapixels: float
) -> Picture | None:
    """The pixels of the scan; None when they are not certain to be what the page shows."""
    wrapped: Any = pdfium.PdfImage(image.handle, page=page)
    try:
        width, height = wrapped.get_px_size()
    except pdfium.PdfiumError:
        return None
    dpi = POINTS * width / (image.right - image.left)
    down = POINTS * height / (image.top - image.bottom)
    fits = SCAN_DPI[0] <= dpi <= SCAN_DPI[1] and abs(down / dpi - 1) < 0.03
    if not fits or width * height > max_megapixels * 1e6 or _has_mask(wrapped):
        return None
    try:
        grey = _grey(wrapped.get_bitmap(render=False).to_numpy())
    except (pdfium.PdfiumError, ValueError, RuntimeError):
        return None
    if grey.shape != (height, width):
        return None
    turns = frame.rotation // 90
    left, top, right, bottom = frame.box(image.left, image.bottom, image.right, image.top)
    grey = np.ascontiguousarray(np.rot90(grey, -turns)) if turns else grey
    rows, columns = grey.shape
    to_points = np.array(
        [[(right - left) / columns, 0, left], [0, (bottom - top) / rows, top]], float
    )
    return Picture(grey, to_points, dpi, is_scan=True)


def _has_mask(image: Any) -> bool:
    """An image drawn through a mask, or itself a mask, does not look like its pixels."""
    meta = image.get_metadata()
    unknown = meta.colorspace == pdfium_c.FPDF_COLORSPACE_UNKNOWN
    return bool(meta.bits_per_pixel == 0 or (unknown and meta.bits_per_pixel == 1))


def _grey(pixels: npt.NDArray[Any]) -> Pixels:
    if pixels.ndim == 2:
        return np.ascontiguousarray(pixels)
    if pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    code = cv2.COLOR_BGRA2GRAY if pixels.shape[2] == 4 else cv2.COLOR_BGR2GRAY
    return np.asarray(cv2.cvtColor(pixels, code), dtype=np.uint8)
