from datetime import date

from scoring.deadlines import add_months, deadlines, franc
from vigie.domain.deadline import Clock


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_worked_example_1_late_transmission_and_recours() -> None:
    express = Clock(decided_on=day("2019-04-02"), received_on=day("2019-04-25"))
    plain = deadlines(express)
    assert plain.suspension.date == day("2019-05-05")
    assert plain.defere.date == day("2019-06-25")
    assert plain.retrait.date == day("2019-07-02")
    assert "transmission tardive" in plain.defere.because
    recours = Clock(
        decided_on=day("2019-04-02"),
        received_on=day("2019-04-25"),
        recours_sent_on=day("2019-06-20"),
        recours_received_on=day("2019-06-22"),
    )
    after = deadlines(recours)
    assert after.defere.starts_on == day("2019-08-22")
    assert after.defere.date == day("2019-10-22")
    assert after.retrait.date == day("2019-07-02")
    assert after.defere.certain


def test_worked_example_2_pieces_asked_in_time() -> None:
    clock = Clock(
        decided_on=day("2019-04-02"),
        received_on=day("2019-04-25"),
        pieces_asked_on=day("2019-05-20"),
        pieces_received_on=day("2019-06-10"),
    )
    assert deadlines(clock).defere.date == day("2019-08-10")


def test_worked_example_3_tacit() -> None:
    whole = Clock(tacit_on=day("2024-03-01"), received_on=day("2024-03-20"), whole_file=True)
    assert deadlines(whole).defere.date == day("2024-05-20")
    part = Clock(tacit_on=day("2024-03-01"), received_on=day("2024-03-20"), whole_file=False)
    found = deadlines(part).defere
    assert found.date is None
    assert found.starts_on is None
    assert found.certain
    assert "incomplet" in found.because


def test_worked_example_4_since_november_2025() -> None:
    clock = Clock(
        decided_on=day("2026-01-12"),
        received_on=day("2026-01-15"),
        recours_sent_on=day("2026-02-01"),
        recours_received_on=day("2026-02-03"),
    )
    found = deadlines(clock)
    assert found.recours_gracieux.date == day("2026-02-15")
    assert found.defere.date == day("2026-03-15")
    assert found.retrait.date == day("2026-04-12")


def test_unknown_reception_starts_at_the_earliest_and_says_so() -> None:
    found = deadlines(Clock(decided_on=day("2025-01-10"))).defere
    assert found.date == day("2025-03-10")
    assert not found.certain
    assert found.because.startswith("Date à confirmer")


def test_nothing_known() -> None:
    found = deadlines(Clock())
    assert found.defere.date is None
    assert not found.defere.certain


def test_month_ends_and_franc_dates() -> None:
    assert add_months(day("2024-12-31"), 2) == day("2025-02-28")
    assert add_months(day("2023-12-31"), 2) == day("2024-02-29")
    assert franc(day("2015-08-17")) == day("2015-08-18")
    assert franc(day("2025-07-13")) == day("2025-07-15")  # after the national day
