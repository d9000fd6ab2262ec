"""Text of pages: how sure a span is."""

from vigie.domain.page import Box, Page, PageKind, PageSource, Word
from vigie.domain.text import Text


def a_text(*words: tuple[str, float]) -> Text:
    placed = tuple(
        Word(text, Box(10.0 * i, 0.0, 10.0 * i + 9, 10.0), confidence, 0)
        for i, (text, confidence) in enumerate(words)
    )
    page = Page(1, 595.0, 842.0, PageSource.OCR, PageKind.IMAGE, "", 0.9, placed)
    return Text.of([page])


def test_a_wording_is_as_sure_as_its_long_words() -> None:
    text = a_text(("|", 0.3), ("Le", 0.9), ("permis", 0.95), ("est", 0.36), ("ACCORDÉ", 0.93))
    end = len(text.string)
    assert text.confidence(0, end) == 0.3
    assert text.wording(0, end) == 0.93
    assert text.wording(0, len("| Le")) == 0.3  # without a long word, all count


def test_a_long_word_read_badly_makes_a_wording_unsure() -> None:
    text = a_text(("permis", 0.95), ("refuse", 0.31))
    assert text.wording(0, len(text.string)) == 0.31
