from enum import Enum

import pytest

from scoring.grounds.table import ANY, TableError, decision_table


class Colour(Enum):
    RED = 1
    BLUE = 2


class Size(Enum):
    SMALL = 1
    LARGE = 2


def test_first_row_that_fits_answers() -> None:
    table = decision_table(
        {(Colour.RED, ANY): "a", (ANY, Size.SMALL): "b", (ANY, ANY): "c"}, Colour, Size
    )
    assert table[(Colour.RED, Size.SMALL)] == "a"
    assert table[(Colour.BLUE, Size.SMALL)] == "b"
    assert table[(Colour.BLUE, Size.LARGE)] == "c"


def test_missing_cell_fails() -> None:
    with pytest.raises(TableError, match="no row answers"):
        decision_table({(Colour.RED, ANY): 1, (Colour.BLUE, Size.SMALL): 2}, Colour, Size)


def test_row_that_never_answers_fails() -> None:
    with pytest.raises(TableError, match="never answers"):
        decision_table({(ANY, ANY): 1, (Colour.RED, ANY): 2}, Colour, Size)


def test_foreign_value_or_width_fails() -> None:
    with pytest.raises(TableError, match="not of Size"):
        decision_table({(ANY, Colour.RED): 1, (ANY, ANY): 2}, Colour, Size)
    with pytest.raises(TableError, match="columns"):
        decision_table({(ANY,): 1}, Colour, Size)


def test_set_of_members_fits_each() -> None:
    both = frozenset({Size.SMALL, Size.LARGE})
    table = decision_table({(Colour.RED, both): 1, (Colour.BLUE, both): 2}, Colour, Size)
    assert table.cells[(Colour.BLUE, Size.LARGE)] == 2
