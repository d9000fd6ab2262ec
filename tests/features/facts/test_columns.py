from collections import Counter

from features.facts.act_text import act_text
from features.facts.columns import head_by_columns
from features.facts.label_kinds import is_bare_label
from vigie.domain.page import Box, Page, PageKind, PageSource, Word


def a_page(*lines):
    """A page from (x, y, text): one run of words each, in the order given."""
    words = []
    for number, (x, y, text) in enumerate(lines):
        left = x
        for word in text.split():
            right = left + 5.0 * len(word)
            words.append(Word(word, Box(left, y, right, y + 10), 1.0, number))
            left = right + 2.5
    return Page(
        1, 595.0, 842.0, PageSource.NATIVE, PageKind.NATIVE, "texte natif", 1.0, tuple(words)
    )


CARTOUCHE = a_page(
    (40, 40, "COMMUNE DE MARSEILLAN"),
    (300, 60, "ARRÊTÉ accordant un permis de"),
    (40, 60, "Demande déposée le 09/09/2025, complète"),
    (40, 72, "le 01/10/2025"),
    (300, 72, "construire pour une maison"),
    (40, 84, "Par : Monsieur Jean VIDAL"),
    (300, 84, "individuelle"),
    (40, 130, "Le Maire,"),
    (40, 150, "Vu la demande ;"),
    (40, 170, "Vu le PLU ;"),
)
SHEET = a_page(
    (40, 40, "Ville de Gignac"),
    (40, 60, "Dossier :"),
    (110, 60, "DP 034 114 22 00105"),
    (300, 60, "Déposé le :"),
    (380, 60, "27/08/2022"),
    (40, 80, "Objet de la demande :"),
    (110 + 60, 80, "Clôture"),
    (300, 80, "Surface du terrain :"),
    (420, 80, "4 615 m²"),
    (40, 120, "Vu la demande ;"),
)


def lines(page):
    found = {}
    for word in page.words:
        found.setdefault(word.line, []).append(word.text)
    return [" ".join(words) for _, words in sorted(found.items())]


def test_columns_are_read_one_after_the_other():
    assert lines(head_by_columns(CARTOUCHE, is_bare_label)) == [
        "COMMUNE DE MARSEILLAN",
        "Demande déposée le 09/09/2025, complète",
        "le 01/10/2025",
        "Par : Monsieur Jean VIDAL",
        "ARRÊTÉ accordant un permis de",
        "construire pour une maison",
        "individuelle",
        "Le Maire,",
        "Vu la demande ;",
        "Vu le PLU ;",
    ]


def test_labels_keep_the_values_on_their_right():
    text = act_text([SHEET]).text.string
    for label, value in (("Déposé le :", "27/08/2022"), ("Surface du terrain :", "4 615 m²")):
        after = text[text.index(label) + len(label) :].split("\n")
        assert value in [line.strip() for line in after[:2]]


def test_words_are_only_moved():
    moved = head_by_columns(CARTOUCHE, is_bare_label)
    before, after = (Counter((w.text, w.box) for w in p.words) for p in (CARTOUCHE, moved))
    assert before == after


def test_a_page_of_prose_stays_as_it_is():
    prose = a_page(*((40, 40 + 12 * n, f"une ligne de prose numéro {n}") for n in range(9)))
    assert head_by_columns(prose, is_bare_label) is prose


STAMPED = a_page(
    (57, 130, "RÉPUBLIQUE FRANÇAISE"),
    (240, 130, "Référence : DP 034 114"),
    (57, 142, "Département de l'Hérault"),
    (240, 142, "Service urbanisme"),
    (430, 142, "PRÉFECTURE DE L'HÉRAULT"),
    (430, 155, "REÇU LE 02 AOUT 2024"),
    (57, 155, "Demande de Madame Quidam, demeurant à Gignac, pour une maison"),
    (57, 169, "Surface du terrain"),
    (155, 169, "548 m2"),
    (57, 183, "Objet"),
    (155, 183, "Clôture et portail"),
    (57, 300, "Vu la demande ;"),
)
STAGGERED = a_page(
    (57, 167, "Date de dépôt : 07/01/2025"),
    (57, 179, "Avis de dépôt affiché le 12/01/2025"),
    (57, 191, "Présentée par : SNC Les Terrasses"),
    (57, 203, "Représentée par : Madame Quidam"),
    (363, 167, "N° DP 034 114 22 00105"),
    (363, 187, "Surface du terrain : 800m²"),
    (363, 199, "Destination des constructions :"),
    (363, 211, "Habitation"),
    (57, 215, "Demeurant : 1 chemin des Moulières"),
    (57, 300, "Vu la demande ;"),
)


def test_a_stamp_belongs_to_no_column():
    found = head_by_columns(STAMPED, is_bare_label).text.splitlines()
    stamp = found.index("PRÉFECTURE DE L'HÉRAULT")
    assert found[stamp + 1] == "REÇU LE 02 AOUT 2024"


def test_columns_whose_rows_are_not_level_keep_the_order_of_the_reader():
    found = head_by_columns(STAGGERED, is_bare_label).text.splitlines()
    label = found.index("Destination des constructions :")
    assert found[label + 1] == "Habitation"


UNDER_A_VERB = a_page(
    (40, 40, "MAIRIE DE GIGNAC"),
    (250, 60, "ARRÊTÉ"),
    (200, 76, "Permis de construire"),
    (40, 100, "Date de la demande"),
    (40, 116, "Nom du demandeur"),
    (40, 132, "Réf. du cadastre"),
    (40, 156, "Le maire,"),
    (200, 100, "7 avril 2025"),
    (200, 116, "Mme Jeanne VIDAL"),
    (200, 132, "AH 94"),
    (40, 180, "Vu la demande ;"),
)


def test_a_title_that_is_a_verb_does_not_end_the_head():
    assert lines(head_by_columns(UNDER_A_VERB, is_bare_label))[3:7] == [
        "Date de la demande 7 avril 2025",
        "Nom du demandeur Mme Jeanne VIDAL",
        "Réf. du cadastre AH 94",
        "Le maire,",
    ]


COLONS = a_page(
    (40, 40, "MAIRIE DE GIGNAC"),
    (250, 60, "ARRÊTÉ"),
    (40, 100, "Déposé le"),
    (120, 100, ":"),
    (140, 100, "18/09/2023"),
    (40, 116, "Projet"),
    (120, 116, ":"),
    (140, 116, "Hangar agricole"),
    (40, 150, "Vu la demande ;"),
)


def test_colons_in_a_column_of_their_own_stay_between_labels_and_values():
    assert lines(head_by_columns(COLONS, is_bare_label))[2:4] == [
        "Déposé le : 18/09/2023",
        "Projet : Hangar agricole",
    ]
