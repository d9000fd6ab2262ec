from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scoring.grounds import assess
from tests.scoring.makers import a_house, a_place, a_zone
from vigie.domain.dossier import Dossier
from vigie.domain.evidence import PageEvidence, ZoneEvidence
from vigie.domain.fact import (
    ActType,
    Decision,
    Destination,
    Opinion,
    OpinionBody,
    OpinionSense,
    RiskZoneCited,
    Stage,
    WorksKind,
)
from vigie.domain.finding import Finding, Verdict
from vigie.domain.place import NOWHERE, Precision, Regime, Subject

RED = a_place(a_zone())
BLUE = a_place(a_zone(regime=Regime.PRESCRIPTION.value, code="BU"))
NO_FLOOD_LAYER = a_place(surveyed=frozenset(Subject) - {Subject.FLOOD_PLAN})


def found(dossier: Dossier, code: str) -> Finding | None:
    return next((f for f in assess(dossier) if f.ground == code), None)


def verdict(dossier: Dossier, code: str) -> Verdict | None:
    finding = found(dossier, code)
    return finding.verdict if finding else None


def test_house_in_red_zone_is_a_breach_with_its_evidence() -> None:
    finding = found(a_house(RED), "INO-1")
    assert finding is not None
    assert (finding.verdict, finding.strength) == (Verdict.BREACH, 3)
    assert "zone R du plan 34DDTM20040012 sur 90 % du terrain" in finding.because
    assert "L562-1" in finding.article
    assert finding.clears
    assert any(isinstance(e, PageEvidence) for e in finding.evidence)
    assert (
        ZoneEvidence("couche d'essai", "34DDTM20040012", "R", 0.9, date(2012, 1, 25))
        in finding.evidence
    )
    assert assess(a_house(RED))[0] == finding


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PPRI de la Mosson", "zone R du PPRI de la Mosson sur"),
        ("Basse vallée", "zone R du plan « Basse vallée » sur"),
    ],
)
def test_a_reason_names_the_plan(name: str, said: str) -> None:
    finding = found(a_house(a_place(replace(a_zone(), plan_name=name))), "INO-1")
    assert finding is not None
    assert said in finding.because
    (zone,) = (e for e in finding.evidence if isinstance(e, ZoneEvidence))
    assert zone.plan_words == name


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"decision": Decision.REFUSED}, None),
        ({"decision": Decision.TACIT}, Verdict.BREACH),
        ({"decision": Decision.NON_OPPOSITION, "act_type": ActType.DP}, Verdict.BREACH),
        ({"decision": Decision.POSITIVE, "act_type": ActType.CUB}, Verdict.BREACH),
        ({"decision": None}, Verdict.DOUBT),
        ({"decision": Decision.UNKNOWN}, Verdict.DOUBT),
        ({"stage": Stage.TRANSFERT}, None),
        ({"works_kinds": (WorksKind.FENCE,), "dwellings_created": None}, None),
        ({"works_kinds": (WorksKind.CHANGE_OF_USE,)}, Verdict.BREACH),
        ({"works_kinds": (WorksKind.CAMPING,), "dwellings_created": None}, Verdict.BREACH),
        (
            {
                "works_kinds": (WorksKind.NEW_BUILDING,),
                "destination": Destination.COMMERCE,
                "dwellings_created": None,
            },
            Verdict.BREACH,
        ),
        ({"works_kinds": (WorksKind.FARM_BUILDING,), "dwellings_created": None}, Verdict.DOUBT),
        ({"works_kinds": None, "dwellings_created": None}, Verdict.DOUBT),
    ],
)
def test_red_zone_by_act(changes: dict[str, Any], expected: Verdict | None) -> None:
    assert verdict(a_house(RED, **changes), "INO-1") is expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (a_place(), Verdict.CLEAR),
        (BLUE, Verdict.CLEAR),
        (a_place(a_zone(regime=Regime.PRESCRIPTION_OUTSIDE_HAZARD.value)), Verdict.CLEAR),
        (a_place(a_zone(share=0.2)), Verdict.DOUBT),
        (a_place(a_zone(share=0.01)), Verdict.CLEAR),
        (a_place(a_zone(), precision=Precision.ADDRESS), Verdict.DOUBT),
        (a_place(a_zone(regime=Regime.UNKNOWN.value)), Verdict.UNKNOWN),
        (a_place(a_zone(regime="??")), Verdict.UNKNOWN),
        (NOWHERE, Verdict.UNKNOWN),
        (NO_FLOOD_LAYER, Verdict.UNKNOWN),
        (a_place(missing=("34150000CA0222",)), Verdict.UNKNOWN),
        (a_place(a_zone(regime=Regime.STRICT_INTERDICTION.value)), Verdict.BREACH),
    ],
)
def test_house_by_land(place: Any, expected: Verdict) -> None:
    assert verdict(a_house(place), "INO-1") is expected


def test_two_red_zones_add_up_and_the_letter_never_decides() -> None:
    split = a_place(a_zone(share=0.3, code="Rn"), a_zone(share=0.3, code="Ru"))
    assert verdict(a_house(split), "INO-1") is Verdict.BREACH
    blue_named_red = a_place(a_zone(regime=Regime.PRESCRIPTION.value, code="RU"))
    assert verdict(a_house(blue_named_red), "INO-1") is Verdict.CLEAR


def test_no_room_left_outside_the_red_zone() -> None:
    place = a_place(a_zone(share=0.4), area_m2=200.0)
    assert verdict(a_house(place, footprint_m2=150.0), "INO-1") is Verdict.BREACH
    assert verdict(a_house(place, footprint_m2=80.0), "INO-1") is Verdict.DOUBT


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("R", Verdict.DOUBT),
        ("Rn", Verdict.DOUBT),
        ("rouge", Verdict.DOUBT),
        ("zone rouge RU", Verdict.DOUBT),
        ("F-NU", Verdict.DOUBT),
        ("R-U", Verdict.UNKNOWN),
        ("BU", Verdict.UNKNOWN),
        ("Z1", Verdict.UNKNOWN),
    ],
)
def test_red_zone_cited_without_a_layer_is_a_doubt(zone: str, expected: Verdict) -> None:
    dossier = a_house(NO_FLOOD_LAYER, risk_zones_cited=(RiskZoneCited("PPRI", zone),))
    assert verdict(dossier, "INO-1") is expected


def test_unplaced_land_is_named_as_unread() -> None:
    finding = found(a_house(NOWHERE), "INO-1")
    assert finding is not None
    assert finding.unread == ("l'emplacement du terrain",)
    layer = found(a_house(NO_FLOOD_LAYER), "INO-1")
    assert layer is not None
    assert layer.unread == ()
    assert "risques d'inondation" in layer.because


def test_exception_of_the_plan_is_a_doubt() -> None:
    dossier = a_house(RED, text="Vu la reconstruction à l'identique du bâtiment existant")
    assert verdict(dossier, "INO-1") is Verdict.DOUBT


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"works_kinds": (WorksKind.EXTENSION,), "floor_area_created_m2": 60.0},
            (Verdict.BREACH, 2),
        ),
        (
            {"works_kinds": (WorksKind.EXTENSION,), "floor_area_created_m2": 15.0},
            (Verdict.DOUBT, 1),
        ),
        (
            {"works_kinds": (WorksKind.EXTENSION,), "floor_area_created_m2": None},
            (Verdict.DOUBT, 2),
        ),
        (
            {"works_kinds": (WorksKind.EXTENSION,), "dwellings_created": 1},
            (Verdict.BREACH, 3),
        ),
        (
            {"works_kinds": (WorksKind.CHANGE_OF_USE,), "destination": Destination.TOURISM},
            (Verdict.BREACH, 2),
        ),
    ],
)
def test_works_on_existing_building_in_red_zone(
    changes: dict[str, Any], expected: tuple[Verdict, int]
) -> None:
    finding = found(a_house(RED, **{"dwellings_created": None, **changes}), "INO-2")
    assert finding is not None
    assert (finding.verdict, finding.strength) == expected


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("Rien.", None, Verdict.DOUBT),
        ("La sous-face du premier plancher sera calée à la cote PHE + 30 cm", None, Verdict.CLEAR),
        ("Le plancher bas sera à 3,40 m N.G.F.", None, Verdict.CLEAR),
        ("Rien.", 3.4, Verdict.CLEAR),
        (None, None, Verdict.UNKNOWN),
    ],
)
def test_silent_act_in_prescription_zone(
    text: str | None, level: float | None, expected: Verdict
) -> None:
    finding = found(a_house(BLUE, text=text, flood_level_ngf=level), "INO-3")
    assert finding is not None
    assert (finding.verdict, finding.strength) == (expected, 1)


@pytest.mark.parametrize(
    ("works", "expected"),
    [
        ("Maison avec garage en sous-sol", Verdict.BREACH),
        ("Maison sans sous-sol", None),
        ("Construction d'une cave viticole", None),
        ("Immeuble avec parking souterrain", Verdict.BREACH),
    ],
)
def test_basement_in_flood_zone(works: str, expected: Verdict | None) -> None:
    assert verdict(a_house(BLUE, works=works), "INO-4") is expected


def test_attestation() -> None:
    assert verdict(a_house(BLUE), "INO-5") is Verdict.DOUBT
    text = "Vu l'attestation de l'architecte certifiant la réalisation de l'étude préalable"
    assert verdict(a_house(BLUE, text=text), "INO-5") is Verdict.CLEAR


def test_known_hazard_without_plan() -> None:
    pac = a_zone(Subject.PAC, regime=None, code=None, label="Inondation", share=1.0)
    finding = found(a_house(a_place(pac)), "INO-6")
    assert finding is not None
    assert finding.verdict is Verdict.DOUBT
    cited = a_house(a_place(pac), text="au regard de l'article R.111-2 du code")
    assert verdict(cited, "INO-6") is Verdict.CLEAR
    mining = a_zone(Subject.PAC, regime=None, code=None, label="Minier", share=1.0)
    assert verdict(a_house(a_place(mining)), "INO-6") is None


@pytest.mark.parametrize(
    ("sense", "decision", "expected"),
    [
        (OpinionSense.UNFAVOURABLE, Decision.GRANTED, Verdict.BREACH),
        (OpinionSense.UNFAVOURABLE, Decision.REFUSED, None),
        (OpinionSense.FAVOURABLE, Decision.GRANTED, None),
        (OpinionSense.NONE, Decision.GRANTED, None),
    ],
)
def test_unfavourable_opinion_on_risks(
    sense: OpinionSense, decision: Decision, expected: Verdict | None
) -> None:
    opinions = (Opinion(OpinionBody.DDTM, sense),)
    assert verdict(a_house(opinions=opinions, decision=decision), "INO-7") is expected


def test_modificatif_in_flood_zone() -> None:
    changes: dict[str, Any] = {
        "stage": Stage.MODIFICATIF,
        "works_kinds": (WorksKind.CHANGE_OF_USE,),
    }
    assert verdict(a_house(BLUE, **changes), "INO-8") is Verdict.DOUBT
    assert verdict(a_house(BLUE, stage=Stage.MODIFICATIF), "INO-8") is None
    assert verdict(a_house(RED, stage=Stage.MODIFICATIF), "INO-8") is Verdict.DOUBT
    assert verdict(a_house(BLUE), "INO-8") is None


def test_findings_are_sorted_strongest_first() -> None:
    from scoring.grounds.weights import weight

    weights = [weight(f) for f in assess(a_house(a_place(a_zone(share=0.3))))]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("code", ["INO-3", "INO-5"])
def test_a_certificate_sets_no_floor_and_comes_without_studies(code: str) -> None:
    blue = a_place(a_zone(regime=Regime.PRESCRIPTION.value, code="B"))
    asked = {"act_type": ActType.CUB, "decision": Decision.POSITIVE}
    assert verdict(a_house(blue), code) is Verdict.DOUBT
    assert verdict(a_house(blue, **asked), code) is None


def test_two_zones_of_one_plan_are_said_at_once() -> None:
    zones = (a_zone(share=0.6), a_zone(share=0.39, code="Rn"), a_zone(share=0.01, code="Z1"))
    finding = found(a_house(a_place(*zones)), "INO-1")
    assert finding is not None
    both = "zones R (60 % du terrain) et Rn (39 % du terrain) du plan 34DDTM20040012"
    assert both in finding.because
