"""The names and values of facts are those that outside programs rely on."""

import pytest
from pydantic import TypeAdapter

from tests.builders import some_facts
from vigie.domain.fact import FACT_NAMES, Decision, Facts, Opinion, OpinionBody, OpinionSense

AGREED = """
dossier_number act_type stage decision in_the_name_of commune_insee filed_on completed_on posted_on
decided_on tacit_on received_on actes_id applicant_kind applicant_name site_address parcels
site_area_m2 floor_area_created_m2 floor_area_existing_m2 footprint_m2 dwellings_created destination
works works_kinds plu_zone risk_zones_cited opinions articles_cited conditions flood_level_ngf
signatory architect_named
""".split()


def test_names_are_those_agreed_with_outside_programs():
    assert sorted(FACT_NAMES) == sorted(AGREED)


def test_facts_survive_json():
    adapter = TypeAdapter(Facts)
    opinion = Opinion(OpinionBody.ABF, OpinionSense.UNFAVOURABLE)
    facts = some_facts(decision=Decision.GRANTED, opinions=(opinion,), floor_area_created_m2=120.5)
    assert adapter.validate_json(adapter.dump_json(facts)) == facts


@pytest.mark.parametrize(
    ("decision", "favourable"),
    [
        (Decision.GRANTED_WITH_CONDITIONS, True),
        (Decision.TACIT, True),
        (Decision.OPPOSED, False),
        (Decision.UNKNOWN, None),
    ],
)
def test_a_decision_is_favourable_or_not_or_not_known(decision, favourable):
    assert decision.favourable is favourable
