"""Real typewritten pages with their text by hand, where VIGIE_REAL_DATA names a folder of them."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from defusedxml import ElementTree as SafeTree
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

FOLDER = "ocr_groundtruth"
LONGER = 842.0  # points: the pages are taken for A4
HAND = "Handwritten"


def names() -> list[str]:
    """The pages found, by the path of their image; none without the folder."""
    root = os.environ.get("VIGIE_REAL_DATA")
    if root is None:
        return []
    images = sorted((Path(root) / FOLDER).rglob("*.jpg"))
    return [str(path) for path in images if path.with_suffix(".xml").exists()]


def page_pdf(name: str) -> tuple[bytes, tuple[str, ...]]:
    """The scan as a PDF of one page, and its typed or printed lines."""
    path = Path(name)
    with Image.open(path) as image:
        scale = LONGER / max(image.size)
        size = (scale * image.width, scale * image.height)
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.drawImage(ImageReader(str(path)), 0, 0, *size)
    canvas.save()
    return out.getvalue(), _typed_lines(path.with_suffix(".xml"))


def _typed_lines(path: Path) -> tuple[str, ...]:
    """The lines of an ALTO file that no hand wrote."""
    tree = SafeTree.parse(path)
    labels = {tag.get("ID"): tag.get("LABEL", "") for tag in tree.iterfind(".//{*}OtherTag")}
    rows = [
        (labels.get(line.get("TAGREFS"), ""), line.find("{*}String"))
        for line in tree.iterfind(".//{*}TextLine")
    ]
    return tuple(
        text.get("CONTENT", "") for label, text in rows if HAND not in label and text is not None
    )
