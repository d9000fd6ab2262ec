from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.layout import Token
from ocr.place import after, inverse, mapped, quarter_turn, without_doubles


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.floats(0, 500),
    st.floats(0, 700),
    st.floats(1, 90),
    st.floats(1, 90),
)
def test_turning_a_page_and_turning_it_back_changes_no_box(turn, x, y, width, height):
    token = Token("mot", x, y, x + width, y + height)
    there = quarter_turn(turn, 595, 842)
    (shown,) = mapped([token], there)
    assert shown.x0 >= -1e-6
    assert shown.top >= -1e-6
    (back,) = mapped([shown], inverse(there))
    assert back[1:5] == pytest.approx(token[1:5], abs=1e-6)


def test_a_turn_clockwise_takes_the_top_left_to_the_top_right():
    (token,) = mapped([Token("a", 0, 0, 10, 20)], quarter_turn(90, 100, 200))
    assert token[1:5] == pytest.approx((180, 0, 200, 10))


def test_maps_follow_each_other():
    whole = after(quarter_turn(90, 100, 200), quarter_turn(270, 200, 100))
    assert mapped([Token("a", 3, 5, 10, 20)], whole)[0][1:5] == pytest.approx((3, 5, 10, 20))


def test_words_that_stand_on_a_kept_word_are_dropped():
    kept = [[Token("exact", 100, 10, 150, 22)]]
    read = [[Token("exart", 101, 12, 149, 20), Token("suite", 160, 10, 200, 22)]]
    assert [[t.text for t in run] for run in without_doubles(read, kept)] == [["suite"]]
