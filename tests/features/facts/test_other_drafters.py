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
