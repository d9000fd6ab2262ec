# ruff: noqa: E501 - phrases of acts are kept whole
from datetime import date

import pytest

from features.facts.dates import find_dates
from features.facts.fold import fold

CLEAN = [
    ("28/09/2026", date(2026, 9, 28)),
    ("21 / 9 /2026", date(2026, 9, 21)),
    ("05 août 2026", date(2026, 8, 5)),
    ("1er mars 2024", date(2024, 3, 1)),
    ("1 er mars 2024", date(2024, 3, 1)),
    ("ler mars 2024", date(2024, 3, 1)),
    ("2 9 SEP. 2026", date(2026, 9, 29)),
    ("15 SEP, 2026", date(2026, 9, 15)),
    ("2 3 SEP. 2025", date(2025, 9, 23)),
    ("12 mai 2026", date(2026, 5, 12)),
    ("24 septembre 2026", date(2026, 9, 24)),
    ("12.03.2024", date(2024, 3, 12)),
    ("12-03-2024", date(2024, 3, 12)),
    ("12/03/24", date(2024, 3, 12)),
    ("2024-03-12", date(2024, 3, 12)),
    ("12 mars\n2024", date(2024, 3, 12)),
    ("12\nmars 2024", date(2024, 3, 12)),
    ("12 AOUT 2024", date(2024, 8, 12)),
    ("3 févr. 2024", date(2024, 2, 3)),
    ("12mars2024", date(2024, 3, 12)),
    ("1 2 MARS 2 0 2 4", date(2024, 3, 12)),
    ("vingt-huit juillet deux mille vingt-cinq", date(2025, 7, 28)),
    ("premier mars deux mille vingt-six", date(2026, 3, 1)),
    ("trente et un décembre deux mille vingt-quatre", date(2024, 12, 31)),
]
DAMAGED = [
    ("l2/O3/2024", date(2024, 3, 12)),
    ("12 ju1llet 2024", date(2024, 7, 12)),
    ("12 septernbre 2024", date(2024, 9, 12)),
    ("I2 mars 2O24", date(2024, 3, 12)),
    ("14 fevner 2023", date(2023, 2, 14)),
]


@pytest.mark.parametrize(("printed", "value"), CLEAN)
def test_dates_as_printed(printed, value):
    (hit,) = find_dates(fold(f"Fait à Sète, le {printed} en mairie"))
    assert hit.value == value
    assert not hit.repaired


@pytest.mark.parametrize(("printed", "value"), DAMAGED)
def test_dates_through_damage_are_said_to_be_repaired(printed, value):
    (hit,) = find_dates(fold(f"Fait à Sète, le {printed}."))
    assert hit.value == value
    assert hit.repaired


@pytest.mark.parametrize("text", ["le 20%", "31/02/2024", "45 mars 2024", "04.67.12.34.56", "PC 034 150 24 V0036", "12 rue 2024", "le 12 lots 2024"])  # fmt: skip
def test_what_is_no_date(text):
    assert find_dates(fold(text)) == ()
