"""The mess of real sheets, one workbook a kind; what cannot be understood is said, not guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from ingest.contents import Contents
from ingest.formats import recognise
from tests.ingest.formats.sheets import ods, ods_rows, xlsx
from vigie.domain.outcome import Rung

HEAD = ["N° dossier", "Commune", "Date décision", "Date réception préfecture", "Suite"]
NUMBER = "PC 034 157 24 V0036"
NORMAL = "PC 034157 24 V0036"


def read(data: bytes) -> Contents:
    reader = recognise(data)
    assert reader is not None
    return reader.read(data, "suivi.xlsx")


def sheet(*rows: Sequence[Any], head: Sequence[Any] = HEAD) -> Contents:
    return read(xlsx({"Suivi": [head, *rows]}))


def a_row(number: Any = NUMBER, decided: Any = "10/01/2024", suite: Any = "RAS") -> list[Any]:
    return [number, "Mèze", decided, "15/01/2024", suite]


def test_numbers_without_blanks_or_leading_zero() -> None:
    written = ["PC03415724V0036", "PC34157 24V0036", "pc 034.157.24.V0036", "PC-034-157-24-V 0036"]
    found = sheet(*(a_row(number) for number in written))
    assert [row.dossier_number for row in found.controls] == [NORMAL] * 4


def test_several_dossiers_in_a_cell() -> None:
    found = sheet(a_row(f"{NUMBER} et PC 034 157 24 V0037\nDP 034 157 24 V0001"))
    numbers = [row.dossier_number for row in found.controls]
    assert numbers == [NORMAL, "PC 034157 24 V0037", "DP 034157 24 V0001"]
    abbreviated = sheet(a_row(f"{NUMBER}, 37 et 38"))
    assert "abrégé" in abbreviated.refused_rows[0].reason


def test_dates_in_every_form() -> None:
    forms = [date(2024, 1, 10), datetime(2024, 1, 10, 9, 30), 45301, "45301", "10/1/24",
             "10.01.2024", "le 10 janvier 2024", "2024-01-10"]  # fmt: skip
    found = sheet(*(a_row(decided=form) for form in forms))
    assert [row.decided_on for row in found.controls] == [date(2024, 1, 10)] * len(forms)


def test_dates_that_are_none_are_said() -> None:
    good = [a_row(), a_row("PC 034 157 24 V0037")]
    bad = ("courant mars", "31/02/2024", "10/13/2024")
    found = sheet(*good, *(a_row(decided=said) for said in bad))
    assert [row.decided_on for row in found.controls[2:]] == [None] * 3
    assert len(found.refused_rows) == 3
    assert all("date non comprise" in row.reason for row in found.refused_rows)


def test_months_in_tabs_hidden_ones_too() -> None:
    tabs = {name: [HEAD, a_row()] for name in ("Janvier", "Février", "Mars")}
    found = read(xlsx(tabs, hidden=frozenset({"Février"})))
    assert [row.where for row in found.controls] == [
        "suivi.xlsx, feuille « Janvier », ligne 2",
        "suivi.xlsx, feuille « Février » (masquée), ligne 2",
        "suivi.xlsx, feuille « Mars », ligne 2",
    ]


def test_headings_merged_over_two_rows_and_subtotals() -> None:
    rows = [
        ["Actes reçus en 2024", None, None, None, None],
        ["Dossier", None, "Dates", None, "Contrôle"],
        ["N°", "Commune", "décision", "réception préfecture", "suite"],
        a_row(),
        ["Total janvier", None, 1, None, None],
        [None, "Sous-total", 1, None, None],
    ]
    found = read(xlsx({"Suivi": rows}))
    (row,) = found.controls
    assert (row.dossier_number, row.decided_on) == (NORMAL, date(2024, 1, 10))
    assert row.received_on == date(2024, 1, 15)
    assert [one.rung for one in row.outcomes] == [Rung.NOTHING_SAID]
    assert found.refused_rows == ()


def test_colours_are_not_read_and_that_is_said() -> None:
    book = load_workbook(BytesIO(xlsx({"Suivi": [HEAD, a_row(suite=None)]})))
    book["Suivi"]["A2"].fill = PatternFill("solid", fgColor="FF0000")
    out = BytesIO()
    book.save(out)
    coloured = read(out.getvalue())
    assert coloured.controls[0].outcomes == ()  # red may mean anything
    assert any("couleur" in note for note in coloured.notes)
    assert not any("couleur" in note for note in sheet(a_row()).notes)
    style = (
        '<style:style style:name="ce1" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    )
    table = ods(style + ods_rows([HEAD, a_row()]))
    assert any("couleur" in note for note in read(table).notes)


def test_suites_as_people_type_them() -> None:
    found = sheet(*(a_row(suite=said) for said in ("RAS", "ras ", "R.A.S", "OK", "vu", "", None)))
    rungs = [[one.rung for one in row.outcomes] for row in found.controls]
    assert rungs == [[Rung.NOTHING_SAID]] * 5 + [[]] * 2  # an empty cell is no review


def test_communes_in_any_spelling_are_known_by_the_number() -> None:
    names = ["St Jean de Vedas", "SAINT-JEAN-DE-VÉDAS", "Dio et Valquières (anc.)", None]
    found = sheet(*([NUMBER, name, "10/01/2024", "15/01/2024", "RAS"] for name in names))
    assert {row.commune_insee for row in found.controls} == {"34157"}


def test_an_act_twice_and_its_modificatif_are_three_rows_of_two_dossiers() -> None:
    ways = ("papier", "@CTES", "@CTES")
    rows = [a_row(), [*a_row()[:3], "18/01/2024", "RAS"], a_row(f"{NUMBER} M01")]
    modes = ([*row, way] for row, way in zip(rows, ways, strict=True))
    found = sheet(*modes, head=[*HEAD, "Mode"])
    assert [row.dossier_number for row in found.controls] == [NORMAL, NORMAL, f"{NORMAL} M01"]
    assert [row.received_on for row in found.controls][:2] == [date(2024, 1, 15), date(2024, 1, 18)]


def test_a_recours_known_by_its_applicant_alone_is_listed() -> None:
    head = ["N° dossier", "Pétitionnaire", "Date RG", "Réponse du maire"]
    found = sheet(
        [NUMBER, "A", "12/03/2024", "retrait le 02/05/2024"],
        [None, "SCI Les Pins", "12/03/2024", "retrait"],
        head=head,
    )
    assert [row.dossier_number for row in found.controls] == [NORMAL]
    assert "ni numéro de dossier" in found.refused_rows[0].reason


def test_columns_added_in_the_middle_of_the_year() -> None:
    later = [HEAD[0], "Priorité", *HEAD[1:]]
    row = [NUMBER, "2", *a_row()[1:]]
    found = read(xlsx({"1er semestre": [HEAD, a_row()], "2nd semestre": [later, row]}))
    assert len({(r.dossier_number, r.decided_on, r.outcomes) for r in found.controls}) == 1
    assert len(found.controls) == 2


def test_errors_of_the_spreadsheet_are_blanks() -> None:
    found = sheet(a_row(decided="#REF!", suite="#N/A"))
    assert (found.controls[0].decided_on, found.controls[0].outcomes) == (None, ())
    assert found.refused_rows == ()


def test_a_suite_in_words_unknown_is_listed_and_makes_no_outcome() -> None:
    head = [*HEAD, "Contrôlé le"]
    said = (
        "NTR",
        "dossier illégal - forclos",
        "en cours",
        "non vu",
        "défavorable - proposition RG",
    )
    found = sheet(*([*a_row(suite=one), "20/01/2024"] for one in said), head=head)
    assert [row.outcomes for row in found.controls] == [()] * len(said)
    reasons = [row.reason for row in found.refused_rows]
    assert reasons == [  # « en cours » and « non vu » are understood: nobody has looked yet
        "suite non comprise (suite) : « NTR »",
        "suite non comprise (suite) : « dossier illégal - forclos »",
        "suite non comprise (suite) : « défavorable - proposition RG »",
    ]


def test_dates_among_words_do_not_make_a_column_of_dates() -> None:
    head = ["Immatriculation", "Signé le", "Arrivé le", "Décision contrôle"]
    told = ("Recours gracieux le 10/03/2024, retrait obtenu 02/06/2024", "Vu le 20/01/2024")
    found = sheet(*([NUMBER, "10/01/2024", "15/01/2024", one] for one in told), head=head)
    rungs = [[(one.rung, one.known_on) for one in row.outcomes] for row in found.controls]
    assert rungs == [
        [(Rung.OBSERVATIONS, date(2024, 3, 10)), (Rung.WITHDRAWN, date(2024, 6, 2))],
        [(Rung.NOTHING_SAID, date(2024, 1, 20))],
    ]


def test_words_under_the_day_of_control_tell_the_outcome() -> None:
    head = ["Dossier", "Arrêté du", "Contrôlé le"]
    rows = [[f"PC 034 157 24 V{n:04}", "10/01/2024", f"{n + 1:02}/02/2024"] for n in range(3)]
    found = sheet(*rows, [NUMBER, "10/01/2024", "LO le 04/03/2024"], head=head)
    assert [row.outcomes[0].rung for row in found.controls] == [
        *[Rung.NOTHING_SAID] * 3,
        Rung.OBSERVATIONS,
    ]


def test_a_tab_without_headings_carries_on_the_one_before() -> None:
    found = read(xlsx({"Janvier": [HEAD, a_row()], "Février": [a_row("PC 034 157 24 V0037")]}))
    assert [(row.decided_on, len(row.outcomes)) for row in found.controls] == [
        (date(2024, 1, 10), 1)
    ] * 2


def test_a_number_over_several_columns_and_types_in_words() -> None:
    head = ["N° ordre", "Type", "Dpt", "Com", "An", "N°", "Arrêté du", "Suite"]
    rows = [[n, "PC", "034", "157", "24", f"V{n:04}", "10/01/2024", "RAS"] for n in (1, 2)]
    found = sheet(*rows, head=head)
    assert [row.dossier_number for row in found.controls] == [
        "PC 034157 24 V0001",
        "PC 034157 24 V0002",
    ]
    kinds = ["Permis de construire", "Déclaration préalable", "Permis d'aménager", "P.C.", "CUb"]
    head = ["N° dossier", "Type", "Suite"]
    typed = sheet(*(["034 157 24 V0036", kind, "RAS"] for kind in kinds), head=head)
    assert [str(row.dossier_number)[:2] for row in typed.controls] == ["PC", "DP", "PA", "PC", "CU"]


def test_years_of_four_figures() -> None:
    forms = ["PC 34 157 2024 V0036", "PC0341572024V0036", "PC 034 157 2024 00036"]
    found = sheet(*(a_row(form) for form in forms))
    normal = [row.dossier_number for row in found.controls]
    assert normal == [NORMAL, NORMAL, "PC 034157 24 00036"]
    (row,) = sheet(a_row("PC 034 157 20 00012")).controls
    assert row.dossier_number == "PC 034157 20 00012"


def test_text_of_any_coding_and_separator() -> None:
    rows = [HEAD, a_row()]
    for coding, mark in (("utf-16", "\t"), ("utf-16-be", ";"), ("utf-8", "|"), ("cp1252", ",")):
        text = "\n".join(mark.join(row) for row in rows)
        data = text.encode(coding)
        found = read(b"\xfe\xff" + data if coding == "utf-16-be" else data)
        assert [row.dossier_number for row in found.controls] == [NORMAL]


def test_what_follows_a_recours_is_never_known_before_it() -> None:
    head = ["N° dossier", "Date réception préfecture", "Date RG", "Retrait", "Déféré"]
    (row,) = sheet([NUMBER, "15/01/2024", "10/03/2024", "oui", "x"], head=head).controls
    days = {one.rung: one.known_on for one in row.outcomes}
    assert days[Rung.OBSERVATIONS] == date(2024, 3, 10)
    # two months of silence, then two months to go to court
    assert days[Rung.WITHDRAWN] >= date(2024, 7, 10)
    assert days[Rung.DEFERE] >= date(2024, 7, 10)


def test_answers_of_the_mayor_in_words_have_the_day_of_the_answer() -> None:
    head = ["N° dossier", "RG le", "Réponse du maire", "Date rép.", "TA saisi le"]
    rows = [
        [NUMBER, "20/04/2020", "Retrait", "15/06/2020", None],
        ["PC 034 157 24 V0037", "20/04/2020", "refus", "15/06/2020", "10/08/2020"],
    ]
    found = sheet(*rows, head=head)
    told = [[(one.rung, one.known_on) for one in row.outcomes][1:] for row in found.controls]
    assert told == [[(Rung.WITHDRAWN, date(2020, 6, 15))], [(Rung.DEFERE, date(2020, 8, 10))]]


def test_remarks_tell_the_control_where_nothing_else_does() -> None:
    alone = sheet([NUMBER, "10/01/2024", "vu RAS"], head=["N° PC", "Arrêté du", "Observations"])
    assert [one.rung for one in alone.controls[0].outcomes] == [Rung.NOTHING_SAID]
    beside = sheet([*a_row(suite=None), "RAS"], head=[*HEAD, "Observations"])
    assert beside.controls[0].outcomes == ()
