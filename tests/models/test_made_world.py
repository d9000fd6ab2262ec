"""The made world of the benchmark: the same each time, judged by the product, drawn without it."""

import ast
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks.models import world as made_world
from benchmarks.models.acts import draw_acts
from benchmarks.models.causes import causes
from benchmarks.models.communes import make_towns
from benchmarks.models.world import judge
from features.catalogue import FEATURES

DRAWN = ("acts", "causes", "communes", "land", "projects", "reading", "reviews", "words")
GROUND_OF = {
    "farm dwelling": {"AGR-1", "AGR-2"},
    "no ABF": {"ABF-1"},
    "agent": {"COM-1"},
    "red zone": {"INO-1", "INO-2"},
    "split": {"DIV-1"},
}


@pytest.fixture(scope="module")
def acts():
    return draw_acts(make_towns(3), days=365, count=6000, seed=3)


@pytest.mark.parametrize("name", DRAWN)
def test_what_draws_the_world_knows_neither_grounds_nor_features(name):
    source = (Path(made_world.__file__).parent / f"{name}.py").read_text(encoding="utf-8")
    used = [
        (node.module or "").split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
    ]
    assert not {"features", "scoring", "models", "ingest"} & set(used)


def test_the_same_seed_gives_the_same_numbers(acts):
    again = draw_acts(make_towns(3), days=365, count=6000, seed=3)
    assert again == acts
    first, second = judge(acts[:40], 3), judge(again[:40], 3)
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one.numbers, other.numbers, equal_nan=True)
        assert (one.text, one.rules, one.against) == (other.text, other.rules, other.against)
    assert len(first[0].numbers) == len(FEATURES)


def test_about_three_acts_in_a_hundred_are_unlawful_by_what_shows(acts):
    expected = sum(1 - np.prod([1 - p for _, p in causes(act)]) for act in acts) / len(acts)
    assert 0.02 < expected < 0.045


def test_the_product_finds_most_of_what_its_grounds_look_for(acts):
    """On what was read and placed; a tenth of the acts or so is not. Few cases tell nothing."""
    planted = [(act, {name for name, p in causes(act) if p > 0.25}) for act in acts]
    wanted = [(act, names & GROUND_OF.keys()) for act, names in planted if names & GROUND_OF.keys()]
    found, every = Counter(), Counter()
    for (_, names), judged in zip(wanted, judge([act for act, _ in wanted], 3), strict=True):
        for name in names:
            every[name] += 1
            found[name] += bool(GROUND_OF[name] & set(judged.against))
    assert {
        name: found[name] / many
        for name, many in every.items()
        if many >= 10 and found[name] < 0.6 * many
    } == {}
    assert sum(found.values()) >= 0.7 * sum(every.values())
    assert sum(every.values()) > 40
