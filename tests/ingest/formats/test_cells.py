from __future__ import annotations

from datetime import date, datetime

import pytest

from ingest.formats.cells import actes_ids_in, dates_in, day_of, numbers_in, shown


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2019, 3, 12), date(2019, 3, 12)),
        (datetime(2019, 3, 12, 10, 30), date(2019, 3, 12)),
        (43536, date(2019, 3, 12)),
        (43536.0, date(2019, 3, 12)),
        ("43536", date(2019, 3, 12)),
        ("12/3/19", date(2019, 3, 12)),
        ("12.03.2019", date(2019, 3, 12)),
        ("2019-03-12", date(2019, 3, 12)),
        ("le 12 mars 2019", date(2019, 3, 12)),
        ("1er août 2019", date(2019, 8, 1)),
        ("3 déc. 18", date(2018, 12, 3)),
        ("reçu 12-03-19 (papier)", date(2019, 3, 12)),
        ("courant mars", None),
        ("31/02/2019", None),
        ("#REF!", None),
        (12, None),
        (True, None),
        ("", None),
    ],
)
def test_reads_dates_as_people_type_them(cell: object, day: date | None) -> None:
    assert day_of(cell) == day  # type: ignore[arg-type]


def test_several_dates_come_in_their_order() -> None:
    assert [d.day for d in dates_in("RG 3/4/2018, réponse le 12 mai 2018")] == [
        date(2018, 4, 3),
        date(2018, 5, 12),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PC 034 150 24 V0036", ("PC 034150 24 V0036",)),
        ("DP03417219V0123", ("DP 034172 19 V0123",)),
        ("PC 34172 19 V0123 M01", ("PC 034172 19 V0123 M01",)),
        ("pc0341721900123-T2", ("PC 034172 19 00123 T02",)),
        ("PCMI 034 150 24 K 0036", ("PC 034150 24 K0036",)),
        ("CUb 034 150 24 H0021", ("CU 034150 24 H0021",)),
        (
            "PC 034 172 18 V0012 et 034 172 18 V0013",
            ("PC 034172 18 V0012", "PC 034172 18 V0013"),
        ),
        (
            "DP 034 003 18 K0001 / PA 034 003 18 K0002",
            ("DP 034003 18 K0001", "PA 034003 18 K0002"),
        ),
        ("04 67 12 34 56", ()),
        ("12/03/2019", ()),
    ],
)
def test_reads_dossier_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert numbers_in(text).normal == expected


def test_type_and_suffix_may_stand_in_columns_of_their_own() -> None:
    found = numbers_in("034 172 19 V0123", kind="PC MI", suffix="M2")
    assert found.normal == ("PC 034172 19 V0123 M02",)


def test_a_number_without_its_type_is_not_completed() -> None:
    found = numbers_in("034 172 19 V0123")
    assert (found.normal, found.untyped) == ((), ("034172 19 V0123",))


def test_an_abbreviated_second_number_is_pointed_out() -> None:
    assert numbers_in("PC 034 172 18 V0012 et V0013").left == "ET V0013"


def test_identifiers_with_dashes_inside() -> None:
    text = "ID 034-213401722-20190312-PC_12-2019-AI reçu"
    assert actes_ids_in(text) == ("034-213401722-20190312-PC_12-2019-AI",)


def test_errors_of_the_spreadsheet_are_blank() -> None:
    assert [shown(cell) for cell in ("#REF!", "#N/A", "#NOM?", None, 12.0, " a ")] == [
        "",
        "",
        "#NOM?",
        "",
        "12",
        "a",
    ]
