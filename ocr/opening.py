"""From bytes to an open document: PDFium, then a re-save by pikepdf and PDFium again."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from vigie.errors import Refused

HEADER_WITHIN = 1024  # bytes before which a reader looks for the header
KINDS = {
    b"PK\x03\x04": "une archive ZIP ou un document bureautique (.docx, .odt, .xlsx)",
    b"\xd0\xcf\x11\xe0": "un ancien document Office (.doc, .xls)",
    b"\xff\xd8\xff": "une image JPEG",
    b"\x89PNG": "une image PNG",
    b"II*\x00": "une image TIFF",
    b"MM\x00*": "une image TIFF",
    b"{\\rtf": "un document RTF",
    b"\x1f\x8b": "une archive gzip",
    b"<?xml": "un fichier XML",
    b"<!DOC": "une page HTML",
    b"<html": "une page HTML",
}
ENCRYPTED = (
    "PDF protégé par un mot de passe : demander à l'expéditeur un exemplaire sans protection."
)


class Damaged(Refused):
    """Neither PDFium nor pikepdf can open it; its text may still be read."""


def open_document(data: bytes, *, max_bytes: int) -> tuple[pdfium.PdfDocument, tuple[str, ...]]:
    """The document and what was mended in it, in French.

    Raises:
        Damaged: beyond repair.
        Refused: empty, too large, not a PDF, or encrypted.
    """
    _check_bytes(data, max_bytes)
    try:
        return _opened(data), ()
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise Refused(ENCRYPTED) from error
    resaved = resave(data)
    try:
        return _opened(resaved), ("Fichier endommagé, réparé avant lecture.",)
    except pdfium.PdfiumError as error:
        raise Damaged(
            "PDF endommagé ou tronqué, illisible même après réparation : redemander le fichier."
        ) from error


def resave(data: bytes) -> bytes:
    """The document written anew by pikepdf.

    Raises:
        Damaged: beyond repair.
        Refused: encrypted.
    """
    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(data)) as document:
            document.save(out)
    except pikepdf.PasswordError as error:
        raise Refused(ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise Damaged(
            "PDF endommagé ou tronqué, illisible : redemander le fichier à l'expéditeur."
        ) from error
    return out.getvalue()


def _opened(data: bytes) -> pdfium.PdfDocument:
    document = pdfium.PdfDocument(data)
    if len(document) == 0:
        document.close()
        raise pdfium.PdfiumError("no page")
    return document


def _check_bytes(data: bytes, max_bytes: int) -> None:
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("Fichier vide : redemander le fichier à l'expéditeur.")
    if len(data) > max_bytes:
        raise Refused(
            f"Fichier de {len(data) / 1e6:.0f} Mo, au-delà de la limite de {max_bytes / 1e6:.0f} "
            "Mo : le découper ou l'alléger."
        )
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        found = next((name for magic, name in KINDS.items() if data.startswith(magic)), None)
        what = f"c'est {found}" if found else "contenu inconnu"
        if b"%PDF-" not in data and b"startxref" not in data:
            raise Refused(f"Ce n'est pas un PDF ({what}) : transmettre l'acte en PDF.")
