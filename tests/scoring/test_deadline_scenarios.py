"""Dated scenarios of the préfet's clocks, each written from the rule named beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.deadlines import DEFAULT_RULES, DeadlineRules, add_months, deadlines, franc
from vigie.domain.deadline import Clock, Deadline


class Case(NamedTuple):
    """Dates given (ISO), the déféré expected (None: not started), whether it is certain."""

    why: str
    given: dict[str, str | bool]
    defere: str | None
    certain: bool = True


L2131_6 = "CGCT L2131-6 al. 1"
COMPLETION = "CE Sect. 13 Jan. 1988 n° 68166"
TACIT = "CE 23 Oct. 2013 n° 344454 ; 17 Dec. 2014 n° 373681"
TACIT_PART = "CE 22 Oct. 2018 n° 400779"
RECOURS = "CRPA L411-2, L411-7"
LATE = "CAA Marseille 9 Oct. 2018 n° 16MA03877"
NEW = "CU L600-12-2 (loi n° 2025-1129, art. 26)"

CASES = [
    # Express acts: two months from reception, quantième to quantième.
    Case(L2131_6, {"decided": "2019-04-02", "received": "2019-04-25"}, "2019-06-25"),
    Case(L2131_6, {"decided": "2018-01-02", "received": "2018-01-05"}, "2018-03-05"),
    Case(L2131_6, {"decided": "2018-06-29", "received": "2018-07-01"}, "2018-09-01"),
    Case(L2131_6, {"decided": "2017-11-02", "received": "2017-11-15"}, "2018-01-15"),
    Case(f"{L2131_6}, same day", {"decided": "2020-05-04", "received": "2020-05-04"}, "2020-07-04"),
    Case(
        f"{L2131_6}, month end", {"decided": "2018-12-20", "received": "2018-12-31"}, "2019-02-28"
    ),
    Case(
        f"{L2131_6}, leap year", {"decided": "2019-12-20", "received": "2019-12-31"}, "2020-02-29"
    ),
    Case(f"{L2131_6}, 30 to 31", {"decided": "2019-06-20", "received": "2019-06-30"}, "2019-08-30"),
    Case(f"{L2131_6}, 31 to 30", {"decided": "2019-07-20", "received": "2019-07-31"}, "2019-09-30"),
    Case(f"{L2131_6}, 29 Feb", {"decided": "2024-02-20", "received": "2024-02-29"}, "2024-04-29"),
    Case(
        f"{L2131_6}, on a Sunday", {"decided": "2025-04-01", "received": "2025-04-13"}, "2025-06-13"
    ),
    Case(
        "internal date is the non-franc one even on a holiday",
        {"decided": "2025-05-02", "received": "2025-05-14"},
        "2025-07-14",
    ),
    Case("reception unknown: from signature", {"decided": "2019-04-02"}, "2019-06-02", False),
    Case("reception unknown, month end", {"decided": "2019-12-31"}, "2020-02-29", False),
    Case("signature unknown", {"received": "2019-04-25"}, "2019-06-25"),
    Case("nothing known", {}, None, False),
    Case(
        "received before it was signed: one of the dates is misread",
        {"decided": "2019-05-02", "received": "2019-04-25"},
        "2019-06-25",
        False,
    ),
    # Incomplete transmission of an express act.
    Case(
        COMPLETION,
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "asked": "2019-05-20",
            "complement": "2019-06-10",
        },
        "2019-08-10",
    ),
    Case(
        f"{COMPLETION}: incomplete and nothing asked: it runs from first receipt",
        {"decided": "2019-04-02", "received": "2019-04-25", "whole": False},
        "2019-06-25",
    ),
    Case(
        f"{COMPLETION}: complement without a request changes nothing",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "whole": False,
            "complement": "2019-06-10",
        },
        "2019-06-25",
    ),
    Case(
        f"{COMPLETION}: asked on the last day",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "asked": "2019-06-25",
            "complement": "2019-07-30",
        },
        "2019-09-30",
    ),
    Case(
        f"{COMPLETION}: asked a day late",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "asked": "2019-06-26",
            "complement": "2019-07-30",
        },
        "2019-06-25",
    ),
    Case(
        f"{COMPLETION}: asked months late",
        {"decided": "2019-04-02", "received": "2019-04-25", "asked": "2019-11-26"},
        "2019-06-25",
    ),
    Case(
        f"{COMPLETION}: refusal by the mayor opens a new term",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "asked": "2019-05-20",
            "refused": "2019-06-03",
        },
        "2019-08-03",
    ),
    Case(
        f"{COMPLETION}: asked, nothing came yet: the earliest that can be, to confirm",
        {"decided": "2019-04-02", "received": "2019-04-25", "asked": "2019-05-20"},
        "2019-07-20",
        False,
    ),
    Case(
        f"{COMPLETION}: complement across the year",
        {
            "decided": "2019-10-02",
            "received": "2019-10-25",
            "asked": "2019-12-20",
            "complement": "2019-12-31",
        },
        "2020-02-29",
    ),
    Case(
        f"{COMPLETION}: asked on the day of reception",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "asked": "2019-04-25",
            "complement": "2019-04-30",
        },
        "2019-06-30",
    ),
    Case(
        "reception unknown and pieces received: the new term stays to confirm",
        {"decided": "2019-04-02", "asked": "2019-05-20", "complement": "2019-06-10"},
        "2019-08-10",
        False,
    ),
    # Tacit acts.
    Case(TACIT, {"tacit": "2024-03-01", "received": "2024-03-20", "whole": True}, "2024-05-20"),
    Case(
        f"{TACIT}: the whole file was there before",
        {"tacit": "2024-03-01", "received": "2024-01-10", "whole": True},
        "2024-05-01",
    ),
    Case(
        f"{TACIT}: received that very day",
        {"tacit": "2024-03-01", "received": "2024-03-01", "whole": True},
        "2024-05-01",
    ),
    Case(TACIT_PART, {"tacit": "2024-03-01", "received": "2024-03-20", "whole": False}, None),
    Case(f"{TACIT_PART}: nothing received", {"tacit": "2024-03-01", "whole": False}, None),
    Case(
        f"{TACIT_PART}: completed later",
        {
            "tacit": "2024-03-01",
            "received": "2024-03-20",
            "whole": False,
            "complement": "2024-06-05",
        },
        "2024-08-05",
    ),
    Case(
        f"{TACIT_PART}: completed before the tacit date",
        {
            "tacit": "2024-03-01",
            "received": "2024-02-01",
            "whole": False,
            "complement": "2024-02-20",
        },
        "2024-05-01",
    ),
    Case(
        f"{TACIT}: not known whether whole",
        {"tacit": "2024-03-01", "received": "2024-03-20"},
        "2024-05-20",
        False,
    ),
    Case(f"{TACIT}: reception unknown", {"tacit": "2024-03-01"}, "2024-05-01", False),
    Case(
        f"{TACIT}: whole, reception unknown",
        {"tacit": "2024-03-01", "whole": True},
        "2024-05-01",
        False,
    ),
    Case(
        f"{TACIT}: month end",
        {"tacit": "2023-12-31", "received": "2023-12-31", "whole": True},
        "2024-02-29",
    ),
    Case(
        f"{TACIT}: a certificate signed later does not make it express",
        {"tacit": "2024-03-01", "decided": "2024-04-15", "received": "2024-04-20", "whole": True},
        "2024-06-20",
    ),
    # Recours gracieux that interrupts, decisions before 28 November 2025.
    Case(
        f"{RECOURS}: silence",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "sent": "2019-06-20",
            "mayor": "2019-06-22",
        },
        "2019-10-22",
    ),
    Case(
        f"{RECOURS}: express rejection before silence",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "sent": "2019-06-20",
            "mayor": "2019-06-22",
            "answered": "2019-07-10",
        },
        "2019-09-10",
    ),
    Case(
        f"{RECOURS}: an answer after the silence changes nothing",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "mayor": "2019-06-22",
            "answered": "2019-09-10",
        },
        "2019-10-22",
    ),
    Case(
        f"{RECOURS}: answered on the day it came",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "mayor": "2019-05-02",
            "answered": "2019-05-02",
        },
        "2019-07-02",
    ),
    Case(
        f"{RECOURS}: received on the last day",
        {"decided": "2019-04-02", "received": "2019-04-25", "mayor": "2019-06-25"},
        "2019-10-25",
    ),
    Case(
        f"{LATE}: received a day late",
        {"decided": "2019-04-02", "received": "2019-04-25", "mayor": "2019-06-26"},
        "2019-06-25",
    ),
    Case(
        f"{LATE}: sent in time, received late",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "sent": "2019-06-24",
            "mayor": "2019-06-27",
        },
        "2019-06-25",
    ),
    Case(
        f"{LATE}: the facts of the case",
        {"decided": "2015-06-10", "received": "2015-06-17", "mayor": "2015-09-23"},
        "2015-08-17",
    ),
    Case(
        f"{RECOURS}: sent in time, reception by the mayor unknown",
        {"decided": "2019-04-02", "received": "2019-04-25", "sent": "2019-06-20"},
        "2019-10-20",
        False,
    ),
    Case(
        f"{RECOURS}: useful after the mayor's three months (CE 5 May 2011 Bertaud)",
        {"decided": "2019-02-01", "received": "2019-04-25", "mayor": "2019-06-01"},
        "2019-10-01",
    ),
    Case(
        f"{RECOURS}: after a complement asked in time",
        {
            "decided": "2019-04-02",
            "received": "2019-04-25",
            "asked": "2019-05-20",
            "complement": "2019-06-10",
            "mayor": "2019-08-01",
        },
        "2019-12-01",
    ),
    Case(
        f"{RECOURS}: month ends",
        {"decided": "2019-10-20", "received": "2019-10-31", "mayor": "2019-12-31"},
        "2020-04-29",
    ),
    Case(
        f"{RECOURS}: on a tacit act",
        {"tacit": "2024-03-01", "received": "2024-03-01", "whole": True, "mayor": "2024-04-10"},
        "2024-08-10",
    ),
    Case(
        f"{RECOURS}: last decision of the old regime",
        {"decided": "2025-11-27", "received": "2025-12-01", "mayor": "2026-01-10"},
        "2026-05-10",
    ),
    # Decisions from 28 November 2025: a recours never moves the déféré.
    Case(
        NEW,
        {"decided": "2026-01-12", "received": "2026-01-15", "mayor": "2026-02-01"},
        "2026-03-15",
    ),
    Case(
        f"{NEW}: first decision",
        {"decided": "2025-11-28", "received": "2025-12-01", "mayor": "2025-12-20"},
        "2026-02-01",
    ),
    Case(
        f"{NEW}: answered",
        {
            "decided": "2026-01-12",
            "received": "2026-01-15",
            "mayor": "2026-02-01",
            "answered": "2026-02-20",
        },
        "2026-03-15",
    ),
    Case(
        f"{NEW}: tacit decision from that day",
        {"tacit": "2025-12-05", "received": "2025-12-10", "whole": True, "mayor": "2026-01-05"},
        "2026-02-10",
    ),
    Case(
        f"{NEW}: tacit decision before that day",
        {"tacit": "2025-11-20", "received": "2025-12-10", "whole": True, "mayor": "2026-01-05"},
        "2026-05-05",
    ),
    Case(
        f"{NEW}: day of the decision unknown: the safe reading",
        {"received": "2026-01-15", "mayor": "2026-02-01"},
        "2026-03-15",
        False,
    ),
    Case(
        f"{NEW}: pieces asked in time still restart",
        {
            "decided": "2026-01-12",
            "received": "2026-01-15",
            "asked": "2026-02-10",
            "complement": "2026-02-28",
        },
        "2026-04-28",
    ),
]
NAMES = {
    "decided": "decided_on",
    "tacit": "tacit_on",
    "received": "received_on",
    "asked": "pieces_asked_on",
    "complement": "pieces_received_on",
    "refused": "pieces_refused_on",
    "sent": "recours_sent_on",
    "mayor": "recours_received_on",
    "answered": "recours_answered_on",
    "whole": "whole_file",
}


def clock_of(given: dict[str, str | bool]) -> Clock:
    values = {
        NAMES[name]: date.fromisoformat(value) if isinstance(value, str) else value
        for name, value in given.items()
    }
    return Clock(**values)  # type: ignore[arg-type]


def test_there_are_sixty_scenarios() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=[f"{i}: {case.why}" for i, case in enumerate(CASES)])
def test_defere(case: Case) -> None:
    found = deadlines(clock_of(case.given)).defere
    expected = date.fromisoformat(case.defere) if case.defere else None
    assert (found.date, found.certain) == (expected, case.certain)
    assert found.because
    assert ("confirmer" in found.because) is (not case.certain)


@pytest.mark.parametrize(
    ("given", "suspension", "recours", "retrait"),
    [
        # Old regime: useful recours 60 days after the decision, within the déféré.
        (
            {"decided": "2019-04-02", "received": "2019-04-25"},
            "2019-05-05",
            "2019-06-01",
            "2019-07-02",
        ),
        # Received the day of signature: the déféré ends before the sixty days plus a little.
        (
            {"decided": "2019-01-01", "received": "2019-01-01"},
            "2019-01-11",
            "2019-03-01",
            "2019-04-01",
        ),
        # L600-12-2: one month from reception.
        (
            {"decided": "2026-01-12", "received": "2026-01-15"},
            "2026-01-25",
            "2026-02-15",
            "2026-04-12",
        ),
        # L600-12-2, month end.
        (
            {"decided": "2026-01-20", "received": "2026-01-31"},
            "2026-02-10",
            "2026-02-28",
            "2026-04-20",
        ),
        # Tacit, whole file there before: all from the tacit date.
        (
            {"tacit": "2024-03-01", "received": "2024-02-01", "whole": True},
            "2024-03-11",
            "2024-04-30",
            "2024-06-01",
        ),
        # Tacit, incomplete: only the withdrawal runs.
        ({"tacit": "2024-03-01", "whole": False}, None, None, "2024-06-01"),
        # Retrait, month end: 30 November + 3 months.
        (
            {"decided": "2023-11-30", "received": "2023-12-04"},
            "2023-12-14",
            "2024-01-29",
            "2024-02-29",
        ),
        # A restart by pieces leaves the ten days from first reception.
        (
            {
                "decided": "2019-04-02",
                "received": "2019-04-25",
                "asked": "2019-05-20",
                "complement": "2019-06-10",
            },
            "2019-05-05",
            "2019-06-01",
            "2019-07-02",
        ),
        # Decision unknown: no withdrawal date, a prudent month for the recours.
        ({"received": "2019-04-25"}, "2019-05-05", "2019-05-25", None),
    ],
)
def test_other_deadlines(
    given: dict[str, str | bool],
    suspension: str | None,
    recours: str | None,
    retrait: str | None,
) -> None:
    found = deadlines(clock_of(given))
    shown = [found.suspension.date, found.recours_gracieux.date, found.retrait.date]
    assert [day.isoformat() if day else None for day in shown] == [suspension, recours, retrait]


def test_late_transmission_is_said() -> None:
    late = deadlines(clock_of({"decided": "2019-04-02", "received": "2019-04-18"})).defere
    assert "transmission tardive" in late.because
    timely = deadlines(clock_of({"decided": "2019-04-02", "received": "2019-04-17"})).defere
    assert "tardive" not in timely.because


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2015-08-17", "2015-08-18"),  # the date that the court took in n° 16MA03877
        ("2025-12-24", "2025-12-26"),  # Christmas
        ("2025-07-11", "2025-07-15"),  # Saturday, Sunday, the national day
        ("2026-04-03", "2026-04-07"),  # Easter Monday
        ("2025-04-30", "2025-05-02"),  # 1 May
        ("2025-12-31", "2026-01-02"),  # New Year
        ("2025-03-05", "2025-03-06"),
    ],
)
def test_franc(day: str, expected: str) -> None:
    assert franc(date.fromisoformat(day)) == date.fromisoformat(expected)


def test_rules_are_parameters() -> None:
    clock = clock_of({"decided": "2026-01-12", "received": "2026-01-15", "mayor": "2026-02-01"})
    old = DeadlineRules(no_extension_from=None)
    assert deadlines(clock, rules=old).defere.date == date(2026, 6, 1)
    later = replace(DEFAULT_RULES, no_extension_from=date(2026, 3, 1))
    assert deadlines(clock, rules=later).defere.date == date(2026, 6, 1)


# Properties.

days = st.dates(date(2017, 1, 1), date(2027, 12, 31))
maybe = st.none() | days
flags = st.sampled_from((None, True, False))
FOREVER = date.max


def end(deadline: Deadline) -> date:
    """A clock that has not started ends later than any that has."""
    return deadline.date or FOREVER


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    """Clocks whose dates follow each other as they do in life."""
    decided = draw(days)
    tacit = draw(st.booleans())

    def after(day: date) -> date:
        return day + timedelta(days=draw(st.integers(0, 120)))

    received = after(decided)
    asked = after(received) if draw(st.booleans()) else None
    complement = after(asked) if asked and draw(st.booleans()) else None
    recours = after(received) if draw(st.booleans()) else None
    answered = after(recours) if recours and draw(st.booleans()) else None
    return Clock(
        decided_on=None if tacit else decided,
        tacit_on=decided if tacit else None,
        received_on=received,
        whole_file=draw(flags),
        pieces_asked_on=asked,
        pieces_received_on=complement,
        recours_received_on=recours,
        recours_answered_on=answered,
    )


@settings(max_examples=400, deadline=None)
@given(clocks(), st.integers(0, 60))
def test_later_reception_never_gives_an_earlier_deadline(clock: Clock, more: int) -> None:
    assert clock.received_on is not None
    later = replace(clock, received_on=clock.received_on + timedelta(days=more))
    assert end(deadlines(later).defere) >= end(deadlines(clock).defere)
    assert end(deadlines(later).suspension) >= end(deadlines(clock).suspension)


@settings(max_examples=400, deadline=None)
@given(clocks(), st.integers(0, 200))
def test_asking_for_pieces_never_shortens(clock: Clock, wait: int) -> None:
    assert clock.received_on is not None
    bare = replace(clock, pieces_asked_on=None, pieces_received_on=None)
    asked = replace(bare, pieces_asked_on=clock.received_on + timedelta(days=wait))
    assert end(deadlines(asked).defere) >= end(deadlines(bare).defere)


@settings(max_examples=400, deadline=None)
@given(clocks())
def test_a_recours_never_shortens(clock: Clock) -> None:
    bare = replace(clock, recours_received_on=None, recours_answered_on=None)
    assert end(deadlines(clock).defere) >= end(deadlines(bare).defere)


@settings(max_examples=400, deadline=None)
@given(clocks())
def test_unknown_reception_is_never_later_nor_certain(clock: Clock) -> None:
    unknown = deadlines(replace(clock, received_on=None)).defere
    assert end(unknown) <= end(deadlines(clock).defere)
    assert not unknown.certain or unknown.date is None or clock.pieces_received_on is not None


@settings(max_examples=400, deadline=None)
@given(
    st.builds(
        Clock,
        decided_on=maybe,
        tacit_on=maybe,
        received_on=maybe,
        whole_file=flags,
        pieces_asked_on=maybe,
        pieces_received_on=maybe,
        pieces_refused_on=maybe,
        recours_sent_on=maybe,
        recours_received_on=maybe,
        recours_answered_on=maybe,
    )
)
def test_any_dates_give_four_deadlines(clock: Clock) -> None:
    found = deadlines(clock)
    for one in (found.suspension, found.recours_gracieux, found.defere, found.retrait):
        assert one.because.endswith(".")
        assert (one.date is None) == (one.starts_on is None)
        if one.date and one.starts_on:
            assert one.date >= one.starts_on


@given(days, st.integers(1, 6), st.integers(0, 30))
def test_months_keep_order(day: date, months: int, more: int) -> None:
    assert add_months(day, months) > day
    assert add_months(day + timedelta(days=more), months) >= add_months(day, months)
