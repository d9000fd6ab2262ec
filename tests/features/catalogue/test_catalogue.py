"""Features: examples, unknown stays unknown, nothing forbidden is among them."""

import ast
import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import features
from features.catalogue import FEATURES, SIGNATURE, signature, vector
from tests.builders import a_dossier
from tests.models.records import a_finding, a_place, a_zone
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Dossier
from vigie.domain.fact import (
    FACT_NAMES,
    ActType,
    ApplicantKind,
    Decision,
    Opinion,
    OpinionBody,
    OpinionSense,
    WorksKind,
)
from vigie.domain.finding import Finding, Verdict
from vigie.domain.place import Regime

NAMES = [feature.name for feature in FEATURES]


def number(name: str, dossier: Dossier, *findings: Finding) -> float | None:
    return vector(dossier, findings)[NAMES.index(name)]


EXAMPLES = [
    ("type_permit", a_dossier(act_type=ActType.PCMI), 1.0),
    ("type_permit", a_dossier(act_type=ActType.DP), 0.0),
    ("type_permit", a_dossier(), None),
    ("favourable", a_dossier(decision=Decision.TACIT), 1.0),
    ("favourable", a_dossier(decision=Decision.REFUSED), 0.0),
    ("favourable", a_dossier(decision=Decision.UNKNOWN), None),
    ("works_pool", a_dossier(works_kinds=(WorksKind.POOL, WorksKind.FENCE)), 1.0),
    ("works_pool", a_dossier(), None),
    ("floor_area", a_dossier(floor_area_created_m2=120.5), 120.5),
    ("company", a_dossier(applicant_kind=ApplicantKind.COMPANY), 1.0),
    ("flood_forbidden", a_dossier(place=a_place(a_zone(0.4))), 0.4),
    ("flood_forbidden", a_dossier(place=a_place()), 0.0),
    ("flood_forbidden", a_dossier(), None),
    ("flood_regulated", a_dossier(place=a_place(a_zone(0.7), a_zone(0.6))), 1.0),
    ("flood_regulated", a_dossier(place=a_place(a_zone(0.3, Regime.PRESCRIPTION))), 0.3),
    ("flood_severity", a_dossier(place=a_place(a_zone(0.3, Regime.PRESCRIPTION))), 3.0),
    ("fire_forbidden", a_dossier(place=a_place()), None),  # no layer answers
    (
        "unfavourable_opinions",
        a_dossier(opinions=(Opinion(OpinionBody.DDTM, OpinionSense.UNFAVOURABLE),)),
        1.0,
    ),
    ("consulted_ddtm", a_dossier(), 0.0),
    ("transmission_days", a_dossier(), 5.0),
    (
        "transmission_days",
        a_dossier(clock=Clock(decided_on=date(2025, 2, 1), received_on=date(2025, 1, 1))),
        None,
    ),
    (
        "visas",
        replace(a_dossier(), masked_text="Vu le code\nVU la demande\nConsidérant que vu"),
        2.0,
    ),
    ("recitals", replace(a_dossier(), masked_text="CONSIDÉRANT que\nconsiderant que"), 2.0),
    ("articles", replace(a_dossier(), masked_text="ARTICLE 1er : oui\nArticle 2 : non"), 2.0),
    ("visas", a_dossier(), None),
]


@pytest.mark.parametrize(("name", "dossier", "expected"), EXAMPLES)
def test_each_example_gives_its_number(name, dossier, expected):
    assert number(name, dossier) == (None if expected is None else pytest.approx(expected))


def test_findings_count_by_theme_with_the_strongest_first():
    strong, weak = a_finding(3), a_finding(1, Verdict.DOUBT)
    assert number("alarm_flood", a_dossier(), weak, strong) == 36.0
    assert number("rule_points", a_dossier(), weak, strong) == 36.0 + 0.25 * 2.0
    assert number("breaches_3", a_dossier(), strong, strong) == 2.0


def test_a_clear_finding_weighs_as_much_as_none():
    assert number("rule_points", a_dossier(), a_finding(3, Verdict.CLEAR)) == 0.0


def test_moving_land_to_a_stricter_zone_never_lowers_a_rising_feature():
    order = [
        Regime.RECOMMENDATION,
        Regime.PRESCRIPTION_OUTSIDE_HAZARD,
        Regime.PRESCRIPTION,
        Regime.INTERDICTION,
        Regime.STRICT_INTERDICTION,
    ]
    rows = [vector(a_dossier(place=a_place(a_zone(0.5, regime))), ()) for regime in order]
    for lower, higher in itertools.pairwise(rows):
        for feature, before, after in zip(FEATURES, lower, higher, strict=True):
            if feature.rising and before is not None:
                assert after is not None
                assert after >= before, feature.name


def test_names_are_unique_and_labelled():
    assert all(feature.source for feature in FEATURES)
    assert len(set(NAMES)) == len(NAMES)
    assert all(feature.label for feature in FEATURES)


def test_the_signature_follows_versions_and_order():
    raised = replace(FEATURES[0], version=FEATURES[0].version + 1)
    assert signature(FEATURES) == SIGNATURE
    assert signature((raised, *FEATURES[1:])) != SIGNATURE
    assert signature(FEATURES[::-1]) != SIGNATURE


def test_identity_changes_no_number():
    plain = a_dossier(applicant_name="A", site_address="1 rue B", actes_id="x", works="garage")
    other = a_dossier(applicant_name="Z", site_address="9 rue Y", actes_id="y", works="maison")
    assert vector(plain, ()) == vector(other, ())


FORBIDDEN = ("applicant_name", "site_address", "known_on", "selection", "reviewer", "posted_on")


def modules() -> list[Path]:
    folder = Path(features.__file__).parent
    names = ("feature", "alarms", "land", "project", "drafting", "catalogue")
    return [folder / f"{name}.py" for name in names]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_features_look_at_no_identity_no_control_and_no_outcome(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not imported & {
        "vigie.domain.outcome",
        "vigie.domain.control",
        "vigie.domain.record",
        "vigie.domain.score",
    }
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not (read | texts) & set(FORBIDDEN)
    assert set(FORBIDDEN) & set(FACT_NAMES)  # the list speaks of real names
