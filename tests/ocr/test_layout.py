from __future__ import annotations

from ocr.layout import Token, lines_in_order


def run(text: str, x: float, y: float, *, size: float = 10) -> list[Token]:
    """A line of text at a place, half an em a character."""
    tokens = []
    for word in text.split():
        width = 0.5 * size * len(word)
        tokens.append(Token(word, x, y, x + width, y + 1.1 * size))
        x += width + 0.3 * size
    return tokens


def texts(*runs: list[Token]) -> list[str]:
    return [" ".join(t.text for t in line) for line in lines_in_order(runs)]


def test_rows_are_read_from_top_to_bottom_and_left_to_right():
    assert texts(run("bas", 50, 120), run("droite", 300, 100), run("gauche", 50, 101)) == [
        "gauche droite",
        "bas",
    ]


def test_labels_stay_on_the_line_of_their_values():
    left = ("Demandeur :", "Demeurant à :", "Pour :", "Sur un terrain sis :", "Cadastré :")
    right = ("M. Jean Dupont", "3 rue Haute", "une maison", "chemin du Mas", "AB 12")
    runs = [run(t, 50, 100 + 15 * i) for i, t in enumerate(left)]
    runs += [run(t, 200, 102 + 15 * i) for i, t in enumerate(right)]
    assert texts(*runs) == [f"{a} {b}" for a, b in zip(left, right, strict=True)]


def test_columns_of_a_table_stay_on_their_rows():
    rows = [("Lot", "Surface", "Usage"), ("A", "120 m²", "maison"), ("B", "35 m²", "garage")]
    rows += [("C", "12 m²", "abri"), ("D", "40 m²", "piscine")]
    runs = [
        run(t, 50 + 120 * c, 100 + 15 * r) for r, row in enumerate(rows) for c, t in enumerate(row)
    ]
    assert texts(*runs) == [" ".join(row) for row in rows]


def test_a_table_whose_cells_hold_prose_stays_on_its_rows():
    prose = "Information sur le chant de la fête"
    rows = [("1962", '"', str(585 + n), f"{prose} : {n}" if n == 4 else prose) for n in range(8)]
    runs = [
        run(t, x, 100 + 15 * r)
        for r, row in enumerate(rows)
        for x, t in zip((50, 120, 180, 260), row, strict=True)
    ]
    assert texts(*runs) == [" ".join(row) for row in rows]


CADRE_1 = (
    "Demande déposée le 12/03/2025",
    "Par : SCI du Mas",
    "Demeurant à : 3 rue Haute 34000 Montpellier",
    "Pour : construction de deux maisons",
    "Sur un terrain sis : chemin du Mas",
)
CADRE_2 = (
    "Référence du dossier",
    "N° PC 034 999 25 V0012",
    "Surface de plancher : 128 m²",
    "Destination : habitation",
)


def test_a_box_of_two_columns_ends_where_a_white_band_follows_it():
    right = ("N° PC 034 999 25 V0012", "Surface de plancher : 128 m²", "Superficie : 412 m²")
    body = ("Le maire,", "Vu la demande susvisée,", "Vu le code de l'urbanisme,", "ARRÊTE")
    signed = ("Fait à Saint-Exemple, le 3 juin 2025", "Le maire,", "Paul Exemple")
    runs = [run(t, 50, 100 + 15 * n) for n, t in enumerate(CADRE_1)]
    runs += [run(t, 350, 101 + 15 * n) for n, t in enumerate(right)]
    runs += [run(t, 50, 200 + 15 * n) for n, t in enumerate(body)]
    runs += [run(t, 350, 270 + 15 * n) for n, t in enumerate(signed)]
    assert texts(*runs) == [*CADRE_1, *right, *body, *signed]


def test_the_two_sides_of_a_cartouche_are_not_interleaved():
    runs = [run("PERMIS DE CONSTRUIRE", 200, 60)]
    runs += [run(t, 50, 100 + 14 * i) for i, t in enumerate(CADRE_1)]
    runs += [run(t, 340, 104 + 16 * i) for i, t in enumerate(CADRE_2)]
    runs += [
        run("Le maire de Saint-Exemple, vu le code de l'urbanisme, arrête ce qui suit", 50, 200)
    ]
    assert texts(*runs) == [
        "PERMIS DE CONSTRUIRE",
        *CADRE_1,
        *CADRE_2,
        "Le maire de Saint-Exemple, vu le code de l'urbanisme, arrête ce qui suit",
    ]


def test_a_cartouche_of_labels_and_values_twice_is_parted_between_its_sides():
    rows = [
        ("Demandeur :", "SCI du Mas", "Surface :", "128 m²"),
        ("Adresse :", "3 rue Haute", "Destination :", "habitation"),
        ("Terrain :", "chemin du Mas", "Zone :", "UC"),
        ("Parcelle :", "AB 12", "Logements :", "2"),
    ]
    xs = (50, 130, 300, 400)
    runs = [run(t, xs[c], 100 + 15 * r) for r, row in enumerate(rows) for c, t in enumerate(row)]
    assert texts(*runs) == [f"{r[0]} {r[1]}" for r in rows] + [f"{r[2]} {r[3]}" for r in rows]


def test_two_columns_of_prose_are_read_one_after_the_other():
    left = [f"le maire de la commune numéro {n} décide" for n in range(6)]
    right = [f"que le permis de construire {n} est accordé" for n in range(6)]
    runs = [run(t, 50, 100 + 14 * i) for i, t in enumerate(left)]
    runs += [run(t, 310, 100 + 14 * i) for i, t in enumerate(right)]
    assert texts(*runs) == left + right


def test_text_that_runs_up_the_margin_comes_last_and_whole():
    margin = [
        Token(w, 20, 500 - 60 * i, 30, 550 - 60 * i)
        for i, w in enumerate(("Envoyé", "le", "12/03"))
    ]
    assert texts(margin, run("Le maire arrête", 50, 500)) == ["Le maire arrête", "Envoyé le 12/03"]


def test_a_label_that_ends_below_its_first_row_is_read_whole_before_its_value():
    runs = [
        run("Objet de la", 50, 100),
        run("Affouillements et exhaussements de", 150, 100),
        run("demande :", 50, 113),
        run("sol", 150, 113),
        run("Surface de", 50, 126),
        run("723 m²", 150, 126),
        run("plancher :", 50, 139),
    ]
    assert texts(*runs) == [
        "Objet de la demande : Affouillements et exhaussements de",
        "sol",
        "Surface de plancher : 723 m²",
    ]
