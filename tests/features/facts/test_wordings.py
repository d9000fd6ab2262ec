# ruff: noqa: E501 - phrases of acts are kept whole
"""Wordings of acts that came to light late: one line each, in an act that holds little else."""

from dataclasses import replace

import pytest

from features.facts.extract import extract
from features.facts.straight import straightened
from tests.builders import a_page, a_reading
from vigie.domain.page import Box

HEAD = (
    "COMMUNE DE MARSEILLAN\nARRÊTÉ accordant un permis de construire\n"
    "Dossier n° PC 034 150 24 V0036\nDemande déposée le 12/03/2024\n"
)
TAIL = "\nARRÊTE\nArticle 1 : Le permis de construire est accordé.\nMarseillan, le 12 mai 2024\nLe Maire"


def facts(head="", visa="Vu la demande ;", tail=TAIL):
    return extract(a_reading(f"{HEAD}{head}\n{visa}{tail}"))[0].facts


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("Cadastré : E 118 à E 121", ["E0118", "E0119", "E0120", "E0121"]),
        ("Cadastré : BK 45p et 46", ["BK0045", "BK0046"]),
        ("Cadastré : AV 15 (partie), 16", ["AV0015", "AV0016"]),
        ("Cadastré DE 0029", ["DE0029"]),
        ("Réf. cad. : BP 18, 19 et 22", ["BP0018", "BP0019", "BP0022"]),
        ("Parcelle CB 19 – 1 560 m²", ["CB0019"]),
        ("section AS, parcelle 63", ["AS0063"]),
        ("Avenue du Port\nBW n°12, n°13 ; BX n°5", ["BW0012", "BW0013", "BX0005"]),
    ],
)
def test_parcels(printed, numbers):
    found = facts(printed).parcels
    assert found is not None
    assert [parcel[8:].lstrip("0") for parcel in found.value] == numbers


@pytest.mark.parametrize(
    ("printed", "name", "value"),
    [
        ("Cadastré : AB 12 (265 m²)", "site_area_m2", 265),
        ("Parcelle CB 19 – 1 560 m²", "site_area_m2", 1560),
        ("Parcelles D 340 et 341 (1 ha 20 a)", "site_area_m2", 12000),
        ("Surf. terrain : 420 m²", "site_area_m2", 420),
        ("SDP existante avant travaux : 1 910 m²", "floor_area_existing_m2", 1910),
        (
            "Surface de plancher : existante 380 m², démolie 80 m², créée 1 026 m²",
            "floor_area_created_m2",
            1026,
        ),
        ("Créée\n64\n36", "floor_area_created_m2", 100),
        ("Pour : construction de cent douze (112) logements", "dwellings_created", 112),
        ("Pour : construction de vingt-quatre logements", "dwellings_created", 24),
    ],
)
def test_numbers(printed, name, value):
    found = getattr(facts(printed), name)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("visa", "zones"),
    [
        ("Vu le PPRI, zone rouge de déferlement Rd ;", ["Rd"]),
        ("Vu le PPRI, zones Rouge « R » et bleue naturelle « Bn » ;", ["R", "Bn"]),
        ("Vu le PPRI classant le terrain en aléa modéré urbain (M-U) ;", ["M-U"]),
        ("Considérant que le terrain est en zone rouge (RN) du PPRI ;", ["RN"]),
        ("Vu le PPRIF approuvé et le règlement de la zone A ;", ["A"]),
    ],
)
def test_risk_zones(visa, zones):
    found = facts(visa=visa)
    assert found.risk_zones_cited is not None
    assert [cited.zone for cited in found.risk_zones_cited.value] == zones
    assert found.plu_zone is None


@pytest.mark.parametrize(
    ("visa", "zone"),
    [
        ("Vu le PLU et le règlement de la zone A, secteur Ap2 ;", "Ap2"),
        ("Vu le plan local d'urbanisme, la zone suivante du PLUi : Ub ;", "Ub"),
    ],
)
def test_zone_of_the_plu(visa, zone):
    found = facts(visa=visa).plu_zone
    assert found is not None
    assert found.value == zone


@pytest.mark.parametrize(
    ("visa", "body"),
    [
        ("Vu l'avis favorable de la communauté de communes, service assainissement ;", "sanitation"),
        ("Vu l'avis favorable de la Métropole, direction de l'eau et de l'assainissement ;", "sanitation"),
        ("Vu l'avis favorable de la Métropole (voirie) ;", "road_manager"),
        ("Vu l'avis défavorable du Directeur départemental des territoires et de la mer ;", "ddtm"),
    ],
)  # fmt: skip
def test_the_service_is_consulted_not_what_it_belongs_to(visa, body):
    found = facts(visa=visa).opinions
    assert found is not None
    assert [opinion.body.value for opinion in found.value] == [body]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("complétée les 20/03/2024 et 11/04/2024", "2024-04-11"),
        ("Pièces complémentaires : 31 mars 2024", "2024-03-31"),
        ("Dépôt : 02.03.2024 (complet au 18.03.2024)", "2024-03-18"),
    ],
)
def test_completed_on(printed, day):
    found = facts(printed).completed_on
    assert found is not None
    assert found.value.isoformat() == day


def test_only_what_is_ticked_is_read():
    found = facts("Travaux : ☐ piscine ☒ extension ☒ ravalement ☐ clôture")
    assert found.works_kinds is not None
    assert [kind.value for kind in found.works_kinds.value] == ["extension", "facade"]


def test_works_said_after_their_place():
    head = "en vue d'édifier, sur les parcelles D 340 et 341, un hangar agricole de 400 m²."
    found = facts(head)
    assert found.works_kinds is not None
    assert [kind.value for kind in found.works_kinds.value] == ["farm_building"]


def test_numbered_prescriptions_keep_their_own_text():
    tail = (
        "\nARRÊTE\nArticle 1 : Le permis de construire est accordé sous réserve de l'article 2.\n"
        "Article 2 : Prescriptions :\n1. Les eaux seront infiltrées.\n2. L'accès se fera par le nord.\n"
        "Marseillan, le 12 mai 2024\nLe Maire"
    )
    found = facts(tail=tail).conditions
    assert found is not None
    assert found.value == ("Les eaux seront infiltrées.", "L'accès se fera par le nord.")


def test_a_date_under_the_last_article_is_that_of_the_decision():
    visa = "Vu le PLU approuvé le 27/03/2024 ;"
    tail = "\nARRÊTE\nArticle 1 : Le permis est accordé.\nLe 2 avril 2024, à Marseillan,\nLe maire"
    found = facts(visa=visa, tail=tail).decided_on
    assert found is not None
    assert found.value.isoformat() == "2024-04-02"


@pytest.mark.parametrize("slope", [0.02, -0.02])
def test_a_skewed_page_is_laid_level(slope):
    page = a_page("une ligne de cinq mots\nune autre ligne du texte")
    skewed = [
        replace(w, box=Box(w.box.x0, w.box.top + slope * w.box.x0, w.box.x1, w.box.bottom + slope * w.box.x0))
        for w in page.words
    ]  # fmt: skip
    tops = {w.line: set() for w in skewed}
    for word in straightened(skewed):
        tops[word.line].add(round(word.box.top))
    assert all(max(line) - min(line) <= 1 for line in tops.values())


def test_a_page_upside_down_is_turned():
    page = a_page("une ligne de cinq mots\nune autre ligne du texte")
    turned = [
        replace(w, box=Box(-w.box.x1, -w.box.bottom, -w.box.x0, -w.box.top)) for w in page.words
    ]
    level = straightened(turned)
    assert level[0].box.x0 < level[1].box.x0
    assert level[0].box.top < level[-1].box.top


@pytest.mark.parametrize(
    ("works", "use"),
    [
        ("démolition d'un vieux hangar agricole", None),
        ("détachement d'un lot d'une propriété", None),
        ("remplacement d'un grillage par un mur bahut", None),
        ("démolition d'un hangar et construction d'un commerce", "commerce"),
        ("ravalement de la façade d'une maison", "housing"),
    ],
)
def test_works_that_build_nothing_have_no_use_unless_they_name_it(works, use):
    found = facts(f"Nature des travaux : {works}").destination
    assert (None if found is None else found.value) == use
