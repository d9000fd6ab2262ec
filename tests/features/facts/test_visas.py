# ruff: noqa: E501 - phrases of acts are kept whole
from datetime import date

import pytest

from features.facts.extract import extract
from tests.builders import a_reading
from vigie.domain.fact import said

HEAD = "COMMUNE DE MARSEILLAN\nARRÊTÉ accordant un permis de construire\nPC 034 150 24 V0036\nVu la demande ;\n"
TAIL = "\nARRÊTE\nArticle 1 : Le permis est accordé."


def facts(line: str, tail: str = TAIL):
    return extract(a_reading(HEAD + line + tail))[0].facts


OPINIONS = [
    ("Vu l'avis favorable de l'Architecte des Bâtiments de France en date du 2 avril 2024 ;", "abf", "favourable"),
    ("Vu l'avis défavorable de la DDTM en date du 2 avril 2024 ;", "ddtm", "unfavourable"),
    ("Vu l'avis favorable assorti de prescriptions du SDIS en date du 2 avril 2024 ;", "sdis", "favourable_with_conditions"),
    ("Vu l'avis favorable avec réserves de la Régie des eaux du 2 avril 2024 ;", "sanitation", "favourable_with_conditions"),
    ("Vu l'avis réputé favorable d'Enedis en date du 2 avril 2024 ;", "enedis", "tacit"),
    ("Vu l'avis tacite de la CDPENAF en date du 2 avril 2024 ;", "cdpenaf", "tacit"),
    ("Vu l'avis favorable tacite du gestionnaire de voirie du 2 avril 2024 ;", "road_manager", "tacit"),
    ("Vu l'avis conforme favorable du préfet en date du 2 avril 2024 ;", "prefet", "favourable"),
    ("Vu l'avis conforme défavorable du préfet de l'Hérault en date du 2 avril 2024 ;", "prefet", "unfavourable"),
    ("Vu le refus d'accord de l'UDAP du 2 avril 2024 ;", "abf", "unfavourable"),
    ("Vu l'accord de l'ABF en date du 2 avril 2024 ;", "abf", "favourable"),
    ("Vu l'accord assorti de prescriptions de l'ABF en date du 2 avril 2024 ;", "abf", "favourable_with_conditions"),
    ("Vu l'avis du SPANC en date du 2 avril 2024 ;", "sanitation", "none"),
    ("Vu l'avis sans objet de la CDNPS en date du 2 avril 2024 ;", "cdnps", "none"),
    ("Vu l'avis de la DDTM du 2 avril 2024 n'ayant pas d'observation ;", "ddtm", "favourable"),
    ("Vu l'avis réservé de la DDTM - SERN du 2 avril 2024 ;", "ddtm", "favourable_with_conditions"),
    ("Vu l'avis de la commission départementale de préservation des espaces naturels, agricoles et forestiers, favorable, du 2 avril 2024 ;", "cdpenaf", "favourable"),
    ("Vu l'avis du service départemental d'incendie et de secours en date du 02/04/2024, favorable sous réserve ;", "sdis", "favourable_with_conditions"),
    ("Vu l'avis favorable de la chambre d'agriculture du 2 avril 2024 ;", "other", "favourable"),
    ("Vu l'avis favorable du conseil départemental de l'Hérault, agence de Béziers, en date du 2 avril 2024 ;", "road_manager", "favourable"),
    ("Vu la consultation de la DRAC en date du 2 avril 2024 ;", "other", "none"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "body", "sense"), OPINIONS)
def test_opinions(line, body, sense):
    found = said(facts(line).opinions)
    assert [(o.body, o.sense, o.given_on) for o in found] == [(body, sense, date(2024, 4, 2))]


def test_several_opinions_in_one_visa():
    found = said(
        facts(
            "Vu les avis favorables de l'ABF du 2 avril 2024 et du SDIS du 3 avril 2024 ;"
        ).opinions
    )
    assert [(o.body, o.sense, o.given_on.day) for o in found] == [
        ("abf", "favourable", 2),
        ("sdis", "favourable", 3),
    ]


def test_the_posting_of_the_filing_is_no_opinion():
    assert facts("Vu l'avis de dépôt affiché en mairie le 2 avril 2024 ;").opinions is None


ARTICLES = [
    ("Vu le code de l'urbanisme, notamment ses articles L.421-1 et suivants, R.421-1 et suivants ;", ["code de l'urbanisme L421-1", "code de l'urbanisme R421-1"]),
    ("Considérant qu'aux termes de l'article R.111-2 du code de l'urbanisme ;", ["code de l'urbanisme R111-2"]),
    ("Vu le code général des collectivités territoriales et notamment l'article L 2131-1 ;", ["code général des collectivités territoriales L2131-1"]),
    ("Vu l'article L.562-1 du code de l'environnement ;", ["code de l'environnement L562-1"]),
    ("Vu l'article L121-8 ;", ["code de l'urbanisme L121-8"]),
    ("Vu l'article L.121.8 du code de l'urbanisme ;", ["code de l'urbanisme L121-8"]),
    ("Vu l'article L 121 -8 du code de l'urbanisme ;", ["code de l'urbanisme L121-8"]),
    ("Vu l'article L.l2l-8 du code de l'urbanisme ;", ["code de l'urbanisme L121-8"]),
    ("Vu l'article R 111.2 du code de l'urbanisme ;", ["code de l'urbanisme R111-2"]),
    ("Vu l'article R.lll-2 du code de l'urbanisme ;", []),
    ("Vu l'article R*424-13 du code de l'urbanisme ;", ["code de l'urbanisme R424-13"]),
    ("Vu l'article L.600-12-2 du code de l'urbanisme ;", ["code de l'urbanisme L600-12-2"]),
    ("Vu les articles L.621-32 et L.632-1 du code du patrimoine ;", ["code du patrimoine L621-32", "code du patrimoine L632-1"]),
    ("Vu le code de l'environnement, articles L.562-1 et R.562-1, et le code de l'urbanisme, article R.111-2 ;", ["code de l'environnement L562-1", "code de l'environnement R562-1", "code de l'urbanisme R111-2"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "articles"), ARTICLES)
def test_articles(line, articles):
    expected = articles or ["code de l'urbanisme R111-2"]
    assert list(said(facts(line).articles_cited)) == expected


def test_articles_of_the_boilerplate_are_left_out():
    tail = (
        TAIL
        + "\nLa présente décision est transmise au représentant de l'État dans les conditions prévues à l'article L.2131-2 du CGCT."
    )
    assert facts("Considérant le projet ;", tail).articles_cited is None


def grant(*articles: str):
    tail = (
        "\nARRÊTE\nArticle 1 : Le permis est accordé sous réserve des prescriptions suivantes :\n"
        + "\n".join(articles)
    )
    return facts(
        "Considérant le projet ;",
        tail + "\nFait à Marseillan, le 12 mai 2024\nLe Maire,\nPaul MARTIN",
    )


PHRASES = [
    "La sous-face du premier plancher aménagé sera calée au minimum à la cote PHE + 30 cm, soit 3,20 m NGF.",
    "Le vide sanitaire sera ouvert et transparent aux écoulements.",
    "Les prescriptions du PPRI annexé au PLU seront strictement respectées.",
    "Le pétitionnaire devra se conformer à l'avis ci-joint de la DDTM.",
    "Le terrain est soumis aux obligations légales de débroussaillement (50 m autour des constructions, voie d'accès comprise).",
    "Un point d'eau incendie de 60 m³/h sera implanté à moins de 200 m.",
    "L'aspect extérieur sera harmonisé avec le bâti environnant.",
    "Le projet devra respecter l'ensemble des règles du PLU.",
    "Un nouveau plan de masse devra être fourni avant travaux.",
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_conditions_alone_as_article_2(phrase):
    assert said(grant(f"Article 2 : {phrase}").conditions) == (phrase,)


def test_conditions_as_a_list():
    found = said(grant(*[f"- {phrase}" for phrase in PHRASES]).conditions)
    assert [c.rstrip(".") for c in found] == [p.rstrip(".") for p in PHRASES]


def test_a_silent_grant_has_no_condition():
    found = facts(
        "Considérant le projet ;",
        TAIL + "\nArticle 2 : Le présent arrêté est notifié au demandeur.",
    )
    assert found.conditions is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Le plancher sera calé à la cote de 3,20 m NGF.", 3.2), ("La cote PHE + 30 cm, soit 12.45 mNGF, sera respectée.", 12.45),
        ("Le plancher sera à 3m20 NGF.", 3.2), ("La cote N.G.F. : 2,40 devra être respectée.", 2.4),
        ("La PHE étant de 2,90 m NGF, le plancher sera calé à 3,20 m NGF.", 2.9),
    ],
)  # fmt: skip
def test_flood_level(text, level):
    assert said(grant(f"Article 2 : {text}").flood_level_ngf) == level


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Vu le projet établi par M. Jean MARTIN, architecte DPLG ;", True), ("Vu le dossier établi par l'agence d'architecture Sud ;", True),
        ("Considérant que le projet n'a pas été établi par un architecte ;", False), ("Vu l'avis de l'Architecte des Bâtiments de France ;", None),
        ("Vu l'avis de l'architecte-conseil ;", None),
    ],
)  # fmt: skip
def test_architect(line, named):
    assert said(facts(line).architect_named) is named
