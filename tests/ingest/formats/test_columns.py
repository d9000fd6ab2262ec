from __future__ import annotations

import pytest

from ingest.formats.columns import recognise_columns
from ingest.formats.headings import Field

F = Field


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (  # an instruction software's table
            ["numero_dossier", "date_evenement", "date_envoi_signature", "date_retour_signature",
             "date_envoi_rar", "date_retour_rar", "date_retour_controle_legalite",
             "signataire_arrete", "avis_decision"],
            {F.NUMBER: 0, F.DECIDED: 3, F.RECEIVED: 6},
        ),
        (  # a municipal register
            ["Date de signature", "Numéro de dossier", "Pétitionnaire", "Décision",
             "Nature des travaux", "Adresse des travaux", "Surface"],
            {F.DECIDED: 0, F.NUMBER: 1},
        ),
        (  # a service of the State
            ["N°", "INSEE", "N° DOSSIER", "M/T", "Date décision", "Date réception préf.",
             "Date réception DDTM", "Mode", "Agent", "Date examen", "Avis", "Suite (RAS/PC/RG)",
             "Date limite", "Observations"],
            {F.INSEE: 1, F.NUMBER: 2, F.SUFFIX: 3, F.DECIDED: 4, F.RECEIVED: 5, F.EXAMINED: 9,
             F.REMARKS: 13},
        ),
        (  # recours
            ["Dossier", "Thème(s)", "Moyens", "Date RG", "N° LRAR", "AR mairie", "AR pétitionnaire",
             "Réponse maire (date)", "Retrait", "Déféré", "Jugement", "Clos"],
            {F.NUMBER: 0, F.THEMES: 1, F.GROUNDS: 2, F.RECOURS_SENT: 3, F.RECOURS_RECEIVED: 5,
             F.ANSWERED: 7, F.WITHDRAWN: 8, F.DEFERE: 9, F.JUDGED: 10},
        ),
    ],
)  # fmt: skip
def test_names_the_columns_of_sheets_of_several_origins(
    headings: list[str], expected: dict[Field, int]
) -> None:
    mapping = recognise_columns([headings])
    assert mapping is not None
    for field, at in expected.items():
        assert mapping.places(field) == (at,), field


def test_a_heading_is_not_taken_for_a_deadline_or_a_person() -> None:
    headings = [
        "N° dossier",
        "Date limite de recours gracieux",
        "Signataire de l'arrêté",
        "Demandeur",
    ]
    mapping = recognise_columns([headings])
    assert mapping is not None
    assert mapping.fields() == {F.NUMBER}


def test_words_under_a_heading_of_date_tell_the_outcome() -> None:
    rows = [["Dossier", "Contrôlé le"], *[["PC 034 003 21 A0012", "RAS"]] * 3]
    mapping = recognise_columns(rows)
    assert mapping is not None
    assert mapping.places(F.OUTCOME) == (1,)
