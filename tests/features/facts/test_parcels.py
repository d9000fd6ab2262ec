# ruff: noqa: E501 - phrases of acts are kept whole
import pytest

from features.facts.extract import extract
from features.facts.parcels import find_parcels
from tests.builders import a_reading
from vigie.domain.fact import said

HEAD = "COMMUNE DE MARSEILLAN\nARRÊTÉ accordant un permis de construire\nPC 034 150 24 V0036\n"
TAIL = "\nVu la demande ;\nARRÊTE\nArticle 1 : Le permis est accordé."

FORMS = [
    ("Cadastré : AK 12 et AK 13", ["AK0012", "AK0013"]),
    ("Référence cadastrale : ZI313", ["ZI0313"]),
    ("Références cadastrales : 000A0247", ["0A0247"]),
    ("Références cadastrales : N-0027, N-0007, N-0039", ["0N0027", "0N0007", "0N0039"]),
    ("Référence(s) cadastrale(s) : CS-0044, CS-0060", ["CS0044", "CS0060"]),
    ("Parcelle(s) : ZE-0142", ["ZE0142"]),
    ("Parcelles : 150 CA 221", ["CA0221"]),
    ("Cadastré section CK n.106", ["CK0106"]),
    ("Parcelle AC 137", ["AC0137"]),
    ("parcelles AB 12, 13 et 45", ["AB0012", "AB0013", "AB0045"]),
    ("Cadastré : AH 776", ["AH0776"]),
    ("Parcelles : HD 44, HD 61 à 63", ["HD0044", "HD0061", "HD0062", "HD0063"]),
    ("Cadastré : CK n°106p et CK n°107", ["CK0106", "CK0107"]),
    ("Parcelles AT 11 – 12 – 14.", ["AT0011", "AT0012", "AT0014"]),
    ("Terrain cadastré AC 512, 6\nplan de l'Ormeau", ["AC0512"]),
    ("Parcelle AC 512, 6 rue de l'Ormeau", ["AC0512"]),
    ("Terrain : 11 rue des Arbousiers, AP 318", ["AP0318"]),
    ("8 rue de l'Orme — AB 61", ["AB0061"]),
    ("Cadastré : 150 AH 776", ["AH0776"]),
    ("Cadastré : section AB n° 12 et 13", ["AB0012", "AB0013"]),
    ("Cadastré : section AB numéros 12, 13", ["AB0012", "AB0013"]),
    ("Cadastré : section AB parcelles n°12-13", ["AB0012", "AB0013"]),
    ("Cadastré : A 1204", ["0A1204"]),
    ("Références cadastrales : AB0012 (491 m²), AB0013 (120 m²)", ["AB0012", "AB0013"]),
    ("Références cadastrales : AB 12 pour 491 m² et AC 3 pour 12 m²", ["AB0012", "AC0003"]),
    ("Parcelles : AB 12 / AB 13 / BC 4", ["AB0012", "AB0013", "BC0004"]),
    ("Parcelles : AB 12 - AB 13", ["AB0012", "AB0013"]),
    ("Parcelle : AB\n12", ["AB0012"]),
    ("Cadastre : AB n°12, AC n°3 et 4", ["AB0012", "AC0003", "AC0004"]),
    ("CADASTRÉ : AB 12 ET AC 13", ["AB0012", "AC0013"]),
    ("CADASTRÉ : AB 12 ET 13", ["AB0012", "AB0013"]),
    ("Cadastré section AB sous le n° 12", ["AB0012"]),
    ("Cadastré : 34150000CA0221", ["CA0221"]),
    ("Section : AB    Numéro : 12", ["AB0012"]),
    ("Cadastré : section B numéro 1024 p", ["0B1024"]),
    ("Références cadastrales : 0A 0012, 0B 0013", ["0A0012", "0B0013"]),
    ("Cadastré : BX l2", ["BX0012"]),
    ("Parcelles concernées : AB 12 ; AB 13", ["AB0012", "AB0013"]),
    ("Cadastré(e) : AB12,AB13", ["AB0012", "AB0013"]),
]


@pytest.mark.parametrize(("line", "parcels"), FORMS)
def test_printed_forms(line, parcels):
    facts = extract(a_reading(f"{HEAD}{line}\nSurface de plancher : 120 m²{TAIL}"))[0].facts
    assert list(said(facts.parcels) or ()) == [f"34150000{p}" for p in parcels]
    assert facts.parcels.evidence


def test_a_prefix_of_an_absorbed_commune_is_kept():
    facts = extract(a_reading(f"{HEAD}Cadastré : 093 AB 12{TAIL}"))[0].facts
    assert said(facts.parcels) == ("34150093AB0012",)


@pytest.mark.parametrize(
    "line",
    [
        "Parcelles 0168 et 0169", "Superficie : 491 m²", "Zone UC 12", "Article R 111-2", "Cadastré :", "Lot A 12 du lotissement",
        "Le 12 mai 2024 ET 13 juin", "RD 612", "Dossier A 2024", "12 rue A 34340 MARSEILLAN", "Bâtiment B 12",
    ],
)  # fmt: skip
def test_what_is_no_parcel(line):
    facts = extract(a_reading(f"{HEAD}{line}{TAIL}"))[0].facts
    assert facts.parcels is None


def test_parcels_in_the_visa_of_the_request():
    visa = (
        "COMMUNE DE MARSEILLAN\nARRÊTÉ\nVu la demande de permis de construire n° PC 034 150 24 V0036 présentée le 12 mars 2024 par "
        "Mme Anne DURAND demeurant 3 rue A 34000 Montpellier\npour la construction d'une villa sur un terrain sis chemin X, cadastré "
        "section AB n° 12, d'une superficie de 491 m² ;\nVu le code de l'urbanisme ;\nARRÊTE\nArticle 1 : Le permis est accordé."
    )
    facts = extract(a_reading(visa))[0].facts
    assert said(facts.parcels) == ("34150000AB0012",)
    assert said(facts.site_area_m2) == 491
    assert said(facts.filed_on).isoformat() == "2024-03-12"
    assert said(facts.works) == "la construction d'une villa"
    assert said(facts.applicant_kind) == "person"
    assert said(facts.applicant_name) == "Mme Anne DURAND"


def test_parcels_of_neighbours_are_left_out_where_the_cartouche_names_its_own():
    text = f"{HEAD}Cadastré : AB 12\nVu la demande ;\nConsidérant que la parcelle voisine AB 14 est bâtie ;\nARRÊTE\nArticle 1 : Le permis est accordé."
    assert said(extract(a_reading(text))[0].facts.parcels) == ("34150000AB0012",)


@pytest.mark.parametrize(
    ("text", "count"),
    [("AH 776", 1), ("13 0248", 1), ("et de la", 0), ("12 m²", 0), ("AB 12 bis rue", 1)],
)
def test_scanner(text, count):
    assert len(list(find_parcels(text, 0, len(text)))) == count
