# ruff: noqa: E501 - phrases of acts are kept whole
"""Forms that acts take in other communes: registers, lists without words, visas and marks of their own."""

import pytest

from features.facts.extract import extract
from tests.builders import a_reading
from tests.features.facts.test_wordings import facts


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("Terrain : 9 rue des Aires\n150 AB 61, 150 AB 62", ["AB0061", "AB0062"]),
        ("Terrain : Mas des Lauzes, D 77", ["D0077"]),
        ("Terrain : Les Plans N 0012, N 0013", ["N0012", "N0013"]),
        ("Terrain : route de Pinet\nE 1204", ["E1204"]),
        ("Terrain : avenue de Sète – BC 7 & BC 8", ["BC0007", "BC0008"]),
        ("Terrain : lieu-dit La Crouzette, BH 31p et BH 32", ["BH0031", "BH0032"]),
        ("La Crouzette – LX 5 et LX 6", ["LX0005", "LX0006"]),
        ("HD 0044 et HD 0061", ["HD0044", "HD0061"]),
        ("Cadastré : 07 - 0118", ["70118"]),
        ("Cadastré : section 12 n° 345/28, section 12 n° 346", ["120345", "120346"]),
        ("Cadastré : 000 BM 47 à 000 BM 49", ["BM0047", "BM0048", "BM0049"]),
    ],
)
def test_parcels_that_nothing_announces(printed, numbers):
    found = facts(printed).parcels
    assert found is not None
    assert [parcel[8:].lstrip("0") for parcel in found.value] == numbers


def test_the_prefix_of_a_former_commune_may_be_told_in_words():
    found = facts("Cadastré : préfixe 164, section AB, parcelles n° 12 et 13").parcels
    assert found is not None
    assert found.value == ("34150164AB0012", "34150164AB0013")


@pytest.mark.parametrize(
    "printed", ["Terrain : route de Béziers, D 612", "Servitudes : AC1, parcelle non concernée"]
)
def test_a_road_or_an_easement_is_no_parcel(printed):
    assert facts(printed).parcels is None


def test_the_address_ends_where_parcels_begin():
    found = facts("Terrain : lieu-dit La Crouzette, BH 31p et BH 32").site_address
    assert found is not None
    assert found.value == "lieu-dit La Crouzette"


@pytest.mark.parametrize(
    ("signed", "day"),
    [
        ("Marseillan, ce 8 juillet 2024", "2024-07-08"),
        ("Fait à Marseillan,\nle mardi 9 juillet 2024", "2024-07-09"),
        ("Marseillan, le vendredi 12 juillet 2024", "2024-07-12"),
    ],
)
def test_signed_on(signed, day):
    tail = f"\nARRÊTE\nArticle 1 : Le permis est accordé.\n{signed}\nLe Maire"
    found = facts(tail=tail).decided_on
    assert found is not None
    assert found.value.isoformat() == day


def test_registers_tell_the_year_before_the_day():
    head = "L'an deux mille vingt-quatre, le vingt-deux juillet,"
    tail = "\nARRÊTONS\nArticle 1 : Le permis est accordé.\nPour extrait conforme,\nLe Maire"
    found = facts(head, tail=tail).decided_on
    assert found is not None
    assert found.value.isoformat() == "2024-07-22"


def test_a_verb_over_the_visas_opens_no_operative_part():
    text = (
        "COMMUNE DE MARSEILLAN\nPERMIS DE CONSTRUIRE\nD É C I D E\nDossier : PC 034 150 24 V0036\n"
        "Vu l'avis favorable du SDIS du 3 mai 2024 ;\n"
        "Article premier. — Le permis est accordé. Il est assorti des prescriptions de l'article deux.\n"
        "Article deux. — Les eaux seront infiltrées sur le terrain. La haie sera conservée.\n"
        "Marseillan, le 12 mai 2024\nLe Maire"
    )
    found = extract(a_reading(text))[0].facts
    assert found.opinions is not None
    assert found.decision.value == "granted_with_conditions"
    assert found.conditions.value == (
        "Les eaux seront infiltrées sur le terrain.",
        "La haie sera conservée.",
    )


@pytest.mark.parametrize("visa", ["Au vu de l'avis défavorable du SDIS du 3 mai 2024 ;", "3. Vu l'avis défavorable du SDIS du 3 mai 2024 ;"])  # fmt: skip
def test_other_ways_to_visa(visa):
    found = facts(visa=f"Vu la demande ;\n{visa}").opinions
    assert found is not None
    assert [(one.body, one.sense) for one in found.value] == [("sdis", "unfavourable")]


def test_the_day_of_a_consultation_is_not_that_of_a_tacit_opinion():
    found = facts(visa="Vu la consultation d'Enedis en date du 3 mai 2024, sans réponse ;").opinions
    assert found is not None
    assert [(one.sense, one.given_on) for one in found.value] == [("tacit", None)]


@pytest.mark.parametrize(
    "marks", [("1°) ", "2°) "), ("2.1 ", "2.2 "), ("2-1. ", "2-2. "), ("— ", "— "), ("a. ", "b. ")]
)
def test_marks_of_prescriptions(marks):
    tail = (
        "\nARRÊTE\nArticle 1 : Le permis est accordé sous les réserves suivantes :\n"
        f"{marks[0]}Les eaux seront infiltrées.\n{marks[1]}L'accès se fera par le nord.\n"
        "Article 2 : Le préfet reçoit copie du présent arrêté.\nMarseillan, le 12 mai 2024\nLe Maire"
    )
    found = facts(tail=tail).conditions
    assert found is not None
    assert found.value == ("Les eaux seront infiltrées.", "L'accès se fera par le nord.")


def test_what_a_decision_is_not_worth_is_no_condition():
    tail = (
        "\nARRÊTE\nArticle 1 : Le permis est accordé.\n"
        "Article 2 : Le permis ne vaut pas autorisation de voirie, qui sera demandée à part.\n"
        "Marseillan, le 12 mai 2024\nLe Maire"
    )
    found = facts(tail=tail)
    assert found.conditions is None
    assert found.decision.value == "granted"


@pytest.mark.parametrize(
    ("operative", "sense"),
    [
        ("Permis accordé.", "granted"),
        ("La décision tacite susvisée est retirée et le permis est refusé.", "withdrawn"),
    ],
)
def test_operative_sentences(operative, sense):
    tail = f"\nARRÊTE\nArticle 1 : {operative}\nMarseillan, le 12 mai 2024\nLe Maire"
    assert facts(tail=tail).decision.value == sense


@pytest.mark.parametrize(
    "words",
    [
        "Considérant que le terrain n'est pas situé en zone Rn du PPRI ;",
        "Considérant que le terrain n'est ni en zone rouge, ni en zone bleue du PPRI ;",
        "Considérant que le projet se trouve hors de la zone Rn du PPRI ;",
        "Considérant que le projet, à proximité de la zone Rn du PPRI sans y être inclus, est conforme ;",
    ],
)
def test_a_zone_denied_is_not_cited(words):
    assert facts(visa=f"Vu la demande ;\n{words}").risk_zones_cited is None


@pytest.mark.parametrize(
    ("quality", "role"),
    [
        ("Le Directeur Général Adjoint", "agent"),
        ("la directrice générale adjointe", "agent"),
        ("l'adjointe déléguée à l'urbanisme", "deputy"),
    ],
)
def test_an_adjoint_of_the_services_is_an_agent(quality, role):
    tail = f"\nARRÊTE\nArticle 1 : Le permis est accordé.\nMarseillan, le 12 mai 2024\nPour le Maire et par délégation,\n{quality}\nJean PUJOL"
    assert facts(tail=tail).signatory.value.role == role


@pytest.mark.parametrize(
    ("printed", "name", "value"),
    [
        ("cadastré AD 3, contenance 62 a 40 ca", "site_area_m2", 6240),
        ("Terrain : 34 250 m²", "site_area_m2", 34250),
        ("Superficie : 6 ares 42", "site_area_m2", 642),
        ("Logements : quatre-vingt-six (86)", "dwellings_created", 86),
        (
            "BW n°12, n°13 ;\nBX n°5",
            "parcels",
            ("34150000BW0012", "34150000BW0013", "34150000BX0005"),
        ),
        ("Demandeur : COLLECTIVITÉ DE L'ORBIEU", "applicant_kind", "public_body"),
        (
            "Situation du terrain : Section Haute, Les Plans",
            "site_address",
            "Section Haute, Les Plans",
        ),
    ],
)
def test_values_of_the_head(printed, name, value):
    found = getattr(facts(printed), name)
    assert found is not None
    assert found.value == value


def test_an_area_of_land_over_a_label_of_floor_area_is_no_floor_area():
    found = facts("Surface de terrain 912 m²\nSurface de plancher existante 88 m²")
    assert found.floor_area_created_m2 is None


def test_parcels_of_the_visa_of_the_request_are_all_read():
    visa = "Vu la demande pour un mur, sur un terrain sis 6 rue Haute, cadastré KA2, KA12, d'une superficie de 140 m² ;"
    assert facts(visa=visa).parcels.value == ("34150000KA0002", "34150000KA0012")


def test_the_article_that_the_first_one_announces_holds_the_prescriptions():
    tail = (
        "\nARRÊTE\nArticle 1 : Le permis est accordé, assorti des prescriptions suivantes.\n"
        "Article 2 : Le terrain est soumis à l'obligation de débroussailler sur 50 m.\n"
        "Article 3 : La portée du permis d'aménager n'est pas modifiée pour autant.\n"
        "Marseillan, le 12 mai 2024\nLe Maire"
    )
    found = facts(tail=tail).conditions
    assert found is not None
    assert found.value == ("Le terrain est soumis à l'obligation de débroussailler sur 50 m.",)


def test_the_last_of_several_days_completes():
    found = facts("Dossier complété les 12 et 26 avril 2024").completed_on
    assert found is not None
    assert found.value.isoformat() == "2024-04-26"


def test_the_title_of_the_form_is_not_the_works():
    head = "PERMIS DE CONSTRUIRE\nPOUR UNE MAISON INDIVIDUELLE\nPour : villa et carport"
    assert facts(head).works.value == "villa et carport"


def test_a_receipt_dates_the_reception():
    assert (
        facts(
            "Date de réception de l'accusé de réception : 15/05/2024"
        ).received_on.value.isoformat()
        == "2024-05-15"
    )
