"""A cartouche in the margin of the text of an act."""

from features.facts.margins import margin_first
from tests.features.facts.test_columns import a_page, lines

BESIDE = a_page(
    (50, 40, "Mairie"),
    (250, 40, "OPPOSITION"),
    (50, 60, "Déclarante"),
    (250, 60, "Vu la déclaration ;"),
    (50, 80, "Mme VIGUIER"),
    (250, 80, "Vu le code ;"),
    (50, 100, "AB 12"),
    (250, 100, "Considérant que"),
    (50, 120, "Piscine"),
    (250, 120, "Article 1"),
    (50, 160, "SIRET 213 402 890 00012 page imprimée par la mairie le lundi"),
)


def test_the_margin_is_read_before_the_text():
    read = lines(margin_first(BESIDE))
    assert read.index("Piscine") < read.index("Vu la déclaration ;")
    assert read[-1].startswith("SIRET")


def test_indented_visas_have_no_margin():
    page = a_page((50, 40, "Le Maire,"), (64, 60, "Vu le code ;"), (64, 80, "Vu le PLU ;"))
    assert margin_first(page) is page
