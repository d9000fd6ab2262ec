"""The statistical readers and where they are asked."""

import random

import numpy as np
import pytest

from features.facts import phrases, sentences, teach
from features.facts.extract import extract
from features.facts.works import GUESSED
from tests.builders import a_reading, some_facts
from vigie.domain.fact import Destination, WorksKind, said
from vigie.views import fact_json

HEAD = (
    "COMMUNE DE MARSEILLAN\nARRÊTÉ accordant un permis de construire\nPC 034 150 24 V0036\n"
    "Nature des travaux : {works}\nVu la demande ;\nARRÊTE\nArticle 1 : Le permis est accordé."
)


def test_phrases_are_the_same_for_a_seed():
    assert list(phrases.works(20, 3)) == list(phrases.works(20, 3))
    assert list(phrases.works(20, 3)) != list(phrases.works(20, 4))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("construction d'une miellerie", WorksKind.FARM_BUILDING),
        ("pose de tentes lodges", WorksKind.CAMPING),
        ("palissade en limite de propriété", WorksKind.FENCE),
    ],
)
def test_kinds(text, kind):
    assert sentences.kinds(text)[0][0] is kind


def test_precise_and_vague_conditions():
    assert sentences.precise("Un bassin de 25 m³ sera creusé au nord de la parcelle.") > 0.5
    assert sentences.precise("Le projet devra bien s'intégrer dans son environnement.") < 0.5


def test_conditions_carry_how_precise_each_is():
    text = HEAD.format(works="construction d'une villa") + (
        "\nArticle 2 : Les prescriptions suivantes seront respectées :\n"
        "- Un bassin de 25 m³ sera creusé au nord de la parcelle.\n"
        "- Le projet devra bien s'intégrer dans son environnement.\n"
    )
    facts = extract(a_reading(text))[0].facts
    clear, vague = facts.conditions.precise
    assert clear > 0.5 > vague
    assert fact_json(facts.conditions)["precise"] == [clear, vague]


def test_rules_speak_first_and_a_guess_says_that_it_is_one():
    read = extract(a_reading(HEAD.format(works="construction d'une piscine")))[0].facts
    assert read.works_kinds.doubt is None
    guessed = extract(a_reading(HEAD.format(works="palissade sur la limite")))[0].facts
    assert said(guessed.works_kinds) == (WorksKind.FENCE,)
    assert guessed.works_kinds.doubt == GUESSED
    assert guessed.works_kinds.confidence < read.works_kinds.confidence


def test_reviewers_teach_words_that_nobody_composed():
    read = some_facts(works="pose d'un zorblax", works_kinds=(WorksKind.FENCE,))
    right = some_facts(works_kinds=(WorksKind.POOL,), destination=Destination.HOUSING)
    lesson = teach.lesson_of([(read, right), (read, some_facts(plu_zone="UA"))])
    assert len(lesson.works) == 1
    told = teach.teach(lesson, count=300)
    names = [str(name) for name in told["kinds names"]]
    margins = told["kinds weights"].astype(np.float32) @ sentences.row("pose d'un zorblax")
    margins = margins + told["kinds bias"]
    assert names[int(margins.argmax())] == "pool"


def test_a_text_gives_one_row_whatever_its_case_and_accents():
    words = ["Édification", "d'une", "clôture"]
    random.Random(1).shuffle(words)
    text = " ".join(words)
    assert (sentences.row(text) == sentences.row(text.upper())).all()
