"""Plain arrêtés as real PDF files, made for tests: fictional, one page, native text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LINES = """RÉPUBLIQUE FRANÇAISE
COMMUNE DE MÈZE
ARRÊTÉ ACCORDANT UN PERMIS DE CONSTRUIRE
au nom de la commune
Dossier n° PC 034 157 24 V{index:04}
Demande déposée le 05/03/2024
Nature des travaux : construction d'une maison individuelle
Surface de plancher créée : {area} m²
Terrain : section CA n° {index}
Le Maire,
Vu la demande de permis de construire susvisée ;
Vu le code de l'urbanisme, notamment ses articles L. 421-1 et suivants ;
ARRÊTE
Article 1 : Le permis de construire est ACCORDÉ pour le projet décrit dans la demande.
Fait à Mèze, le {day:02} mai 2024
Le Maire"""


def an_act(index: int) -> bytes:
    """The same index gives the same bytes; another gives another dossier."""
    text = LINES.format(index=index, area=80 + index, day=1 + index % 28)
    sink = BytesIO()
    canvas = Canvas(sink, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    for row, line in enumerate(text.split("\n")):
        canvas.drawString(60, 780 - 22 * row, line)
    canvas.save()
    return sink.getvalue()


def write_acts(folder: Path, count: int) -> Path:
    """A folder of acts."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        (folder / f"PC_{index:04}.pdf").write_bytes(an_act(index))
    return folder
