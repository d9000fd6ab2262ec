"""The map of an act: its data, its legend, the same in words, and no address but ours."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from shapely.geometry import box

from api.app import BACKGROUND, create_app
from api.geo import feature_collection, in_words, scene, whereabouts
from api.map_families import FAMILIES, PLANNING, RISKS, family_of
from features.places.around import Around, frame_of, seen_from
from tests.api.memory import MemoryDesk, a_place, an_act
from vigie.domain.place import Place, Regime, Subject
from vigie.settings import Settings

PATTERNS = Path("api/templates/parts/map_patterns.html")


def shown(place: Place) -> Around:
    assert place.geometry is not None
    return Around(frame_of(place.geometry), seen_from(place.geometry, place.zones))


def client(tmp_path: Path, **settings: object) -> TestClient:
    made = Settings(home=tmp_path, **settings)  # type: ignore[arg-type]
    return TestClient(create_app(made, desk=MemoryDesk([an_act(1)])))


def test_every_family_has_a_pattern_of_its_own() -> None:
    drawn = re.findall(r'<pattern id="motif-([\w-]+)"', PATTERNS.read_text("utf-8"))
    assert set(drawn) == {family.key for family in FAMILIES}
    assert len(drawn) == len(set(drawn))


@pytest.mark.parametrize("regime", list(Regime))
def test_every_regime_has_words_of_its_own(regime: Regime) -> None:
    zone = replace(a_place().zones[0], regime=regime.value)
    others = {
        family_of(replace(zone, regime=other.value)).words for other in Regime if other != regime
    }
    assert family_of(zone).words not in others


@pytest.mark.parametrize(
    ("typezone", "key"),
    [("U", "plu-u"), ("AUc", "plu-au"), ("AUs", "plu-au"), ("A", "plu-a"), ("Nh", "plu-n")],
)
def test_zones_of_a_plu_are_told_apart_by_their_type(typezone: str, key: str) -> None:
    zone = replace(a_place().zones[0], subject=Subject.PLU, regime=typezone)
    assert family_of(zone).key == key


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((741040, 6243030, 741100, 6243100), "touche le terrain, au nord-est"),
        ((741000, 6243130, 741040, 6243200), "à 100\u00a0m, au nord"),
        ((740900, 6243000, 740950, 6243030), "à 50\u00a0m, à l'ouest"),
        ((741000, 6242700, 741040, 6242800), "à 200\u00a0m, au sud"),
        ((740000, 6242000, 741020, 6244000), "sur 50\u00a0% du terrain"),
    ],
)
def test_where_a_zone_is_is_told_in_words(
    bounds: tuple[float, float, float, float], words: str
) -> None:
    place = a_place()
    zone = replace(place.zones[0], geometry=box(*bounds))
    (seen,) = shown(replace(place, zones=(zone,))).zones
    assert place.geometry is not None
    assert whereabouts(seen, place.geometry) == words


def test_the_words_say_every_zone_that_is_drawn() -> None:
    place = a_place()
    seen = scene(place, shown(place))
    assert seen is not None
    drawn = [f for f in feature_collection(seen)["features"] if f["properties"]["kind"] == "zone"]
    assert {f["properties"]["label"] for f in drawn} == {s.name for s in in_words(seen)}
    assert [s.name for s in in_words(seen)] == ["Rn", "Bu"]


def test_risk_plans_are_shown_first_else_the_plan_of_the_commune() -> None:
    place = a_place()
    urban = replace(place.zones[0], subject=Subject.PLU, regime="U", code="UA")
    both = scene(place, shown(replace(place, zones=(*place.zones, urban))))
    alone = scene(place, shown(replace(place, zones=(urban,))))
    assert feature_collection(both)["shown_first"] == RISKS
    assert feature_collection(alone)["shown_first"] == PLANNING


def test_the_page_shows_legend_and_words_without_any_script(tmp_path: Path) -> None:
    html = client(tmp_path).get("/actes/act-001").text
    assert "url(#motif-interdiction)" in html
    assert "url(#motif-prescription)" in html
    assert "url(#motif-plu-n)" not in html
    assert "La carte en mots" in html
    assert "sur 75\u00a0% du terrain" in html


def test_no_address_but_ours_unless_the_setting_allows_it(tmp_path: Path) -> None:
    at_home = client(tmp_path).get("/actes/act-001")
    assert "data-background" not in at_home.text
    assert BACKGROUND not in at_home.headers["content-security-policy"]
    allowed = client(tmp_path, ign_background=True).get("/actes/act-001")
    assert 'data-background="ign"' in allowed.text
    assert f"img-src 'self' {BACKGROUND}" in allowed.headers["content-security-policy"]
    assert "data.geopf.fr" in allowed.text
