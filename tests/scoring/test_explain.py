from dataclasses import replace
from datetime import date

import pytest

from scoring.explain import FACT_LABELS, explain
from scoring.french_values import NAMES
from scoring.grounds.weights import stated_weight
from tests.builders import a_fact
from tests.scoring.makers import a_house, a_place, a_record, a_zone
from vigie.domain.deadline import Clock
from vigie.domain.fact import (
    FACT_NAMES,
    ApplicantKind,
    Authority,
    Decision,
    Destination,
    Signatory,
    SignatoryRole,
    Stage,
    WorksKind,
)
from vigie.domain.finding import Verdict
from vigie.domain.place import NOWHERE, Regime

AGENT = Signatory("nom d'essai", SignatoryRole.AGENT, False)


def test_reasons_strongest_first_and_parts_add_up() -> None:
    record = a_record(a_house(a_place(a_zone())))
    assert record.score is not None
    found = explain(record)
    assert 1 <= len(found.reasons) <= 3
    assert "zone d'interdiction" in found.reasons[0]
    total = found.base + sum(t.log_odds for t in found.themes)
    total += sum(part.log_odds for part in found.corrections)
    assert total == pytest.approx(sum(part.log_odds for part in record.score.contributions))
    for theme in found.themes:
        assert theme.log_odds == pytest.approx(sum(part.log_odds for part in theme.parts))


def test_an_unknown_comes_first_only_when_the_act_is_to_read() -> None:
    silent = a_house(NOWHERE, parcels=None, signatory=AGENT)
    unread = replace(silent, unread_pages=1)
    assert "signé par un agent" in explain(a_record(silent)).reasons[0]
    first = a_record(replace(unread, facts=replace(unread.facts, signatory=None))).findings[0]
    assert first.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("regime", [Regime.INTERDICTION, Regime.PRESCRIPTION])
def test_what_weighs_most_comes_first_whatever_its_verdict(regime) -> None:
    late = Clock(decided_on=date(2025, 3, 3), received_on=date(2025, 5, 12))
    house = replace(a_house(a_place(a_zone(regime=regime.value))), clock=late)
    unsigned = replace(house, facts=replace(house.facts, signatory=a_fact(AGENT)))
    for dossier in (house, unsigned):
        findings = a_record(dossier).findings
        against = [f for f in findings if f.verdict in (Verdict.BREACH, Verdict.DOUBT)]
        weights = [stated_weight(finding) for finding in against]
        assert findings[: len(against)] == tuple(against)
        assert weights == sorted(weights, reverse=True)
        assert len(weights) > 1


def test_law_has_its_four_items_and_the_text_prints() -> None:
    found = explain(a_record(a_house(a_place(a_zone()))))
    assert [step.name[0] for step in found.law] == ["1", "2", "3", "4"]
    text = found.text()
    assert "R311-3-1-2" in text
    assert "nom d'essai" not in text
    assert "Déféré" in text


def test_what_could_not_be_placed_is_said() -> None:
    found = explain(a_record(a_house(NOWHERE)))
    assert "l'emplacement du terrain" in found.unread
    assert any("non localisé" in gap for gap in found.unread)


def test_every_fact_has_its_french_name() -> None:
    assert set(FACT_LABELS) == set(FACT_NAMES)


def test_identities_are_not_repeated() -> None:
    text = explain(a_record(a_house())).text()
    assert "demandeur : lu" in text
    assert "lieu-dit d'essai" not in text


def test_the_text_adds_up_by_theme() -> None:
    found = explain(a_record(a_house(a_place(a_zone()))))
    *parts, total = found.sums()
    figures = [
        float(line.rsplit(" : ", 1)[1].replace(",", ".").replace("−", "-")) for line in parts
    ]
    said = total.split(",", 2)
    assert "soit une priorité de" in total
    stated = float(".".join(said[:2]).split(" : ")[1].replace("−", "-"))
    assert sum(figures) == pytest.approx(stated, abs=0.001 * len(figures))
    assert all(line in found.text() for line in found.sums())


def test_the_gravest_ground_and_the_sources_are_named() -> None:
    found = explain(a_record(a_house(a_place(a_zone()))))
    sources, weights = found.law[1].said, found.law[2].said
    assert "couche couche d'essai, en vigueur depuis le 25/01/2012" in sources
    assert "registre des communes" in sources
    assert any("moyen INO-1, le plus grave en jeu" in line for line in weights)


def test_values_are_in_french() -> None:
    for kind in (Decision, Stage, Authority, ApplicantKind, Destination, WorksKind):
        assert set(kind) <= set(NAMES)
    text = explain(a_record(a_house(a_place(a_zone())))).text()
    assert "destination : habitation" in text
    assert "types de travaux : logement nouveau" in text
    assert "plan de prévention des risques d'inondation : 34DDTM20040012, R (90 %" in text
