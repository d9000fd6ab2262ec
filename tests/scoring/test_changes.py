"""What a layer, a register or a rule that changed does to the findings of an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from scoring.changes import act_change, open_clock, turn
from scoring.grounds import assess
from tests.scoring.makers import CLOCK, COMMUNE, a_house, a_place, a_record, a_zone
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding, Verdict
from vigie.domain.place import Regime, Subject
from vigie.domain.record import ActStatus

RED = a_zone(share=0.8)
BLUE = a_zone(regime=Regime.PRESCRIPTION.value, code="Bu", share=0.8)
AT = datetime(2025, 1, 21, tzinfo=UTC)


def test_a_new_zone_makes_a_finding_and_is_named() -> None:
    before, after = a_record(a_house(a_place())), a_record(a_house(a_place(RED)))
    changed = act_change(before, after, assess, at=AT)
    assert changed is not None
    assert (changed.act_id, changed.at) == (after.act_id, AT)
    first = changed.changes[0]
    assert (first.ground, first.before, first.after) == ("INO-1", None, Verdict.BREACH)
    assert first.why == (
        "couche « couche d'essai », zone R de 34DDTM20040012 : désormais sur 80 % du terrain, "
        "en vigueur depuis le 25/01/2012",
    )
    assert turn(first) == "manquement nouveau"


def test_a_zone_withdrawn_lifts_its_finding() -> None:
    before, after = a_record(a_house(a_place(RED))), a_record(a_house(a_place(BLUE)))
    changed = act_change(before, after, assess)
    assert changed is not None
    lifted = next(one for one in changed.changes if one.ground == "INO-1")
    assert (lifted.before, lifted.after) == (Verdict.BREACH, None)
    assert lifted.because.startswith("L'acte autorise une création de logement")
    assert any("n'est plus sur le terrain" in why for why in lifted.why)
    assert turn(lifted) == "manquement levé"


def test_a_rule_that_changed_is_told_from_the_land() -> None:
    dossier = a_house(a_place(RED))
    now = a_record(dossier)

    def yesterday(dossier: Dossier) -> tuple[Finding, ...]:
        return tuple(f for f in assess(dossier) if f.ground != "INO-1")

    changed = act_change(replace(now, findings=yesterday(dossier)), now, assess)
    assert changed is not None
    (only,) = changed.changes
    assert only.why == ("la règle du moyen INO-1 a changé depuis le dernier classement",)


def test_the_register_of_communes_is_named() -> None:
    before = a_record(a_house(a_place(), commune=COMMUNE))
    after = a_record(a_house(a_place(), commune=replace(COMMUNE, planning_document="RNU")))
    changed = act_change(before, after, assess)
    assert changed is not None
    rnu = next(one for one in changed.changes if one.ground == "RNU-1")
    assert rnu.why == ("registre des communes, document d'urbanisme : PLU, désormais RNU",)


def test_nothing_changes_when_only_the_words_of_the_act_do() -> None:
    before = a_record(a_house(a_place(RED)))
    corrected = a_record(a_house(a_place(RED), works_kinds=None))
    assert act_change(before, corrected, assess) is None
    assert act_change(before, before, assess) is None


def test_two_drawings_of_one_line_are_no_change() -> None:
    before = a_record(a_house(a_place(RED, a_zone(code="Z1", regime=None, share=0.0))))
    after = a_record(a_house(a_place(RED, a_zone(code="Z1", regime=None, share=0.004))))
    assert act_change(before, after, assess) is None


def test_only_acts_that_the_prefet_can_still_reach() -> None:
    record = a_record(a_house(a_place(RED)))
    assert open_clock(record, date(2025, 3, 15))
    assert not open_clock(record, date(2025, 3, 16))
    unsure = a_record(a_house(a_place(RED), clock=replace(CLOCK, received_on=None)))
    assert open_clock(unsure, date(2025, 6, 1))  # to confirm is never surely past
    assert not open_clock(replace(record, status=ActStatus.OUT_OF_SCOPE), date(2025, 1, 20))


def test_other_zones_under_the_same_conclusion_are_told() -> None:
    before = a_record(a_house(a_place(RED)))
    after = a_record(a_house(a_place(a_zone(code="Rn", plan="34DDTM20250009", share=0.9))))
    changed = act_change(before, after, assess)
    assert changed is not None
    one = next(c for c in changed.changes if c.ground == "INO-1")
    assert turn(one) == "manquement maintenu, autre appui"
    assert len(one.why) == 2


def test_the_built_up_surroundings_are_named() -> None:
    plu = a_zone(Subject.PLU, regime="A", code="A", share=1.0)
    wild = replace(COMMUNE, littoral=True)
    before = a_record(a_house(a_place(plu, neighbours=30), commune=wild))
    after = a_record(a_house(a_place(plu, neighbours=1), commune=wild))
    changed = act_change(before, after, assess)
    assert changed is not None
    lit = next(c for c in changed.changes if c.ground == "LIT-1")
    assert "bâti dans les 100 m : 30 bâtiment(s), désormais 1 bâtiment(s)" in lit.why[0]
