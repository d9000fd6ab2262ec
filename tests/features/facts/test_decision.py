# ruff: noqa: E501 - phrases of acts are kept whole
import pytest

from features.facts.extract import extract
from tests.builders import a_reading
from vigie.domain.fact import Decision, said

D = Decision


def an_act(article: str, *, kind="PC", title="ARRÊTÉ", more="", enacts="ARRÊTE", visas=None) -> str:
    visas = visas or "Vu la demande susvisée ;\nVu le code de l'urbanisme ;"
    return (
        f"RÉPUBLIQUE FRANÇAISE\nCOMMUNE DE MARSEILLAN\n{title}\n{kind} 034 150 24 V0036\n"
        f"Le Maire,\n{visas}\n{enacts}\n{article}\n{more}\n"
        "La présente décision est transmise au représentant de l'État dans les conditions prévues à l'article L.2131-2.\n"
        "Fait à Marseillan, le 12 mai 2024\nLe Maire,\nPaul MARTIN\n"
        "INFORMATIONS - À LIRE ATTENTIVEMENT\n"
        "L'autorisation est définitive en l'absence de recours ou de retrait : dans le délai de trois mois elle peut être retirée.\n"
        "L'autorisation est délivrée sous réserve du droit des tiers."
    )


def decision(text: str):
    return said(extract(a_reading(text))[0].facts.decision)


GRANTS = [
    ("Article 1 : Le permis de construire est ACCORDÉ pour le projet décrit dans la demande susvisée.", D.GRANTED),
    ("Article 1er : Le permis de construire est accordé sous réserve du respect des prescriptions suivantes :", D.GRANTED_WITH_CONDITIONS),
    ("Article 1er - Le permis est ACCORDÉ sous réserve du respect de la prescription mentionnée à l'article 2.", D.GRANTED_WITH_CONDITIONS),
    ("ARTICLE UNIQUE : La demande fait l'objet d'une décision favorable.", D.GRANTED),
    ("Article ler : Les travaux sont autorisés.", D.GRANTED),
    ("Article I : Les travaux décrits dans la demande peuvent être exécutés.", D.GRANTED),
    ("Articie 1 : Le permis est accordè pour le projet.", D.GRANTED),
    ("Art1c1e 1 : Le permis est ACCORDE.", D.GRANTED),
    ("Article 1 : Le permis de construire est accordé sous réserve du droit des tiers.", D.GRANTED),
    ("Article 1 : Le permis est délivré, assorti des prescriptions ci-après.", D.GRANTED_WITH_CONDITIONS),
]  # fmt: skip
PRIOR = [
    ("Article 1 : Il n'est pas fait opposition à la déclaration préalable.", D.NON_OPPOSITION),
    ("Article 1 : Il n'est pas fait opposition à la déclaration préalable pour le projet susvisé sous réserve des prescriptions suivantes.", D.NON_OPPOSITION_WITH_CONDITIONS),
    ("Article 1 : La déclaration préalable fait l'objet d'une décision de non opposition.", D.NON_OPPOSITION),
    ("Article 1 : Il est fait opposition à la déclaration préalable.", D.OPPOSED),
    ("Article 1 : La déclaration fait l'objet d'une décision d'OPPOSITION.", D.OPPOSED),
    ("Article unique : Il est fait opposition à la déclaration. Les travaux ne sont pas autorisés.", D.OPPOSED),
    ("Article 1 : Le Maire ne s'oppose pas aux travaux déclarés.", D.NON_OPPOSITION),
]  # fmt: skip
DENIED = [
    ("Article 1 : Le permis de construire est REFUSÉ.", D.REFUSED),
    ("Article 1 : La demande est refusée pour les motifs exposés ci-dessus.", D.REFUSED),
    ("Article 1 : La demande fait l'objet d'une décision défavorable.", D.REFUSED),
    ("Article 1 : Les travaux ne sont pas autorisés.", D.REFUSED),
    ("Article 1 : Il est sursis à statuer pour une durée de deux ans à compter de la notification.", D.DEFERRED),
    ("Article 1 : L'arrêté susvisé en date du 12 mars 2024 est retiré.", D.WITHDRAWN),
    ("Article 1 : L'arrêté du 3 mai 2023 accordant le permis de construire n° PC 034 150 23 V0001 à M. X est rapporté.", D.WITHDRAWN),
]  # fmt: skip


@pytest.mark.parametrize(("article", "value"), GRANTS)
def test_permits(article, value):
    assert decision(an_act(article)) is value


@pytest.mark.parametrize(("article", "value"), PRIOR)
def test_declarations(article, value):
    assert decision(an_act(article, kind="DP")) is value


@pytest.mark.parametrize(("article", "value"), DENIED)
def test_denials(article, value):
    assert decision(an_act(article)) is value


def test_an_annulled_declaration_is_withdrawn():
    text = an_act(
        "Article 1 : La déclaration est annulée.",
        kind="DP",
        title="ANNULATION D'UNE DÉCLARATION PRÉALABLE",
    )
    facts = extract(a_reading(text))[0].facts
    assert (said(facts.decision), said(facts.stage)) == (D.WITHDRAWN, "annulation")


@pytest.mark.parametrize(
    "heading", ["ARRÊTE", "ARRÊTE :", "A R R E T E", "A R R Ê T E :", "ARRETE", "ARRÉTE", "ARR&TE", "DÉCIDE", "DÉCIDI", "ARRÉTF", "ARRÈTE:", "D É C I D E :", "ARRÊTE ce qui suit :", "LE MAIRE ARRÊTE :"]
)  # fmt: skip
def test_headings_of_the_operative_part(heading):
    text = an_act("Le permis de construire est accordé.", enacts=heading)
    assert decision(text) is D.GRANTED


@pytest.mark.parametrize("head", ["Article 1er :", "Art. 1er.", "Ant. ler,", "Arl. 1 :"])
def test_the_head_of_an_article_may_be_misread(head):
    text = an_act(f"{head} Le permis de construire est refusé.", enacts="DÉCIDI")
    assert decision(text) is D.REFUSED


@pytest.mark.parametrize(
    "head", ["Art. 1er.", "ART. 1er -", "Art 1 :", "art. premier :", "Art.1 –"]
)
def test_articles_written_short(head):
    text = an_act(f"{head} Il n'est pas fait opposition à la déclaration préalable.", kind="DP")
    assert decision(text) is D.NON_OPPOSITION


TRAPS = [
    # recitals quote the law
    ("Considérant que le permis ne peut être accordé que si le projet est desservi ;", "Article 1 : Le permis est refusé.", D.REFUSED),
    ("Considérant que le permis peut être refusé ou n'être accordé que sous réserve de prescriptions ;", "Article 1 : Le permis est accordé.", D.GRANTED),
    ("Considérant l'aléa retrait-gonflement des argiles ;", "Article 1 : Le permis est accordé.", D.GRANTED),
    ("Vu l'avis défavorable de la DDTM du 2 mars 2024 ;", "Article 1 : Le permis est accordé.", D.GRANTED),
    ("Vu l'avis favorable de la DDTM du 2 mars 2024 ;", "Article 1 : Le permis est refusé.", D.REFUSED),
    ("Vu la non-opposition tacite du voisin ;", "Article 1 : Le permis est refusé.", D.REFUSED),
]  # fmt: skip


@pytest.mark.parametrize(("visa", "article", "value"), TRAPS)
def test_visas_and_reasons_do_not_decide(visa, article, value):
    assert decision(an_act(article, visas=f"Vu la demande ;\n{visa}")) is value


def test_the_stage_is_not_a_retrait_because_clay_shrinks():
    text = an_act(
        "Article 1 : Le permis est accordé.", title="ARRÊTÉ\nAléa retrait-gonflement des argiles"
    )
    assert said(extract(a_reading(text))[0].facts.stage) == "initial"


def test_without_operative_part_the_decision_is_unknown():
    text = (
        "COMMUNE DE MARSEILLAN\nPERMIS DE DÉMOLIR\ndélivré par le maire au nom de la commune\nPD 034 150 24 V0036\n"
        "Avis de dépôt affiché en mairie le 12/03/2024\nFait à Marseillan, le 12 mai 2024\nLe Maire"
    )
    facts = extract(a_reading(text))[0].facts
    assert said(facts.decision) is D.UNKNOWN
    assert facts.decision.doubt
    assert said(facts.act_type) == "PD"


def test_prescriptions_in_later_articles_make_conditions():
    text = an_act(
        "Article 1 : Le permis est accordé.",
        more="Article 2 : Les eaux pluviales seront gérées à la parcelle.",
    )
    assert decision(text) is D.GRANTED_WITH_CONDITIONS


def test_transmission_and_execution_are_no_conditions():
    more = (
        "Article 2 : Le présent arrêté sera affiché en mairie et notifié au demandeur.\n"
        "Article 3 : Le Maire est chargé de l'exécution du présent arrêté qui sera transmis au préfet."
    )
    assert decision(an_act("Article 1 : Le permis est accordé.", more=more)) is D.GRANTED


CERTIFICATES = [
    ("CERTIFICAT D'URBANISME OPÉRATIONNEL", "Article 1 : Le terrain objet de la demande peut être utilisé pour la réalisation de l'opération envisagée.", "CUb", D.POSITIVE),
    ("CERTIFICAT D'URBANISME", "Article 1 : Le terrain ne peut pas être utilisé pour la réalisation de l'opération envisagée.", "CUb", D.NEGATIVE),
    ("CERTIFICAT D'URBANISME DE SIMPLE INFORMATION", "Article 1 : Les règles d'urbanisme applicables au terrain sont mentionnées aux articles 2 et suivants.", "CUa", D.INFORMATIVE),
]  # fmt: skip


@pytest.mark.parametrize(("title", "article", "kind", "value"), CERTIFICATES)
def test_certificates(title, article, kind, value):
    facts = extract(a_reading(an_act(article, kind="CU", title=title, enacts="CERTIFIE")))[0].facts
    assert (said(facts.act_type), said(facts.decision)) == (kind, value)


def test_a_certificate_of_tacit_non_opposition():
    text = (
        "COMMUNE DE MARSEILLAN\nCERTIFICAT DE NON-OPPOSITION TACITE À UNE DÉCLARATION PRÉALABLE\n(article R*424-13)\n"
        "DP 034 150 24 V0036\nDéposée le 02/01/2024\n"
        "Le Maire de Marseillan certifie qu'aucune décision d'opposition n'a été notifiée dans le délai d'instruction et que M. X "
        "bénéficie d'une décision de non-opposition tacite à compter du 2 février 2024.\n"
        "Fait à Marseillan, le 12 mai 2024\nLe Maire"
    )
    facts = extract(a_reading(text))[0].facts
    assert said(facts.decision) is D.TACIT
    assert said(facts.tacit_on).isoformat() == "2024-02-02"
    assert said(facts.act_type) == "DP"


@pytest.mark.parametrize(
    ("title", "article", "stage"),
    [
        ("ARRÊTÉ accordant un permis de construire modificatif", "Article 1 : Le permis est accordé.", "modificatif"),
        ("TRANSFERT DE PERMIS DE CONSTRUIRE", "Article 1 : Le permis de construire n° PC 034 150 24 V0036 délivré à M. A est transféré à la SCI B pour sa durée de validité restant à courir.", "transfert"),
        ("PROROGATION", "Article 1 : La validité du permis est prorogée d'un an.", "prorogation"),
        ("ARRÊTÉ portant RETRAIT d'un permis de construire", "Article 1 : L'arrêté susvisé est retiré.", "retrait"),
        ("ARRÊTÉ", "Article 1 : L'arrêté susvisé est retiré.", "retrait"),
        ("ARRÊTÉ accordant un permis de construire", "Article 1 : Le permis est accordé.", "initial"),
    ],
)  # fmt: skip
def test_stages(title, article, stage):
    facts = extract(a_reading(an_act(article, title=title)))[0].facts
    assert said(facts.stage) == stage
    favourable = {"modificatif", "transfert", "prorogation", "initial"}
    assert said(facts.decision) is (D.GRANTED if stage in favourable else D.WITHDRAWN)


@pytest.mark.parametrize(
    ("title", "kind", "stage"),
    [
        ("PERMIS DE CONSTRUIRE délivré par le maire", "PC", "initial"),
        ("OCTROI DE PERMIS DE CONSTRUIRE", "PC", "initial"),
        ("ARRÊTÉ de non-opposition à une déclaration préalable", "DP", "initial"),
        ("DÉCISION DE NON-OPPOSITION à déclaration préalable", "DP", "initial"),
        ("PRESCRIPTIONS À DÉCLARATION PRÉALABLE", "DP", "initial"),
        ("DÉCLARATION PRÉALABLE\ndélivrée par le maire", "DP", "initial"),
        ("OPPOSITION À DÉCLARATION PRÉALABLE", "DP", "initial"),
        ("REFUS DE PERMIS DE CONSTRUIRE", "PC", "initial"),
        ("PERMIS D'AMÉNAGER", "PA", "initial"),
        ("PERMIS DE DÉMOLIR", "PD", "initial"),
        ("PERMIS DE CONSTRUIRE UNE MAISON INDIVIDUELLE", "PCMI", "initial"),
    ],
)
def test_titles_say_the_type_where_no_number_is_printed(title, kind, stage):
    text = f"COMMUNE DE MÈZE\n{title}\nVu la demande ;\nARRÊTE\nArticle 1 : Le projet est autorisé."
    facts = extract(a_reading(text))[0].facts
    assert (said(facts.act_type), said(facts.stage)) == (kind, stage)


@pytest.mark.parametrize(
    "title",
    [
        "AVIS DE DÉPÔT", "RÉCÉPISSÉ DE DÉPÔT d'une déclaration préalable", "CERTIFICAT D'AFFICHAGE", "MAJORATION DU DÉLAI d'instruction",
        "DEMANDE DE PIÈCES complémentaires", "Dossiers décidés jusqu'au 12 mai 2024", "DÉCLARATION D'INTENTION D'ALIÉNER",
        "ARRÊTÉ INDIVIDUEL D'ALIGNEMENT", "CERTIFICAT DE NUMÉROTAGE",
    ],
)  # fmt: skip
def test_what_is_not_a_decision_has_no_type(title):
    text = f"COMMUNE DE MÈZE\n{title}\nPC 034 157 24 V0036\nDéposé le 12/03/2024\nLe Maire"
    facts = extract(a_reading(text))[0].facts
    assert facts.act_type is None
    assert facts.decision is None
