from datetime import date

import pytest

from features.facts.extract import extract
from features.facts.lineage import base_cited
from tests.builders import a_reading, some_facts
from vigie.domain.dossier import BaseCited

BASE = BaseCited("PC 034198 24 M0052", date(2024, 11, 12))
RETRAIT = (
    "COMMUNE DE PÉROLS\nARRÊTÉ PORTANT RETRAIT D'UN PERMIS DE CONSTRUIRE\nDossier : {number}\n"
    "Vu l'arrêté du 12 novembre 2024 accordant le permis de construire{cited} ;\n"
    "Vu la lettre du préfet reçue le 6 janvier 2025 ;\n"
    "Vu la demande déposée le 2 septembre 2024 ;\n"
    "ARRÊTE\nArticle 1er : L'arrêté susvisé en date du 12 novembre 2024 est retiré.\n"
    "Fait à Pérols, le 30 janvier 2025\nLe Maire"
)


def cited(text: str) -> BaseCited | None:
    act = extract(a_reading(text))[0]
    return base_cited(act.masked_text, act.facts)


@pytest.mark.parametrize("own", ["n° 2025-014", "PC 034 198 25 M0003", "PC 034 198 24 M0052"])
def test_a_retrait_bears_on_the_number_and_day_that_it_cites(own: str) -> None:
    assert cited(RETRAIT.format(number=own, cited=" n° PC 034 198 24 M0052")) == BASE


def test_a_retrait_may_cite_a_day_alone() -> None:
    text = RETRAIT.format(number="arrêté n° 2025-014", cited=" à la société pétitionnaire")
    assert cited(text) == BaseCited(None, date(2024, 11, 12))


def test_a_modificatif_bears_on_its_number_without_the_suffix() -> None:
    text = (
        "COMMUNE DE PÉROLS\nPERMIS DE CONSTRUIRE MODIFICATIF\nPC 034 198 24 M0052 M01\n"
        "Vu le permis de construire initial accordé le 3 mai 2024 ;\nARRÊTE\n"
        "Article 1 : Le permis modificatif est accordé.\nPérols, le 30 janvier 2025"
    )
    assert cited(text) == BaseCited("PC 034198 24 M0052", date(2024, 5, 3))


def test_a_prorogation_is_not_tied_to_the_request_nor_to_the_plan() -> None:
    text = (
        "COMMUNE DE PÉROLS\nARRÊTÉ DE PROROGATION D'UN PERMIS DE CONSTRUIRE\n"
        "Vu le plan local d'urbanisme approuvé le 4 juillet 2019 ;\n"
        "Vu le permis de construire n° PC 034 198 22 M0007 délivré le 9 juin 2022 ;\n"
        "Vu la demande de prorogation de ce permis présentée le 2 avril 2025 ;\nARRÊTE\n"
        "Article 1 : La validité du permis est prorogée d'un an.\nPérols, le 12 mai 2025"
    )
    assert cited(text) == BaseCited("PC 034198 22 M0007", date(2022, 6, 9))


def test_a_first_act_bears_on_none() -> None:
    assert base_cited("PC 034 198 24 M0052", some_facts(stage="initial")) is None
