"""A span of the joined text leads back to the words that carry it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_page
from vigie.domain.text import Text

lines = st.lists(
    st.lists(st.text("abcéÀ1", min_size=1, max_size=6), min_size=1, max_size=5).map(" ".join),
    min_size=1,
    max_size=5,
)


def test_text_joins_pages_and_lines():
    text = Text.of([a_page("ARRÊTÉ accordant\nun permis"), a_page("Article 1", number=2)])
    assert text.string == "ARRÊTÉ accordant\nun permis\nArticle 1"


def test_evidence_names_the_page_the_box_and_the_words():
    text = Text.of([a_page("rien ici"), a_page("Fait le 12 mai 2026", number=2)])
    start = text.string.index("12 mai")
    (evidence,) = text.evidence(start, start + len("12 mai"))
    assert (evidence.page, evidence.text) == (2, "12 mai")
    assert evidence.box.x0 == 50 + 6 * len("Fait le ")


def test_evidence_over_two_lines_is_two_boxes():
    text = Text.of([a_page("PC 034 150\n24 V0036")])
    assert [e.text for e in text.evidence(0, len(text.string))] == ["PC 034 150", "24 V0036"]


def test_confidence_of_a_span_is_that_of_its_weakest_word():
    text = Text.of([a_page("sûr", confidence=0.9), a_page("douteux", number=2, confidence=0.4)])
    assert text.confidence(0, len(text.string)) == 0.4
    assert text.confidence(0, 3) == 0.9


@given(lines, st.data())
def test_every_word_is_found_back_from_its_own_span(rows, data):
    text = Text.of([a_page("\n".join(rows))])
    index = data.draw(st.integers(0, len(text.words) - 1))
    start = text.starts[index]
    end = start + len(text.words[index].text)
    assert text.string[start:end] == text.words[index].text
    assert list(text.word_range(start, end)) == [index]
    assert "".join(text.string.split()) == "".join("".join(rows).split())
