"""What every ground owes, whatever its law."""

from __future__ import annotations

import re
from itertools import product
from math import prod

import pytest

from scoring.grounds import BY_CODE, GROUNDS, Ground, assess
from scoring.grounds.case import Case
from scoring.grounds.ground import SUBJECT_NAMES
from scoring.grounds.terms import Sense
from tests.scoring.makers import a_house
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Dossier
from vigie.domain.fact import FACT_NAMES, Facts
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import NOWHERE, Subject

# Every row of the reference that the grounds answer for.
REFERENCE = """
INO-1 INO-2 INO-3 INO-4 INO-5 INO-6 INO-7 INO-8 FEU-1 FEU-2 FEU-3 FEU-4 FEU-5 FEU-6
LIT-1 LIT-2 LIT-3 LIT-4 LIT-5 MON-1 ENV-1 ENV-2 ENV-3 ENV-4 ENV-5
AGR-1 AGR-2 AGR-3 AGR-4 AGR-5 RNU-1 RNU-2 RNU-3 PLU-1 PLU-2 PLU-3 PLU-4 PLU-5
ABF-1 ABF-2 AVI-1 AVI-2 COM-1 COM-2 COM-3 FOR-1 FOR-2 FOR-3 ARC-1 SEU-1 TAC-1 TAC-2 RET-1
MOD-1 TRF-1 DIV-1 CAB-1 CU-1
""".split()

grounds = pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.code)


def test_every_row_of_the_reference_is_a_ground() -> None:
    assert set(REFERENCE) <= set(BY_CODE)
    assert len(BY_CODE) == len(GROUNDS)


def test_every_theme_has_a_ground() -> None:
    assert {ground.theme for ground in GROUNDS} == set(Theme)
    assert set(SUBJECT_NAMES) == set(Subject)


@grounds
def test_ground_is_well_formed(ground: Ground) -> None:
    assert re.fullmatch(r"[A-Z]{2,3}-\d", ground.code)
    assert ground.strength in (1, 2, 3)
    assert 0 < ground.gravity <= 1
    assert ground.label
    assert ground.clears.endswith(".")
    assert ground.articles
    assert ground.facts or ground.subjects
    assert set(ground.facts) <= set(FACT_NAMES)


@grounds
def test_table_is_total_and_says_something(ground: Ground) -> None:
    assert len(ground.table.cells) == prod(len(enum) for enum in ground.table.enums)
    assert all(case in ground.table.cells for case in product(*ground.table.enums))
    verdicts = {
        cell[0] if isinstance(cell, tuple) else cell for cell in ground.table.cells.values()
    }
    assert verdicts & {Verdict.BREACH, Verdict.DOUBT}
    assert Verdict.NOT_APPLICABLE in verdicts or Verdict.CLEAR in verdicts
    if ground.table.enums[0] is Sense:
        denied = [cell for case, cell in ground.table.cells.items() if case[0] is Sense.DENIES]
        assert set(denied) == {Verdict.NOT_APPLICABLE}


@grounds
def test_reasons_can_be_written_for_any_case(ground: Ground) -> None:
    """The sentence of a verdict never fails, even on a dossier that did not cause it."""
    for dossier in (EMPTY, a_house(), a_house(NOWHERE)):
        case = Case(dossier)
        try:
            said = ground.because(case, Verdict.DOUBT)
        except TypeError:  # a sentence that quotes dates which its own table requires
            assert ground.code in {"TRA-1"}
            continue
        assert said.endswith((".", ")"))


EMPTY = Dossier("vide", Facts(), NOWHERE, Clock())


def test_a_dossier_without_anything_is_assessed() -> None:
    found = assess(EMPTY)
    assert found
    assert not any(f.verdict in (Verdict.BREACH, Verdict.CLEAR) for f in found)
    assert any(f.unread for f in found)
