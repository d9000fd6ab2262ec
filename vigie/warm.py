"""What reading a document needs, loaded by importing this: readers are forked from one that did.

Loading the French language model takes far longer than reading an act does.
"""

import gc

from features.facts.extract import extract
from ocr import engines, read  # noqa: F401 - loaded, nothing more
from vigie.domain.page import Box, Page, PageKind, PageSource, Reading, Word

ACT = """ARRÊTÉ
accordant un permis de construire
LE MAIRE de Vigie,
Vu la demande présentée le 2 mars 2026 par Untel Quidam ;
Vu l'avis favorable du gestionnaire du réseau ;
ARRÊTE
Article 1 : le permis de construire est accordé pour une maison individuelle."""


def _page(text: str) -> Page:
    words = tuple(
        Word(word, Box(50 + 60 * column, 60 + 14 * row, 100 + 60 * column, 72 + 14 * row), 1, row)
        for row, line in enumerate(text.split("\n"))
        for column, word in enumerate(line.split())
    )
    return Page(1, 595, 842, PageSource.NATIVE, PageKind.NATIVE, "", 1, words)


extract(Reading("0" * 64, (_page(ACT),)))
gc.freeze()  # what is loaded stays: no reader looks for garbage in it
