"""Labels and phrases that acts are known to use, one by one."""
# ruff: noqa: E501 - phrases of acts are kept whole

from datetime import date

import pytest

from features.facts.extract import extract
from tests.builders import a_reading
from vigie.domain.fact import said

HEAD = "RÉPUBLIQUE FRANÇAISE\nCOMMUNE DE MARSEILLAN\nARRÊTÉ accordant un permis de construire\nPC 034 150 24 V0036\n"
TAIL = "\nLe Maire,\nVu la demande susvisée ;\nARRÊTE\nArticle 1 : Le permis est accordé.\nFait à Marseillan, le 12 mai 2024\nLe Maire,\nPaul MARTIN"


def facts(cartouche: str = "", visas: str = "", articles: str = ""):
    text = HEAD + cartouche + TAIL.replace("susvisée ;", "susvisée ;\n" + visas)
    return extract(a_reading(text.replace("est accordé.", "est accordé." + articles)))[0].facts


LABELS = [
    ("Demande déposée le : 12/03/2024", "filed_on", date(2024, 3, 12)),
    ("Déposé(e) le 12 mars 2024", "filed_on", date(2024, 3, 12)),
    ("Date de dépôt : 12/03/2024", "filed_on", date(2024, 3, 12)),
    ("Dossier déposé complet le 12/03/2024", "completed_on", date(2024, 3, 12)),
    ("Avis de dépôt affiché en mairie le 14/03/2024", "posted_on", date(2024, 3, 14)),
    ("Avis de dépôt affiché le : 14/03/2024", "posted_on", date(2024, 3, 14)),
    ("Arrêté affiché le 14/05/2024", "posted_on", date(2024, 5, 14)),
    ("Par : Monsieur Jean VIDAL", "applicant_kind", "person"),
    ("Présentée par : SCI LES PINS", "applicant_kind", "company"),
    ("Demandeur : Commune de Marseillan", "applicant_kind", "public_body"),
    ("Bénéficiaire : SARL AZUR", "applicant_kind", "company"),
    ("Pétitionnaire : M. et Mme VIDAL", "applicant_kind", "person"),
    ("Pour : construction d'une piscine", "works_kinds", ("pool",)),
    ("Nature des travaux : construction d'une piscine", "works_kinds", ("pool",)),
    ("Objet de la demande : construction d'une piscine", "works_kinds", ("pool",)),
    ("Concernant : construction d'une piscine", "works_kinds", ("pool",)),
    ("Opération : construction d'une piscine", "works_kinds", ("pool",)),
    ("Sur un terrain sis : 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Sur un terrain sis à : 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Sur un terrain : 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Terrain sis 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Adresse du terrain : 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Adresse terrain : 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Adresse des travaux : 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Adresse du projet : 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Sis à l'adresse suivante : 8 chemin des Salins", "site_address", "8 chemin des Salins"),
    ("Cadastré : CA 221", "parcels", ("34150000CA0221",)),
    ("Référence(s) cadastrale(s) : CA 221", "parcels", ("34150000CA0221",)),
    ("Parcelle(s) : CA 221", "parcels", ("34150000CA0221",)),
    ("Surface de plancher créée : 128,50 m²", "floor_area_created_m2", 128.5),
    ("Surface de plancher autorisée : 1 128,50 m²", "floor_area_created_m2", 1128.5),
    ("Surface de plancher : 128,50 m²", "floor_area_created_m2", 128.5),
    ("Destination : Habitation", "destination", "housing"),
    ("Superficie : 491 m²", "site_area_m2", 491.0),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name", "value"), LABELS)
def test_labels(line, name, value):
    assert said(getattr(facts(line), name)) == value


@pytest.mark.parametrize(
    "label",
    [
        "N° PC 034 150 25 A0001",
        "Dossier n° PC 034 150 25 A0001",
        "Dossier numéro : PC 034 150 25 A0001",
        "Référence : PC 034 150 25 A0001",
    ],
)
def test_labels_of_the_number(label):
    text = (HEAD + TAIL).replace("PC 034 150 24 V0036", label)
    assert said(extract(a_reading(text))[0].facts.dossier_number) == "PC 034150 25 A0001"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("DÉLIVRÉ(E) PAR LE MAIRE AU NOM DE LA COMMUNE", "commune"),
        ("PRONONCÉE PAR LE MAIRE AU NOM DE LA COMMUNE", "commune"),
        ("DÉLIVRÉ PAR LE MAIRE AU NOM DE L'ÉTAT", "etat"),
    ],
)
def test_in_whose_name(line, name):
    assert said(facts(line).in_the_name_of) == name


FLOOD = [
    ("La sous-face du premier plancher aménagé sera calée au minimum à la cote PHE + 30 cm, soit 3,20 m NGF.", 3.2),
    ("Le vide sanitaire sera ouvert et transparent aux écoulements.", None),
    ("Les prescriptions du PPRI annexé au PLU seront strictement respectées.", None),
    ("Le pétitionnaire devra se conformer à l'avis ci-joint de la DDTM.", None),
    ("Le terrain est soumis aux obligations légales de débroussaillement, qui seront assurées sur 50 m autour des constructions, voie d'accès comprise.", None),
    ("Un point d'eau incendie de 60 m³/h sera implanté à moins de 200 m.", None),
    ("L'aspect extérieur sera harmonisé avec le bâti environnant.", None),
    ("Le projet devra respecter l'ensemble des règles du PLU.", None),
    ("Un nouveau plan de masse devra être fourni avant travaux.", None),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "level"), FLOOD)
def test_prescriptions(phrase, level):
    found = facts(articles="\nArticle 2 : " + phrase)
    assert said(found.decision) == "granted_with_conditions"
    assert [text.rstrip(".") for text in said(found.conditions)] == [phrase.rstrip(".")]
    assert said(found.flood_level_ngf) == level


@pytest.mark.parametrize(
    "phrase",
    [
        "Les prescriptions du permis initial demeurent applicables.",
        "Les réserves émises au permis d'origine sont maintenues et demeurent inchangées.",
        "Les autres dispositions de l'arrêté initial restent en vigueur.",
    ],
)
def test_what_is_maintained_is_no_new_condition(phrase):
    found = facts(articles="\nArticle 2 : " + phrase)
    assert said(found.decision) == "granted"
    assert found.conditions is None


def test_visas_of_the_rnu():
    found = facts(
        visas="Vu l'avis conforme favorable du préfet en date du 20 mars 2024 ;\nVu la caducité du POS depuis le 27 mars 2017 ;"
    )
    assert [(o.body, o.sense) for o in said(found.opinions)] == [("prefet", "favourable")]


def test_a_transfer_and_a_prorogation():
    transfer = TAIL.replace(
        "Le permis est accordé.",
        "Le permis de construire n° PC 034 150 24 V0036 délivré à M. A est transféré à la SCI B pour sa durée de validité restant à courir.",
    )
    longer = TAIL.replace(
        "Le permis est accordé.", "La validité du permis susvisé est prorogée d'un an."
    )
    stages = [
        said(extract(a_reading(HEAD.replace("accordant un", "relatif au") + t))[0].facts.stage)
        for t in (transfer, longer)
    ]
    assert stages == ["transfert", "prorogation"]


@pytest.mark.parametrize(
    ("damaged", "article"),
    [
        ("L.121-8", "L121-8"),
        ("L121-8", "L121-8"),
        ("L.121.8", "L121-8"),
        ("L 121 -8", "L121-8"),
        ("L.l2l-8", "L121-8"),
        ("R.111-2", "R111-2"),
        ("R 111.2", "R111-2"),
        ("R.lll-2", "R111-2"),
    ],
)
def test_articles_through_damage(damaged, article):
    found = facts(visas=f"Vu le code de l'urbanisme, notamment son article {damaged} ;")
    assert said(found.articles_cited) == (f"code de l'urbanisme {article}",)


@pytest.mark.parametrize(
    "number",
    ["PC O34 150 24 V0123", "PC 034 150 24 V0l23", "PC 034 150 24 VO123", "PC 03 4 150 24 V0123"],
)
def test_numbers_through_damage(number):
    text = (HEAD + TAIL).replace("PC 034 150 24 V0036", number)
    assert said(extract(a_reading(text))[0].facts.dossier_number) == "PC 034150 24 V0123"


RUNNING = (
    "Le Maire, VU la demande susvisée ; VU le PLU approuvé le 2 juillet 2013, zone UC ; VU l'avis favorable de "
    "l'ABF du 19 avril 2024 ; Considérant que le projet est conforme ;\nARRÊTE\nArticle 1 : Le permis est accordé. "
    "Article 2 : Le portail sera posé en retrait de 5 m.\nFait à Marseillan, le 12 mai 2024"
)


def test_visas_and_articles_that_run_on_in_one_line():
    found = extract(a_reading(HEAD + RUNNING))[0].facts
    assert [(o.body, o.sense, o.given_on) for o in said(found.opinions)] == [
        ("abf", "favourable", date(2024, 4, 19))
    ]
    assert said(found.plu_zone) == "UC"
    assert said(found.conditions) == ("Le portail sera posé en retrait de 5 m.",)


def test_a_letter_decides_and_is_dated_after_its_visas():
    text = (
        "LE MAIRE DE MARSEILLAN\nà\nMadame Odile FERRAND\n4 rue du Port\n34340 MARSEILLAN\nNos réf. : DP 034 150 25 00014\n"
        "Objet : votre déclaration préalable du 22 avril 2025 (remplacement des volets)\nMadame,\n"
        "Vu l'accord assorti de prescriptions de l'ABF du 15 mai 2025, j'ai l'honneur de vous faire connaître que je ne "
        "m'oppose pas à ces travaux, sous réserve que les volets soient en bois.\nMarseillan, le 20 mai 2025\nLe Maire"
    )
    found = extract(a_reading(text))[0].facts
    assert said(found.decision) == "non_opposition_with_conditions"
    assert said(found.decided_on) == date(2025, 5, 20)
    assert said(found.applicant_kind) == "person"


def test_an_attestation_of_a_tacit_permit():
    text = (
        "COMMUNE DE SÉRIGNAN\nATTESTATION DE PERMIS DE CONSTRUIRE TACITE\nJe soussigné, Maire de Sérignan, atteste que la demande "
        "PC 034 299 24 00041 déposée le 5 novembre 2024 par la SCI BELLEVUE n'a fait l'objet d'aucune décision expresse. Le "
        "pétitionnaire est titulaire d'un permis de construire tacite depuis le 2 mars 2025.\nSérignan, le 14 mars 2025\nLe Maire"
    )
    found = extract(a_reading(text))[0].facts
    assert (said(found.decision), said(found.tacit_on)) == ("tacit", date(2025, 3, 2))
