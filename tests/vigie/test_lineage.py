"""Acts are tied to the one that they bear on, whichever of them arrives first."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from ingest.receive import receive
from tests.vigie.chain import NUMBER, a_pdf, a_store, process
from vigie.store import acts

BASE = {
    "dossier_number": NUMBER,
    "stage": "initial",
    "act_type": "PC",
    "commune_insee": "34150",
    "decided_on": "2024-11-12",
}
NEIGHBOUR = {**BASE, "dossier_number": "PC 034150 24 V0037"}


def following(stage: str, text: str, number: str | None = None) -> dict[str, Any]:
    own = {} if number is None else {"dossier_number": number}
    told = {"stage": stage, "decided_on": "2025-01-30", "commune_insee": "34150", "text": text}
    return {**own, "act_type": "PC", **told}


BY_NUMBER = following(
    "retrait", f"Vu le permis de construire n° {NUMBER} accordé ;", "PC 034150 25 V0002"
)
BY_DAY = following("prorogation", "Vu l'arrêté du 12 novembre 2024 accordant le permis ;")
BY_SUFFIX = following("modificatif", "Vu la demande ;", f"{NUMBER} M01")


def ties(folder: Path, *arriving: dict[str, Any]) -> dict[tuple[str, str], str]:
    """How each act sees each other one, by the stage of both."""
    store = a_store(folder)
    for act in arriving:
        receive(store, a_pdf(dict(act)), name="a.pdf")
        process(store)
    names = {one.act_id: _name(one.dossier.facts) for one in acts.iterate(store)}
    found = {
        (names[one.act_id], names[tied.act_id]): tied.tie
        for one in acts.iterate(store)
        for tied in one.dossier.related
    }
    store.close()
    return found


def _name(facts: Any) -> str:
    neighbour = facts.dossier_number and facts.dossier_number.value == "PC 034150 24 V0037"
    return "neighbour" if neighbour else str(facts.stage.value)


@pytest.mark.parametrize("late", [False, True], ids=["base first", "base last"])
@pytest.mark.parametrize(
    "follower", [BY_NUMBER, BY_DAY, BY_SUFFIX], ids=["number", "day", "suffix"]
)
def test_what_follows_an_act_is_tied_to_it(
    tmp_path: Path, follower: dict[str, Any], late: bool
) -> None:
    arriving = (follower, BASE) if late else (BASE, follower)
    stage = follower["stage"]
    expected = {("initial", stage): stage, (stage, "initial"): "base"}
    assert ties(tmp_path, *arriving) == expected


def test_a_day_that_several_dossiers_share_ties_none(tmp_path: Path) -> None:
    for number, order in enumerate(itertools.permutations((BASE, NEIGHBOUR, BY_DAY))):
        assert ties(tmp_path / str(number), *order) == {}


def test_a_number_goes_before_a_day(tmp_path: Path) -> None:
    text = "Vu l'arrêté n° PC 034150 24 V0037 du 12 novembre 2024 accordant le permis ;"
    follower = following("retrait", text)
    for number, order in enumerate(itertools.permutations((BASE, NEIGHBOUR, follower))):
        assert ties(tmp_path / str(number), *order) == {
            ("neighbour", "retrait"): "retrait",
            ("retrait", "neighbour"): "base",
        }


@pytest.mark.parametrize("other", [{"act_type": "DP"}, {"commune_insee": "34003"}])
def test_a_day_ties_no_act_of_another_type_or_commune(
    tmp_path: Path, other: dict[str, str]
) -> None:
    assert ties(tmp_path, {**BASE, **other}, BY_DAY) == {}


def test_acts_on_the_same_parcels_are_tied(tmp_path: Path) -> None:
    land = {"parcels": ["34150000CA0221"]}
    found = ties(tmp_path, {**BASE, **land}, {**NEIGHBOUR, **land, "decided_on": "2025-03-02"})
    assert set(found.values()) == {"same_parcel"}
    assert len(found) == 2
