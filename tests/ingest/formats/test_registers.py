"""Registers of communes and of delegations."""

from __future__ import annotations

from datetime import date

from ingest.formats import recognise, registers
from vigie.domain.dossier import Delegation

DELEGATIONS = """Commune;Code INSEE;Nom de l'élu;Qualité;Date d'effet;Date de fin
Mèze;34157;Jeanne Roux;adjointe à l'urbanisme;01/07/2020;
Agde;34003;Paul Ferrand;adjoint;12/06/2020;30/09/2023
Sète;34-30;Nul Part;adjoint;01/01/2020;
Pézenas;34199;Anne Gély;adjointe;bientôt;
"""
COMMUNES = """insee,commune,document d'urbanisme,date d'approbation,littoral,montagne
34157,Mèze,PLU,2017-06-28,oui,non
34157,Mèze,POS,1998-01-01,oui,non
34142,Lodève,Carte communale,12/03/2010,non,
34013,Aniane,règlement national,,non,non
34001,Abeilhan,on ne sait pas,2010-01-01,non,non
"""


def test_who_may_sign_and_since_when() -> None:
    data = DELEGATIONS.encode("cp1252")
    assert recognise(data) is registers.READER
    found = registers.read(data, "delegations.csv")
    first, second = found.delegations
    assert first == Delegation(
        commune_insee="34157", name="Jeanne Roux", role="adjointe à l'urbanisme",
        since=date(2020, 7, 1), where="delegations.csv, ligne 2",
    )  # fmt: skip
    assert first.holds(date(2024, 1, 1))
    assert not first.holds(date(2020, 6, 30))
    assert not second.holds(date(2023, 10, 1))
    reasons = {row.where: row.reason for row in found.refused_rows}
    assert list(reasons) == ["delegations.csv, ligne 4", "delegations.csv, ligne 5"]
    assert "INSEE" in reasons["delegations.csv, ligne 4"]
    assert "bientôt" in reasons["delegations.csv, ligne 5"]


def test_planning_documents_by_date() -> None:
    data = COMMUNES.encode()
    assert recognise(data) is registers.READER
    found = registers.read(data, "communes.csv")
    plans = [
        (one.commune.insee, one.commune.planning_document, one.since) for one in found.communes
    ]
    assert plans == [
        ("34157", "PLU", date(2017, 6, 28)),
        ("34157", "POS", date(1998, 1, 1)),
        ("34142", "CC", date(2010, 3, 12)),
        ("34013", "RNU", None),
    ]
    assert found.communes[0].commune.littoral is True
    assert found.communes[2].commune.montagne is None
    assert [row.where for row in found.refused_rows] == ["communes.csv, ligne 6"]


def test_a_sheet_of_acts_is_no_register() -> None:
    headings = "Code INSEE;N° dossier;Signataire;Date réception préfecture"
    reader = recognise(f"{headings}\n34157;PC 034 157 24 V0036;A B;1/2/24\n".encode())
    assert reader is not None
    assert reader.name == "tracking"


def test_people_in_two_columns_and_other_headings() -> None:
    text = (
        "Registre 2024;;;;;\n"
        "Code commune;Nom;Prénom;Fonction;Effet;Expiration\n"
        "34157;ROUX;Jeanne;adjointe;45000;\n"
    )
    assert recognise(text.encode()) is registers.READER
    (line,) = registers.read(text.encode(), "d.csv").delegations
    assert (line.name, line.role, line.since) == ("Jeanne ROUX", "adjointe", date(2023, 3, 15))


def test_a_commune_without_its_code_is_known_by_its_name() -> None:
    text = (
        "Commune;Signataire;Qualité;Depuis le\n"
        "Mèze;Jeanne Roux;adjointe;12/06/2020\n"
        "Saint-Martin;Paul Ferrand;adjoint;12/06/2020\n"
    )
    assert recognise(text.encode()) is registers.READER
    found = registers.read(text.encode(), "d.csv")
    assert found.delegations == ()
    placed = registers.placed(found, {"Mèze": "34157"}.get)
    assert [(line.commune_insee, line.name) for line in placed.delegations] == [
        ("34157", "Jeanne Roux")
    ]
    (refused,) = placed.refused_rows
    assert (refused.where, "Saint-Martin" in refused.reason) == ("d.csv, ligne 3", True)


def test_the_littoral_is_not_the_name_of_the_commune() -> None:
    text = "codgeo;libgeo;Type de document;Commune littorale\n34157;Mèze;PLU;oui\n"
    (line,) = registers.read(text.encode(), "c.csv").communes
    assert (line.commune.name, line.commune.littoral) == ("Mèze", True)


def test_a_list_of_beneficiaries_is_no_register() -> None:
    text = "Commune;Bénéficiaire;Date;Montant\nMèze;Club nautique;12/06/2020;300\n"
    assert recognise(text.encode()) is None
