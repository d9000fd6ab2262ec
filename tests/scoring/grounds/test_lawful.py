"""Ordinary lawful acts raise little, and the fine lines between them and breaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from shapely.geometry import box

from scoring.grounds import assess
from tests.scoring.grounds.test_laws import (
    BREACH,
    CLEAR,
    DOUBT,
    HILL_TOWN,
    LOTS,
    NOT,
    SHORE_TOWN,
    A,
    N,
    U,
    found,
    on,
    text,
    zone,
)
from tests.scoring.makers import CLOCK, QUIET_TEXT, a_house, a_place, a_zone
from vigie.domain.dossier import Delegation, Dossier
from vigie.domain.fact import (
    ActType,
    Decision,
    RiskZoneCited,
    Signatory,
    SignatoryRole,
    Stage,
    WorksKind,
)
from vigie.domain.finding import Verdict
from vigie.domain.place import Place, Regime, Subject

POOL: dict[str, Any] = {"works_kinds": (WorksKind.POOL,), "dwellings_created": None}
GIVEN = "la sous-face du plancher sera à la cote PHE + 30 cm ; attestation PC13"
DEPUTY = Signatory("Camille Durand", SignatoryRole.DEPUTY, True)


def by_register(*lines: Delegation) -> Dossier:
    return replace(on(signatory=DEPUTY), delegations=lines)


def a_line(name: str, **values: Any) -> Delegation:
    return Delegation(commune_insee="34150", name=name, **values)


def near_shore(distance_m: float, side_m: float) -> Place:
    place = a_place(zone(Subject.SHORE, None, share=0.0, distance_m=distance_m), neighbours=0)
    return replace(place, geometry=box(0, 0, side_m, side_m))


def in_red(code: str, **values: Any) -> Dossier:
    cited = (RiskZoneCited("PPRI", code),)
    return on(a_zone(regime=Regime.PRESCRIPTION.value, code="RU"), risk_zones_cited=cited, **values)


def modified(adopted: date, decided: date) -> Dossier:
    younger = replace(N, valid_from=adopted)
    return on(
        younger, stage=Stage.MODIFICATIF, clock=replace(CLOCK, decided_on=decided), plu_zone=None
    )


ROWS: list[tuple[str, str, Dossier, Verdict | None, int | None]] = [
    ("COH-5", "the map calls it RU too", in_red("R-U"), NOT, None),
    ("COH-5", "another zone", in_red("Rn"), DOUBT, 1),
    (
        "PLU-1",
        "two urban zones",
        on(U, a_zone(Subject.PLU, regime="U", code="UA", share=0.3), plu_zone="UC"),
        CLEAR,
        None,
    ),
    (
        "PLU-1",
        "a farm zone left out",
        on(U, a_zone(Subject.PLU, regime="A", code="A", share=0.3), plu_zone="UC"),
        DOUBT,
        1,
    ),
    ("PLU-3", "the land misread", on(footprint_m2=90.0, site_area_m2=8.0), NOT, None),
    (
        "FOR-3",
        "an opinion annexed",
        on(conditions=("Se conformer à l'avis ci-joint du SDIS.",)),
        DOUBT,
        1,
    ),
    (
        "FOR-3",
        "plans as built",
        on(conditions=("Le plan de récolement devra être fourni.",)),
        NOT,
        None,
    ),
    (
        "FOR-3",
        "another project",
        on(conditions=("Le projet devra être modifié en toiture.",)),
        BREACH,
        2,
    ),
    ("COM-1", "in the register", by_register(a_line("DURAND Camille")), CLEAR, None),
    ("COM-1", "in the register by surname", by_register(a_line("M. Durand")), CLEAR, None),
    ("COM-1", "another in the register", by_register(a_line("Dominique Petit")), BREACH, 3),
    ("COM-1", "over before", by_register(a_line("Durand", until=date(2024, 1, 1))), BREACH, 3),
    ("COM-1", "nobody in the register", by_register(), BREACH, 3),
    (
        "LIT-2",
        "a pool in the band",
        a_house(near_shore(20.0, 30.0), commune=SHORE_TOWN, **POOL),
        BREACH,
        3,
    ),
    (
        "LIT-2",
        "land that leaves the band",
        a_house(near_shore(60.0, 90.0), commune=SHORE_TOWN),
        DOUBT,
        3,
    ),
    (
        "LIT-2",
        "a façade",
        a_house(
            near_shore(20.0, 30.0),
            commune=SHORE_TOWN,
            works_kinds=(WorksKind.FACADE,),
            dwellings_created=None,
        ),
        NOT,
        None,
    ),
    (
        "AGR-2",
        "a farmer who needs to live there",
        on(N, **text("Considérant que l'exploitant viticole justifie d'une présence permanente")),
        DOUBT,
        2,
    ),
    ("AGR-2", "a house", on(N), BREACH, 3),
    (
        "CU-1",
        "alone in a town without continuity",
        on(U, neighbours=0, act_type=ActType.CUB, decision=Decision.POSITIVE),
        CLEAR,
        None,
    ),
    (
        "CU-1",
        "alone in the mountain",
        on(N, neighbours=0, act_type=ActType.CUB, decision=Decision.POSITIVE, commune=HILL_TOWN),
        BREACH,
        2,
    ),
    (
        "SEU-1",
        "lots with a common road",
        on(U, **LOTS, **text("création d'une voie interne")),
        BREACH,
        3,
    ),
    ("ENV-5", "a camping", on(works_kinds=(WorksKind.CAMPING,)), DOUBT, 2),
    (
        "AGR-2",
        "a plan younger than the permit",
        modified(date(2025, 6, 1), date(2025, 12, 1)),
        Verdict.UNKNOWN,
        3,
    ),
    ("AGR-2", "the same before L431-6", modified(date(2025, 6, 1), date(2025, 11, 1)), BREACH, 3),
    (
        "AGR-2",
        "a plan of the permit's time",
        modified(date(2020, 6, 1), date(2025, 12, 1)),
        BREACH,
        3,
    ),
    (
        "FOR-2",
        "lots not counted",
        on(U, act_type=ActType.PA, works_kinds=(WorksKind.SUBDIVISION,)),
        DOUBT,
        1,
    ),
    (
        "FOR-2",
        "lots counted",
        on(
            U,
            act_type=ActType.PA,
            works_kinds=(WorksKind.SUBDIVISION,),
            works="Lotissement de 12 lots",
        ),
        NOT,
        None,
    ),
    (
        "INO-4",
        "a cellar beyond the hazard",
        on(
            a_zone(regime=Regime.PRESCRIPTION_OUTSIDE_HAZARD.value, code="Z2"),
            works_kinds=(WorksKind.NEW_DWELLING, WorksKind.BASEMENT),
        ),
        DOUBT,
        2,
    ),
    (
        "ARC-1",
        "a modificatif of a large house",
        on(stage=Stage.MODIFICATIF, floor_area_created_m2=180.0),
        DOUBT,
        3,
    ),
    (
        "AGR-1",
        "a need that is only stated",
        on(A, **text("Considérant que l'exploitant justifie d'une présence permanente")),
        DOUBT,
        2,
    ),
    ("INO-5", "the règlement decides", on(a_zone(regime=Regime.PRESCRIPTION.value)), DOUBT, 1),
    (
        "LIT-4",
        "nobody knows what is built around",
        on(
            A,
            neighbours=None,
            commune=SHORE_TOWN,
            works_kinds=(WorksKind.FARM_BUILDING,),
            dwellings_created=None,
        ),
        DOUBT,
        3,
    ),
]


@pytest.mark.parametrize(
    ("code", "dossier", "expected", "strength"),
    [pytest.param(c, d, e, s, id=f"{c} {why}") for c, why, d, e, s in ROWS],
)
def test_fine_lines(
    code: str, dossier: Dossier, expected: Verdict | None, strength: int | None
) -> None:
    finding = found(dossier, code)
    assert (finding.verdict if finding else None) == expected
    if finding and strength:
        assert finding.strength == strength


@pytest.mark.parametrize(
    "dossier",
    [
        pytest.param(on(U, plu_zone="UC"), id="house in a zone U"),
        pytest.param(on(U, **POOL), id="pool in a zone U"),
        pytest.param(
            on(U, a_zone(regime=Regime.PRESCRIPTION.value, code="Bu"), **text(GIVEN)),
            id="house in a blue zone, level given",
        ),
        pytest.param(
            on(U, commune=SHORE_TOWN, neighbours=60), id="house in a seaside town, in the town"
        ),
    ],
)
def test_an_ordinary_lawful_act_raises_nothing_that_weighs(dossier: Dossier) -> None:
    weighty = [f for f in assess(dossier) if f.verdict in (BREACH, DOUBT) and f.strength > 1]
    assert weighty == []


def test_a_hazard_younger_than_the_plan_asks_for_r111_2() -> None:
    plan = a_zone(regime=Regime.PRESCRIPTION.value)
    hazard = a_zone(Subject.HAZARD, code="112", regime=None, label="inondation")
    younger = replace(hazard, valid_from=date(2020, 1, 1))
    assert found(on(plan, hazard), "INO-6") is None
    raised = found(on(plan, younger), "INO-6")
    assert raised is not None
    assert "postérieur au PPRI" in raised.because
    discussed = on(plan, younger, text=QUIET_TEXT + " R.111-2")
    answer = found(discussed, "INO-6")
    assert answer is not None
    assert answer.verdict is CLEAR
