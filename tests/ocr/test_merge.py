from __future__ import annotations

import pytest

from ocr.calibrate import Provenance, sure
from ocr.layout import Token
from ocr.merge import merged, segments
from ocr.spelling import mended


def line(*words: tuple[str, float]) -> list[Token]:
    return [Token(text, 10 * i, 0, 10 * i + 9, 10, c) for i, (text, c) in enumerate(words)]


def read(first: list[Token], second: list[Token]) -> str:
    return " ".join(token.text for token in merged(first, second))


def test_lines_are_cut_where_both_have_a_space():
    pairs = list(segments(line(("le", 1), ("per", 1), ("mis", 1)), line(("le", 1), ("permis", 1))))
    assert [([t.text for t in a], [t.text for t in b]) for a, b in pairs] == [
        (["le"], ["le"]),
        (["per", "mis"], ["permis"]),
    ]


@pytest.mark.parametrize(
    ("tesseract", "rapidocr", "kept"),
    [
        ([("pérmis", 0.86)], [("permis", 0.93)], "permis"),
        ([("permis", 0.9)], [("pernis", 0.57)], "permis"),
        ([("128", 0.9), ("m?", 0.4)], [("128", 1.0), ("m²", 0.9)], "128 m²"),
        ([("d'un", 0.88)], [("dun", 0.99)], "d'un"),
        ([("dune", 0.9)], [("d'une", 0.8)], "d'une"),
        ([("Anaïs", 0.88)], [("Anais", 0.96)], "Anaïs"),
        ([("2018", 0.9), (";", 0.9)], [("2018;", 0.8)], "2018 ;"),
        ([("Sa", 0.0), ("e", 0.1)], [("Saint-Exemple", 0.9)], "Saint-Exemple"),
    ],
)
def test_the_better_of_two_readings_is_kept(tesseract, rapidocr, kept):
    assert read(line(*tesseract), line(*rapidocr)) == kept


def test_what_one_engine_lost_at_the_end_of_a_line_is_not_weighed_against_its_last_word():
    first = line(("les", 0.95), ("pé", 0.4))
    second = line(("les", 1.0), ("petits", 0.6), ("bassins", 0.5), ("de", 0.9))
    assert read(first, second) == "les petits bassins de"


def test_an_unsure_word_becomes_the_word_of_the_trade_that_it_nearly_is():
    unsure, sure_one = line(("territoríales.", 0.3), ("territoríales.", 0.9))
    assert mended([unsure, sure_one])[0].text == "territoriales."
    assert mended([unsure, sure_one])[0].printed == "territoríales."
    assert mended([unsure, sure_one])[1].text == "territoríales."


@pytest.mark.parametrize("read_as", ["Pernis", "2018", "zzzzzzz", "pos"])
def test_names_numbers_and_short_words_are_left_as_they_were_read(read_as):
    assert mended(line((read_as, 0.1)))[0].text == read_as


def test_agreement_makes_a_doubtful_word_nearly_certain():
    (word,) = merged(line(("arrêté", 0.3)), line(("arrêté", 0.4)))
    assert word.confidence > 0.9


@pytest.mark.parametrize("provenance", Provenance)
def test_confidence_grows_with_the_engine_s_own_and_stays_a_chance(provenance):
    steps = [sure(provenance, n / 50) for n in range(-5, 56)]
    assert steps == sorted(steps)
    assert 0 <= steps[0] <= steps[-1] <= 1
