# ruff: noqa: E501 - phrases of acts are kept whole
"""How drafters of other communes decide, date and sign: one turn of phrase each."""

from datetime import date

import pytest

from features.facts.extract import extract
from tests.builders import a_reading
from tests.features.facts.test_wordings import HEAD, facts

DP = "MAIRIE DE SAUVIAN\nDÉCLARATION PRÉALABLE\nDossier n° DP 034 298 25 00017\nDéposée le 03/02/2025\n"


def of(text):
    return extract(a_reading(text))[0].facts


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        (
            "Le Maire, agissant au nom de la commune, arrête :\nde s'opposer aux travaux déclarés.",
            "opposed",
        ),
        (
            "Le Maire, agissant au nom de la commune, décide :\nde ne pas s'opposer aux travaux déclarés.",
            "non_opposition",
        ),
        (
            "Le Maire décide :\n☐ de s'opposer au projet\n☒ de ne pas s'opposer au projet",
            "non_opposition",
        ),
        (
            "Vu le PLU, zone UA ;\nARRÊTE – Article 1 : il n'est fait aucune opposition au projet. Article 2 : le présent acte sera notifié.",
            "non_opposition",
        ),
        (
            "Vu le PLU, zone UA ;\nARRÊTE\nArticle 1 : La réponse à la déclaration est différée de deux ans.",
            "deferred",
        ),
        (
            "Le maire de Sauvian, après examen, ne s'oppose pas aux travaux, à condition que le mur soit enduit.",
            "non_opposition_with_conditions",
        ),
        (
            "Madame,\nJe vous confirme que cette déclaration n'a donné lieu à aucune opposition dans le délai d'un mois.",
            "tacit",
        ),
    ],
)
def test_decisions(text, decision):
    found = of(DP + text + "\nSauvian, le 4 mars 2025\nLe Maire").decision
    assert found is not None
    assert found.value == decision


@pytest.mark.parametrize(
    "sentence",
    [
        "Les travaux devront être commencés dans les trois ans.",
        "Le pétitionnaire est informé que les sols argileux seront sujets à des mouvements.",
    ],
)
def test_what_only_informs_is_no_condition(sentence):
    tail = f"\nARRÊTE\nArticle 1 : Le permis de construire est accordé.\nArticle 2 : {sentence}\nMarseillan, le 12 mai 2024\nLe Maire"
    found = facts(tail=tail)
    assert found.decision is not None
    assert found.decision.value == "granted"
    assert found.conditions is None


def test_conditions_marked_by_letters_in_one_sentence():
    tail = (
        "\nARRÊTE\nArticle 1 : Le permis de construire est accordé sous les conditions suivantes : "
        "a) le portail sera placé en retrait de cinq mètres ; b) la toiture sera couverte de tuiles rondes.\n"
        "Marseillan, le 12 mai 2024\nLe Maire"
    )
    found = facts(tail=tail)
    assert found.decision is not None
    assert found.decision.value == "granted_with_conditions"
    assert found.conditions is not None
    assert [text[:10] for text in found.conditions.value] == ["le portail", "la toiture"]


@pytest.mark.parametrize(
    "end",
    [
        "Marseillan, 12 mai 2024\nLe Maire\nPaul VIGUIER",
        "Le 12 mai 2024 – Pour le Maire, l'adjointe, Rose VIGUIER",
        "Le permis vaut jusqu'au\n3 juin 2027.\nMarseillan, le 12 mai 2024\nLe Maire\nPaul VIGUIER",
    ],
)
def test_the_day_of_the_decision(end):
    found = facts(tail=f"\nARRÊTE\nArticle 1 : Le permis de construire est accordé.\n{end}")
    assert found.decided_on is not None
    assert found.decided_on.value == date(2024, 5, 12)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (
            "est titulaire, depuis le 3 mars 2025, d'une décision tacite de non-opposition",
            date(2025, 3, 3),
        ),
        (
            "a vu naître le 3 mars 2025 une décision tacite de non-opposition",
            date(2025, 3, 3),
        ),
    ],
)
def test_the_day_before_the_word_tacit(told, day):
    found = of(
        f"{DP}Le Maire certifie que le déclarant {told}.\nSauvian, le 4 avril 2025\nLe Maire"
    )
    assert found.tacit_on is not None
    assert found.tacit_on.value == day


@pytest.mark.parametrize(
    ("block", "name", "role", "delegated"),
    [
        ("Le Maire,\nGaëlle LE TALLEC", "Gaëlle LE TALLEC", "mayor", False),
        ("Pour le Maire, l'Adjointe\nMichelle ROUANET", "Michelle ROUANET", "deputy", True),
        ("Pour le Préfet,\nLa Sous-préfète de Béziers\nAnne ROUVIÈRE", "Anne ROUVIÈRE", "prefect", True),
        ("Paul VIGUIER\nMaire de Marseillan\nVice-président de l'agglomération", "Paul VIGUIER", "mayor", False),
        ("P. le Maire, le Directeur de l'aménagement\nPaul VIGUIER", "Paul VIGUIER", "agent", True),
        ("Par subdélégation, l'instructrice\nRose VIGUIER", "Rose VIGUIER", "agent", True),
    ],
)  # fmt: skip
def test_who_signs(block, name, role, delegated):
    tail = f"\nARRÊTE\nArticle 1 : Le permis de construire est accordé.\nMarseillan, le 12 mai 2024\n{block}"
    found = facts(tail=tail).signatory
    assert found is not None
    assert (found.value.name, found.value.role, found.value.by_delegation) == (
        name,
        role,
        delegated,
    )


def test_the_one_a_letter_is_written_to_does_not_sign_it():
    found = of(
        f"{HEAD}Vu l'article R.111-2 du code de l'urbanisme, le permis est refusé.\n"
        "Je vous prie de croire, Monsieur le Directeur, à mes sentiments distingués.\n"
        "La Maire,\nRose VIGUIER"
    ).signatory
    assert found is not None
    assert (found.value.name, found.value.role) == ("Rose VIGUIER", "mayor")


def test_a_request_form_behind_the_act_is_no_part_of_it():
    act = (
        f"{HEAD}Vu la demande ;\nARRÊTE\nArticle 1 : Le permis de construire est accordé.\n"
        "Le 12 mai 2024,\nPaul VIGUIER, Maire"
    )
    form = "Demande de permis de construire\ncerfa n° 13409\nIdentité du demandeur\nFait à Agde, le 02/03/2024\nSignature du demandeur"
    found = extract(a_reading(act, form))
    assert [one.facts.decided_on.value for one in found if one.facts.decided_on] == [
        date(2024, 5, 12)
    ]


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ("Terrain : rue Basse, parcelles numéros 31 et 33 de la section BC", ["BC0031", "BC0033"]),
        ("M. Paul RIGAL · 4 rue Neuve · BD 61 · clôture", ["BD0061"]),
        ("Terrain\nLes Cazals\nZC 21 et ZC 22", ["ZC0021", "ZC0022"]),
        ("CADASTRE ....... SECTION AR 12\nCONTENANCE ..... 1 HA 20 A 15 CA", ["AR0012"]),
        ("Cadastré : AB 5\nSecteur S2 du site patrimonial", ["AB0005"]),
    ],
)
def test_parcels(told, numbers):
    found = facts(told).parcels
    assert found is not None
    assert [parcel[8:] for parcel in found.value] == numbers


@pytest.mark.parametrize(
    ("visa", "plu", "risk"),
    [
        (
            "- vu le PLU, zone UD,\n- vu le plan de prévention des risques inondation, zone bleue Bn,",
            "UD",
            [("PPRI", "Bn")],
        ),
        (
            "Vu le PLU, zone UEb, et le plan de prévention du risque d'inondation (PPRI), zone B1 ;",
            "UEb",
            [("PPRI", "B1")],
        ),
        ("Vu le POS devenu PLU (zone 2NBa) et le PSS, zone A ;", "2NBa", [("PSS", "A")]),
        ("Vu le PPRL approuvé, zone RL2 ;", None, [("PPRL", "RL2")]),
        ("Vu le PLU, zone agricole A, sous-secteur protégé Ap ;", "Ap", []),
        ("Considérant que l'article UD 11 du règlement du PLU impose des tuiles ;", "UD", []),
        ("Considérant que l'article L.111-11 du code de l'urbanisme s'applique ;", None, []),
    ],
)
def test_zones(visa, plu, risk):
    found = facts(visa=visa)
    assert (found.plu_zone.value if found.plu_zone else None) == plu
    cited = found.risk_zones_cited.value if found.risk_zones_cited else ()
    assert [(zone.plan, zone.zone) for zone in cited] == risk


def test_a_form_says_what_is_ticked_and_nothing_else():
    found = of(
        f"{DP}Déclarant : ☒ particulier ☐ personne morale\nNom : Mme Rose VIGUIER\n"
        "Travaux : ☐ extension ☒ clôture ☐\nchangement de destination\n"
        "Zonage : ☐ UA ☒ UC ☐ N PPRI : ☐ rouge ☒ bleu\n"
        "Avis ABF : ☒ favorable ☐ défavorable\n"
        "Le Maire décide :\n☒ de ne pas s'opposer au projet\nSauvian, le 4 mars 2025\nLe Maire"
    )
    assert found.applicant_name is not None
    assert found.applicant_name.value == "Mme Rose VIGUIER"
    assert found.works_kinds is not None
    assert list(found.works_kinds.value) == ["fence"]
    assert found.plu_zone is not None
    assert found.plu_zone.value == "UC"
    assert found.risk_zones_cited is not None
    assert [(zone.plan, zone.zone) for zone in found.risk_zones_cited.value] == [("PPRI", "bleu")]
    assert found.opinions is not None
    assert [(one.body, one.sense) for one in found.opinions.value] == [("abf", "favourable")]


@pytest.mark.parametrize(
    ("works", "kinds"),
    [
        ("Mme Rose VIGUIER a déclaré vouloir adosser à sa maison une véranda de 9 m².", ["extension"]),
        ("Objet : réponse à votre courrier\nM. RIGAL a déposé une demande pour surélever d'un étage son garage", ["raising"]),
        ("Projet : reconstruire après démolition un chalet", ["new_dwelling", "demolition"]),
        ("Projet : aménagement des combles d'une maison et pose de huit modules solaires", ["photovoltaic"]),
    ],
)  # fmt: skip
def test_works(works, kinds):
    found = of(
        f"{DP}{works}\nLe Maire,\nVu le PLU ;\nARRÊTE\nArticle 1 : Il n'est pas fait opposition."
    )
    assert found.works_kinds is not None
    assert list(found.works_kinds.value) == kinds


def test_an_opinion_keeps_its_own_sense_and_day():
    found = facts(
        visa="Considérant que le SDIS a rendu un avis défavorable le 3 mars 2024 ; que la CDNPS a, quant à elle, émis un avis favorable le 2 avril 2024 ;\n"
        "Vu l'avis de l'architecte des bâtiments de France, consulté le 4 mars 2024, favorable le 9 avril 2024 ;"
    ).opinions
    assert found is not None
    assert {(one.body, one.sense, one.given_on) for one in found.value} == {
        ("abf", "favourable", date(2024, 4, 9)),
        ("sdis", "unfavourable", date(2024, 3, 3)),
        ("cdnps", "favourable", date(2024, 4, 2)),
    }


def test_the_filing_of_a_request_is_not_the_day_another_act_was_delivered():
    text = "Saisi par la SCI DU MAS, le 5 mars 2025, d'une demande de transfert du permis délivré le 7 juin 2023 à M. RIGAL ;"
    found = of(
        f"MAIRIE DE SAUVIAN\nTRANSFERT DE PERMIS DE CONSTRUIRE\nPC 034 298 23 00017 T01\nVu le code de l'urbanisme ;\n{text}\nARRÊTE\nArticle 1 : Le permis est transféré."
    )
    assert found.filed_on is not None
    assert found.filed_on.value == date(2025, 3, 5)


@pytest.mark.parametrize(
    ("printed", "area"),
    [("Superficie : 2 hectares 14 ares", 21_400), ("Contenance : 1 ha 2 a 30 ca", 10_230)],
)
def test_areas_of_the_land_in_words(printed, area):
    found = facts(printed).site_area_m2
    assert found is not None
    assert found.value == area


def test_labels_led_by_dots_or_by_a_number():
    found = of(
        "MAIRIE DE SAUVIAN\nDÉCLARATION PRÉALABLE\nREFERENCE ...... DP 034 298 25 00017\n"
        "AU NOM DE ...... S.A.R.L. DU CLOS\nLIEU ........... 12 RUE HAUTE\n3. PROJET\nPOSE D'UNE CLOTURE\n"
        "LE MAIRE,\nVU LE PLU ;\nARRETE\nARTICLE 1 : IL N'EST PAS FAIT OPPOSITION."
    )
    assert found.applicant_kind is not None
    assert found.applicant_kind.value == "company"
    assert found.site_address is not None
    assert found.site_address.value == "12 RUE HAUTE"
    assert found.works is not None
    assert found.works.value == "POSE D'UNE CLOTURE"
