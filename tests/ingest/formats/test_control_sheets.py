"""Sheets as different services keep them; none is the demonstration's."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from ingest.contents import Contents
from ingest.formats import recours, tracking
from ingest.formats.control_sheet import SheetKind, kind_of, read_sheet
from ingest.formats.headings import Field
from tests.ingest.formats.sheets import ods, ods_rows, xlsx
from vigie.domain.control import ControlRecord
from vigie.domain.finding import Theme
from vigie.domain.outcome import Rung, Selection
from vigie.errors import Refused


def rows_of(data: bytes) -> Contents:
    return read_sheet(data, "suivi.xlsx", source="suivi")


def by_number(contents: Contents) -> dict[str | None, ControlRecord]:
    return {row.dossier_number: row for row in contents.controls}


def rungs(row: ControlRecord) -> list[tuple[Rung, date]]:
    return [(outcome.rung, outcome.known_on) for outcome in row.outcomes]


def monthly() -> bytes:
    groups = ["", "", "DOSSIER", "", "DATES", "", "CONTRÔLE", ""]
    headings = ["Ordre", "Ville", "Type", "Référence", "Signature de l'arrêté",
     "Arrivée préfecture",
                "Contrôlé le", "Conclusion"]  # fmt: skip
    january = [
        ["SUIVI JANVIER 2019"],
        groups,
        headings,
        [1, "Sète", "PC", "034 301 18 K0021", datetime(2019, 1, 7), datetime(2019, 1, 15), None,
         None],
        [2, "Balaruc", "DP", "034 023 18 K0102", 43476, "16/1/19", "21/01/2019", "ras "],
        [3, "Mèze", "PC MI", "03415718K0033 M1", "11.01.2019", "17 janvier 2019", 43490,
         "RG parti le 30/1/2019"],
        ["", "Total janvier", "", "", "", "", "", 3],
    ]  # fmt: skip
    february = [
        ["SUIVI FÉVRIER 2019"],
        groups,
        headings,
        [
            1,
            "Sète",
            "PC",
            "034 301 18 K0050 / 034 301 18 K0051",
            "4/2/19",
            "courant février",
            None,
            None,
        ],
        headings,
        [2, "Sète", "", "034 301 18 K0060", "5/2/19", "12/2/19", None, "RAS"],
        [3, "Sète", "DP", "voir Mme X", "5/2/19", "12/2/19", None, None],
        [
            4,
            "Sète",
            "PA",
            "034 301 18 K0070",
            "#REF!",
            "31/02/2019",
            None,
            "pièces demandées le 20/2/19",
        ],
    ]
    return xlsx({"janv 19": january, "févr 19": february, "listes": [["oui"], ["non"]]},
                hidden=frozenset({"listes"}))  # fmt: skip


def test_reads_months_in_tabs_under_two_rows_of_headings() -> None:
    data = monthly()
    assert kind_of(data) is SheetKind.TRACKING
    found = by_number(rows_of(data))
    assert set(found) == {
        "PC 034301 18 K0021",
        "DP 034023 18 K0102",
        "PC 034157 18 K0033 M01",
        "PC 034301 18 K0050",
        "PC 034301 18 K0051",
        "PA 034301 18 K0070",
    }
    first = found["PC 034301 18 K0021"]
    assert (first.decided_on, first.received_on) == (date(2019, 1, 7), date(2019, 1, 15))
    assert first.commune_insee == "34301"
    assert first.where == "suivi.xlsx, feuille « janv 19 », ligne 4"
    assert found["DP 034023 18 K0102"].decided_on == date(2019, 1, 11)
    assert found["PC 034157 18 K0033 M01"].received_on == date(2019, 1, 17)


def test_not_reviewed_and_reviewed_with_nothing_said_are_two_things() -> None:
    found = by_number(rows_of(monthly()))
    assert found["PC 034301 18 K0021"].outcomes == ()
    assert rungs(found["DP 034023 18 K0102"]) == [(Rung.NOTHING_SAID, date(2019, 1, 21))]
    assert rungs(found["PC 034157 18 K0033 M01"]) == [(Rung.OBSERVATIONS, date(2019, 1, 30))]
    assert found["PC 034157 18 K0033 M01"].recours_sent_on == date(2019, 1, 30)


def test_every_row_not_understood_is_listed_with_its_place_and_reason() -> None:
    refused = {row.where: row.reason for row in rows_of(monthly()).refused_rows}
    tab = "suivi.xlsx, feuille « févr 19 », ligne"
    assert "courant février" in refused[f"{tab} 4"]
    assert "type d'autorisation absent" in refused[f"{tab} 6"]
    assert "voir Mme X" in refused[f"{tab} 7"]
    assert "31/02/2019" in refused[f"{tab} 8"]
    assert len(refused) == 4  # the subtotal and the headings printed again are no rows


def test_pieces_asked_are_a_rung_and_a_date_of_the_clock() -> None:
    found = by_number(rows_of(monthly()))["PA 034301 18 K0070"]
    assert rungs(found) == [(Rung.PIECES_ASKED, date(2019, 2, 20))]
    assert found.pieces_asked_on == date(2019, 2, 20)


def test_a_control_without_its_day_is_known_late_never_early() -> None:
    data = xlsx({"a": [["Dossier", "Commune", "Date arrêté", "Reçu préf", "Suite"],
                       ["PC 034 301 18 K0021", "Sète", "7/1/19", "15/1/19", "RAS"]]})  # fmt: skip
    row = rows_of(data).controls[0]
    assert row.outcomes[0].rung is Rung.NOTHING_SAID
    assert row.outcomes[0].known_on >= date(2019, 3, 15)
    assert "jour inconnu" in (row.outcomes[0].note or "")


def test_a_csv_in_the_encoding_of_windows() -> None:
    text = (
        "Numéro de dossier;Collectivité;Date de réception préfecture;Motif de sélection;"
        "Résultat\r\n"
        "PC 034 301 18 K0021;Sète;15/01/2019;Échantillon;R.A.S\r\n"
        "DP 034 301 18 K0022;Sète;15/01/2019;Plainte voisin;lettre d'observations du 4/2/2019\r\n"
    )
    data = text.encode("cp1252")
    assert tracking.recognises(data)
    first, second = rows_of(data).controls
    assert first.outcomes[0].selection is Selection.RANDOM
    assert second.outcomes[0].selection is Selection.TIP_OFF
    assert rungs(second) == [(Rung.OBSERVATIONS, date(2019, 2, 4))]


def test_numbers_are_found_by_content_when_no_heading_names_them() -> None:
    rows = [["", "Quoi", "Date de signature", "Reçu le"],
            *[[f"PC 034 301 18 K{n:04d}", "villa", "7/1/19", "15/1/19"]
              for n in range(5)]]  # fmt: skip
    found = rows_of(xlsx({"a": rows}))
    assert [row.dossier_number for row in found.controls] == [
        f"PC 034301 18 K{n:04d}" for n in range(5)
    ]
    assert {row.received_on for row in found.controls} == {date(2019, 1, 15)}


def test_acts_named_by_their_identifier_alone() -> None:
    rows = [["Identifiant de l'acte", "Date AR préfecture", "Avis"],
            ["034-213403017-20190107-PC18K0021-AI", "15/01/2019", "vu"]]  # fmt: skip
    (row,) = rows_of(xlsx({"a": rows})).controls
    assert row.dossier_number is None
    assert row.actes_id == "034-213403017-20190107-PC18K0021-AI"
    assert row.received_on == date(2019, 1, 15)


def recours_sheet() -> bytes:
    rows = [
        ["Contentieux ADS – recours gracieux 2018"],
        ["Commune", "N° PC / DP", "Thématique", "Illégalités relevées", "Date du RG",
         "N° recommandé",
         "AR mairie", "Date réponse", "Sens de la réponse", "Retrait (date, n°)", "Limite déféré",
         "Déféré", "Jugement"],
        ["Vias", "PC 034 332 17 A0009", "Inondation", "PPRI zone R", "3/4/2018", "1A 111",
         "6/4/2018",
         "20/5/2018", "retrait", "18/05/2018 n° 2018-44", "6/8/2018", None, None],
        ["Agde", "PC 034 003 17 A0010", "Littoral", "L.121-8", "5/4/2018", None, "9/4/2018",
         "2/6/2018",
         "refus de retirer", None, "2/8/2018", "30/7/2018 TA n° 1803", "annulation 12/11/2019"],
        ["Agde", "DP 034 003 18 A0311", "PLU", "hauteur", "7/4/2018", None, None, None, None, None,
         "7/8/2018", "non", None],
        ["Agde", None, "PLU", "M. Untel, villa route de la mer", "8/4/2018", None, None, None, None,
         None, None, None, None],
        ["Agde", "PC 034 003 17 A0077", "PLU", "emprise", "9/4/2018", None, None, "1/6/2018",
         "rejet",
         None, None, "1/8/2018", "rejet de la requête 5/5/2019"],
    ]  # fmt: skip
    return ods(ods_rows(rows, name="RG 2018"))


def test_reads_a_sheet_of_recours() -> None:
    data = recours_sheet()
    assert recours.recognises(data)
    assert not tracking.recognises(data)
    found = by_number(rows_of(data))
    vias = found["PC 034332 17 A0009"]
    assert rungs(vias) == [
        (Rung.OBSERVATIONS, date(2018, 4, 3)),
        (Rung.WITHDRAWN, date(2018, 5, 18)),
    ]
    assert vias.outcomes[0].themes == (Theme.FLOOD,)
    assert (vias.recours_sent_on, vias.recours_received_on, vias.recours_answered_on) == (
        date(2018, 4, 3),
        date(2018, 4, 6),
        date(2018, 5, 20),
    )
    assert rungs(found["PC 034003 17 A0010"]) == [
        (Rung.OBSERVATIONS, date(2018, 4, 5)),
        (Rung.DEFERE, date(2018, 7, 30)),
        (Rung.ANNULLED, date(2019, 11, 12)),
    ]
    assert rungs(found["DP 034003 18 A0311"]) == [(Rung.OBSERVATIONS, date(2018, 4, 7))]
    lost = found["PC 034003 17 A0077"]
    assert rungs(lost) == [(Rung.OBSERVATIONS, date(2018, 4, 9)), (Rung.DEFERE, date(2018, 8, 1))]


def test_a_recours_known_by_the_applicant_alone_is_refused_not_guessed() -> None:
    (refused,) = rows_of(recours_sheet()).refused_rows
    assert refused.where.endswith("ligne 6")
    assert "ni numéro de dossier" in refused.reason


def test_the_mapping_is_a_file_that_a_person_can_correct(tmp_path: Path) -> None:
    rows = [["Dossier", "Le", "Enregistré", "Bilan"],
            ["PC 034 301 18 K0021", "7/1/19", "15/1/19", "RAS"]]  # fmt: skip
    data = xlsx({"a": rows})
    before = read_sheet(data, "s.xlsx", source="suivi", folder=tmp_path)
    assert before.controls[0].received_on is None
    (path,) = tmp_path.iterdir()
    said = json.loads(path.read_text(encoding="utf-8"))
    assert [c["intitule"] for c in said["colonnes"]] == ["Dossier", "Le", "Enregistré", "Bilan"]
    said["colonnes"][1]["champ"] = Field.DECIDED.value
    said["colonnes"][2]["champ"] = Field.RECEIVED.value
    path.write_text(json.dumps(said), encoding="utf-8")
    after = read_sheet(data, "s.xlsx", source="suivi", folder=tmp_path)
    assert after.controls[0].decided_on == date(2019, 1, 7)
    assert after.controls[0].received_on == date(2019, 1, 15)
    assert json.loads(path.read_text(encoding="utf-8")) == said


def test_a_mapping_file_that_is_broken_is_left_alone(tmp_path: Path) -> None:
    data = xlsx({"a": [["Dossier", "Reçu le"], ["PC 034 301 18 K0021", "15/1/19"]]})
    read_sheet(data, "s.xlsx", source="suivi", folder=tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_text("{ pas du JSON", encoding="utf-8")
    found = read_sheet(data, "s.xlsx", source="suivi", folder=tmp_path)
    assert found.controls[0].received_on == date(2019, 1, 15)
    assert path.read_text(encoding="utf-8") == "{ pas du JSON"


@pytest.mark.parametrize(
    "rows",
    [
        [["Nom", "Prénom", "Ville"], ["Durand", "Paul", "Sète"]],
        [["Référence", "Montant"], ["F-2019-12", "120,50"], ["F-2019-13", "87,00"]],
        [[1, 2, 3], [4, 5, 6]],
    ],
)
def test_other_spreadsheets_are_not_taken(rows: list[list[object]]) -> None:
    data = xlsx({"a": rows})
    assert kind_of(data) is None
    with pytest.raises(Refused):
        rows_of(data)


def test_columns_added_in_the_middle_of_the_year() -> None:
    before = [["N° dossier", "Reçu le", "Suite"], ["PC 034 301 18 K0021", "15/1/19", "OK"]]
    after = [["N° dossier", "Agent", "Reçu le", "Examiné le", "Suite"],
             ["PC 034 301 18 K0022", "MB", "15/6/19", "20/6/19", "OK"]]  # fmt: skip
    found = by_number(rows_of(xlsx({"janv": before, "juin": after})))
    assert found["PC 034301 18 K0021"].received_on == date(2019, 1, 15)
    assert rungs(found["PC 034301 18 K0022"]) == [(Rung.NOTHING_SAID, date(2019, 6, 20))]
