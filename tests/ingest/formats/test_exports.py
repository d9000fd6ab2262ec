"""The préfecture's export of @CTES and the files of Sitadel."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.formats import prefecture_export, recognise, sitadel
from vigie.domain.outcome import Rung

HEADINGS = (
    "N° Acte;Nature;Matière;Objet;État de l'acte;Caractère prioritaire;Mode de transmission;"
    "Acte contrôlé;Acte annulé;Service attributaire;Date de transmission du courrier simple;"
    "Date de transmission de la lettre d'observation;"
    "Date de demande de transmission complémentaire;"
    "Date de saisie de l'expert;Date Réponse Expert;Nature réponse Expert;Libellé émetteur (ACTES);"
    "Nature émetteur;Tiers de transmission;Département;Arrondissement;Région;Strate"
)


def line(number: str, matter: str, subject: str, *, checked: str = "", letters: str = ";;") -> str:
    return (
        f"{number};Actes individuels;{matter};{subject};A examiner;;Télétransmis;{checked};;CL;"
        f"{letters};;;;3 AGDE;3-1;TIERS;34;1;Occitanie;x"
    )


def export(*lines: str) -> bytes:
    head = [f"Critère {n} : …" for n in range(12)]
    return "\r\n".join([*head, HEADINGS, *lines]).encode("iso-8859-15", "replace")


def test_reads_the_acts_of_urbanism_of_the_export() -> None:
    data = export(
        line("034-213400039-20220103-PC03400321A0012-AI", "2.2.3 - PC", "PC 034 003 21 A0012 villa",
             checked="1"),
        line("034-213400039-20220104-2022-7-AI", "2.2 - Droit des sols", "DP 034 003 21 A0300",
             letters="01/02/2022;15/02/2022;"),
        line("034-213400039-20220105-8-AI", "2.2 - Droit des sols", "Permis de M. X"),
        line("034-213400039-20220106-9-AR", "6.1 - Police", "Stationnement"),
    )  # fmt: skip
    assert recognise(data) is prefecture_export.READER
    found = prefecture_export.read(data, "export.csv")
    first, second, third = found.controls
    assert first.where == "export.csv, ligne 14"
    assert (first.dossier_number, first.commune_insee) == ("PC 034003 21 A0012", "34003")
    assert first.decided_on == date(2022, 1, 3)
    assert [one.rung for one in first.outcomes] == [Rung.NOTHING_SAID]
    assert first.outcomes[0].known_on > date(2022, 3, 3)  # late rather than early
    assert [(one.rung, one.known_on) for one in second.outcomes] == [
        (Rung.PIECES_ASKED, date(2022, 2, 1)),
        (Rung.OBSERVATIONS, date(2022, 2, 15)),
    ]
    assert second.recours_sent_on == date(2022, 2, 15)
    assert (third.dossier_number, third.outcomes) == (None, ())
    assert "1 acte(s)" in found.notes[0]


def test_a_row_without_identifier_is_refused_with_its_place() -> None:
    (refused,) = prefecture_export.read(export(line("papier", "2.2", "x")), "e.csv").refused_rows
    assert refused.where == "e.csv, ligne 14"
    assert "papier" in refused.reason


NAMES = '"DEP_CODE";"COMM";"NUM_PA";"ETAT_PA";"DATE_REELLE_AUTORISATION"'
ROW = '"34";"34003";"03400321A0012";2;"2022-01-03"'


@pytest.mark.parametrize("described", [True, False])
def test_reads_sitadel_with_and_without_descriptions(described: bool) -> None:
    lines = ['"Code";"Commune";"Numéro";"État";"Date"'] if described else []
    data = "\n".join([*lines, NAMES, ROW]).encode()
    assert recognise(data) is sitadel.READER
    (row,) = sitadel.read(data, "pa.csv").controls
    assert (row.dossier_number, row.commune_insee) == ("PA 034003 21 A0012", "34003")
    assert row.decided_on == date(2022, 1, 3)
    assert row.outcomes == ()
    assert row.where == f"pa.csv, ligne {2 + described}"


def test_the_type_comes_from_its_column_in_the_file_of_housing() -> None:
    data = (
        b"DEP_CODE;COMM;TYPE_DAU;NUM_DAU;DATE_REELLE_AUTORISATION\n"
        b"34;34003;DP;03400321A0012;2022-01-03\n34;34003;;03400321A0013;\n"
    )
    found = sitadel.read(data, "logements.csv")
    assert [row.dossier_number for row in found.controls] == ["DP 034003 21 A0012"]
    assert found.refused_rows[0].where == "logements.csv, ligne 3"
