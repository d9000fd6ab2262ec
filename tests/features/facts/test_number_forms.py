# ruff: noqa: E501 - phrases of acts are kept whole
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.facts.extract import extract
from features.facts.fold import fold
from features.facts.number_forms import find_numbers, find_short, find_untyped, parse_number
from tests.builders import a_reading

VARIANTS = [
    ("PC 034 150 24 V0036", "PC 034150 24 V0036"),
    ("DP 26198 26 00511", "DP 026198 26 00511"),
    ("DP 031 056 26 00072", "DP 031056 26 00072"),
    ("DP 057 283 2600095", "DP 057283 26 00095"),
    ("DP261982600511", "DP 026198 26 00511"),
    ("DP0261982600512", "DP 026198 26 00512"),
    ("PC05730324M0010-M01", "PC 057303 24 M0010 M01"),
    ("PC 057 143 24P0004 M01", "PC 057143 24 P0004 M01"),
    ("DP 054 159 26 D 0192", "DP 054159 26 D0192"),
    ("DP 57 593 2600031", "DP 057593 26 00031"),
    ("CU 88445 26 H0021", "CU 088445 26 H0021"),
    ("PC 091200 26 10016", "PC 091200 26 10016"),
    ("PC 034 150 24 V0036\nM01", "PC 034150 24 V0036 M01"),
    ("C U 0 3 0 0 1 9 2 6 0 0 0 8 1", "CU 030019 26 00081"),
    ("PC0130551600001P0", "PC 013055 16 00001"),
    ("DP 00104726A0038", "DP 001047 26 A0038"),
    ("PC 034 172 19 V0123 M01", "PC 034172 19 V0123 M01"),
    ("n° PC.034.172.19.V0123", "PC 034172 19 V0123"),
    ("PC n° 034 172 19 V0123 T02", "PC 034172 19 V0123 T02"),
    ("PC 034-172-19-V0123", "PC 034172 19 V0123"),
    ("PC 02A 004 24 A0012", "PC 02A004 24 A0012"),
    ("PC 974 411 22 A0123", "PC 974411 22 A0123"),
    ("PCMI 034 172 19 V0123", "PC 034172 19 V0123"),
    ("PA 034 003 25 00004 M2", "PA 034003 25 00004 M02"),
    ("CUb 034 003 25 00004", "CU 034003 25 00004"),
    ("P.C. 034 003 25 00004", "PC 034003 25 00004"),
]

DAMAGED = [
    ("PC O34 15O 24 V0036", "PC 034150 24 V0036"),
    ("PC 034 150 24 VO036 |", "PC 034150 24 V0036"),
    ("PC 03 4 150 24 V0036", "PC 034150 24 V0036"),
    ("PC 034 l50 24 V0l23", "PC 034150 24 V0123"),
    ("PC 034 150 24 NO060", "PC 034150 24 N0060"),
    ("PCO34 172 19 V0123", "PC 034172 19 V0123"),
]


@pytest.mark.parametrize(("printed", "normal"), VARIANTS)
def test_every_printed_form_gives_its_normal_form(printed, normal):
    (hit,) = find_numbers(fold(printed))
    assert hit.number.normal == normal
    assert not hit.repaired


@pytest.mark.parametrize(("printed", "normal"), DAMAGED)
def test_a_damaged_number_is_read_and_said_to_be_repaired(printed, normal):
    (hit,) = find_numbers(fold(f"Dossier n° {printed} déposé"))
    assert hit.number.normal == normal
    assert hit.repaired or normal in {"PC 034150 24 V0036"}


@pytest.mark.parametrize(
    "text",
    [
        "04 67 12 34 56", "12/03/2024", "A2026-1487", "URB-2026-0815", "2026-034-URBA", "DP 2600033", "34340 MARSEILLAN",
        "AT 034 150 24 V0036", "article R. 424-12", "CCAS 034 150", "213401508-20240605",
    ],
)  # fmt: skip
def test_what_is_no_dossier_number(text):
    assert find_numbers(fold(text)) == ()
    assert find_untyped(fold(text)) == ()


@pytest.mark.parametrize(
    ("printed", "year", "rank"),
    [
        ("DP 2600033", "26", "00033"), ("DP26000028", "26", "00028"), ("DP260027", "26", "00027"),
        ("DP 39 2026", "26", "00039"), ("PC 26_49", "26", "00049"), ("DP 2026 0065", "26", "00065"),
        ("CUB 2610144", "26", "10144"),
    ],
)  # fmt: skip
def test_internal_numbers_give_year_and_rank(printed, year, rank):
    (hit,) = find_short(fold(printed))
    assert (hit.year, hit.rank) == (year, rank)


def test_an_internal_number_is_completed_by_the_commune_with_a_doubt():
    text = (
        "COMMUNE DE MÈZE\nCode INSEE : 34157\nARRÊTÉ de non-opposition à une déclaration préalable\n"
        "Dossier n° DP 2600033\nVu la déclaration préalable ;\nARRÊTE\n"
        "Article 1 : Il n'est pas fait opposition à la déclaration préalable."
    )
    facts = extract(a_reading(text))[0].facts
    assert facts.dossier_number.value == "DP 034157 26 00033"
    assert facts.dossier_number.doubt
    assert facts.dossier_number.confidence < 0.6


@given(
    st.sampled_from(["PC", "PA", "PD", "DP", "CU"]),
    st.integers(1, 95),
    st.integers(1, 999),
    st.integers(10, 35),
    st.sampled_from("0ABVMT1"),
    st.integers(0, 9999),
    st.sampled_from(["", " M01", " T02", "M03", "-M01"]),
    st.sampled_from(["", " ", "-", "."]),
)
def test_any_separator_gives_one_normal_form(  # noqa: PLR0917 - parts of a number
    kind, dept, commune, year, service, rank, tail, gap
):
    printed = gap.join(
        [kind, f"{dept:03d}", f"{commune:03d}", f"{year:02d}", f"{service}{rank:04d}"]
    )
    number = parse_number(printed + tail)
    suffix = tail.strip(" -")
    assert number is not None
    assert number.normal == (
        f"{kind} {dept:03d}{commune:03d} {year:02d} {service}{rank:04d}"
        + (f" {suffix}" if suffix else "")
    )
    assert parse_number(number.normal) == number
