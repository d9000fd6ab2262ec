"""Letters: filled from the act, and silent on any article that the grounds do not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from odfdo import Document

from api.letters.articles import cited, known, unknown
from api.letters.letter import Letter, Paragraph, checked
from api.letters.observations import observations
from api.letters.odt import to_odt
from api.letters.pieces import WHOLE_FILE, pieces, wanted_pieces
from api.wording.land import cadastral
from scoring.grounds import GROUNDS
from tests.api.memory import TODAY, a_finding, an_act
from tests.builders import a_fact
from vigie.domain.evidence import ZoneEvidence
from vigie.domain.finding import Verdict
from vigie.errors import OperatorError

CODE = GROUNDS[0].code
LAW = GROUNDS[0].article(None)


def grounded(**more):
    return replace(a_finding(CODE), article=LAW, **more)


def text_of(letter: Letter) -> str:
    return "\n".join([letter.subject, *(part.text for part in letter.body)])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("article L.424-5 et R. 111-2", {"L424-5", "R111-2"}),
        ("articles L562-1 et L562-4", {"L562-1", "L562-4"}),
        ("A424-3 d ; R*423-1", {"A424-3", "R423-1"}),
        ("le lot L et 12 logements, zone R1, parcelle A 12", set()),
        ("rien", set()),
    ],
)
def test_articles_cited(text, numbers):
    assert cited(text) == numbers


def test_law_of_the_day_of_the_act():
    assert "L600-12-2" not in known(date(2025, 11, 27), TODAY)
    assert "L600-12-2" in known(date(2025, 11, 28), TODAY)
    assert unknown("article L9999-9", None, TODAY) == {"L9999-9"}


def test_an_act_that_cites_anything_does_not_stop_the_letter():
    record = an_act()
    facts = replace(record.dossier.facts, works=a_fact("Travaux, article R9999-9, parcelle A 123"))
    odd = replace(record, dossier=replace(record.dossier, facts=facts))
    assert "R9999-9" in text_of(observations(odd, (grounded(),), TODAY))


def test_every_ground_can_be_written(subtests):
    record = an_act()
    day = record.dossier.clock.decided_on
    for ground in GROUNDS:
        law = ground.article(day)
        if law is None:
            continue
        finding = replace(a_finding(ground.code), article=law, theme=ground.theme)
        with subtests.test(ground.code):
            letter = observations(record, (finding,), TODAY)
            said = "\n".join(part.text for part in letter.body if not part.quoted)
            assert unknown(said, day, TODAY) == frozenset()
            assert law in text_of(letter)


def test_letter_says_what_the_act_says():
    record = an_act()
    text = text_of(observations(record, (grounded(),), TODAY))
    assert record.dossier.facts.dossier_number.value in text
    assert "27 mars 2026" in text
    assert "reçu en préfecture le 2 avril 2026" in text
    assert "cadastré section CA n°\u00a0221" in text
    assert "l’observation suivante" in text
    assert "zone Rn" in text
    assert "82\u00a0%" in text


def test_what_is_not_known_is_left_to_complete():
    record = an_act()
    facts = replace(record.dossier.facts, parcels=None, dossier_number=None, works=None)
    bare = replace(record, dossier=replace(record.dossier, facts=facts))
    text = text_of(observations(bare, (grounded(),), TODAY))
    for gap in ("[numéro]", "[parcelles]", "[objet]"):
        assert gap in text


def test_a_reason_that_cites_an_unknown_article_is_not_copied():
    finding = grounded(because="Contraire à l'article L9999-9 du code inconnu.")
    text = text_of(observations(an_act(), (finding,), TODAY))
    assert "L9999-9" not in text
    assert GROUNDS[0].label in text


def test_a_basis_that_no_ground_knows_is_left_to_complete():
    finding = replace(a_finding(CODE), article="Code, article R9999")
    assert "[fondement à compléter]" in text_of(observations(an_act(), (finding,), TODAY))


def test_a_template_that_cites_an_unknown_article_is_refused():
    letter = Letter("", "", (), (Paragraph("Vu l'article L9999-9"),), TODAY)
    with pytest.raises(OperatorError):
        checked(letter, an_act())


@pytest.mark.parametrize(
    ("decided", "says"),
    [(date(2025, 11, 27), "interrompt le délai"), (date(2025, 11, 28), "ne proroge pas")],
)
def test_effect_of_the_letter_on_the_deadline_follows_the_date_of_the_act(decided, says):
    record = an_act()
    clock = replace(record.dossier.clock, decided_on=decided)
    dated = replace(record, dossier=replace(record.dossier, clock=clock))
    text = text_of(observations(dated, (grounded(),), TODAY))
    assert says in text


def test_pieces_are_those_that_would_decide():
    asked = next(g for g in GROUNDS if g.document)
    record = an_act()
    assert wanted_pieces(record, (a_finding(asked.code),)) == (asked.document, WHOLE_FILE)
    assert wanted_pieces(record, ()) == (WHOLE_FILE,)
    assert asked.document in text_of(pieces(record, (a_finding(asked.code),), TODAY))


def test_odt_opens_and_keeps_accents_and_signs():
    finding = grounded(because="Surface < 20 m² & « zone A » dépassée.")
    data = to_odt(observations(an_act(), (finding,), TODAY))
    document = Document(BytesIO(data))
    assert document.mimetype == "application/vnd.oasis.opendocument.text"
    said = document.get_formatted_text()
    assert "Surface < 20\u00a0m² & «\u00a0zone A\u00a0» dépassée." in said


def test_draft_follows_the_decision(client):
    import re

    assert client.get("/actes/act-001/courriers/observations.odt").status_code == 409
    assert client.get("/actes/act-001/courriers/autre.odt").status_code == 404
    token = re.search(r'name="jeton" value="([0-9a-f]+)"', client.get("/actes/act-001").text)[1]
    form = {"jeton": token, "version": "0", "decision": "observations", "motif": ["FOR-2"]}
    client.post("/actes/act-001/decisions", data=form)
    answer = client.get("/actes/act-001/courriers/observations.odt")
    assert 'filename="observations_PC_034003_26_V0001.odt"' in answer.headers["content-disposition"]
    text = Document(BytesIO(answer.content)).get_formatted_text()
    assert "1. Forme et motivation" in text
    assert "Inondation" not in text


def test_parcels_are_named_as_deeds_name_them():
    parcels = ("34150000CA0221", "34150000CA0007", "34150012AB0300", "340030000B0001", "B 12")
    assert cadastral(parcels) == (
        "section 012 AB n°\u00a0300, section B n°\u00a01, section CA n°\u00a07 et 221, B 12"
    )


def test_a_zone_is_named_by_its_plan_and_its_day():
    finding = grounded()
    place = next(one for one in finding.evidence if isinstance(one, ZoneEvidence))
    text = text_of(observations(an_act(), (finding,), TODAY))
    assert f"zone {place.code} du plan de prévention du risque inondation en vigueur" in text
    assert "25 janvier 2012" in text


@pytest.mark.parametrize(
    ("because", "unread", "says"),
    [
        ("Cote du plancher non dite (à lire aux plans).", (), "Cote du plancher non dite."),
        (
            "Signé par un adjoint sans délégation visée : à vérifier au registre.",
            (),
            "Signé par un adjoint sans délégation visée.",
        ),
        ("Zone R (non lu : le sens).", ("le sens",), "Zone R."),
        ("Avis du 3 mars : lire la réponse qu'il y fait.", (), "Avis du 3 mars."),
    ],
)
def test_notes_to_the_reader_stay_out_of_the_letter(because, unread, says):
    finding = grounded(because=because, unread=unread)
    said = [part.text for part in observations(an_act(), (finding,), TODAY).body]
    assert says in said


def test_what_could_not_conclude_is_named_by_its_ground():
    finding = grounded(verdict=Verdict.UNKNOWN, because="Rien n'est dit (non lu : le sens).")
    said = [part.text for part in observations(an_act(), (finding,), TODAY).body]
    assert f"{GROUNDS[0].label}." in said


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Lattes", "de Lattes"),
        ("Agde", "d'Agde"),
        ("Le Pouget", "du Pouget"),
        ("Les Matelles", "des Matelles"),
        ("Élne", "d'Élne"),
        ("La Grande-Motte", "de La Grande-Motte"),
    ],
)
def test_the_letter_goes_to_the_mayor_of_the_town(name, says):
    record = an_act()
    town = replace(record.dossier.commune, name=name)
    moved = replace(record, dossier=replace(record.dossier, commune=town))
    assert observations(moved, (grounded(),), TODAY).recipient.endswith(f"Maire] {says}")


def test_the_draft_opens_and_closes_as_a_letter_does():
    letter = observations(an_act(), (grounded(),), TODAY)
    lines = Document(BytesIO(to_odt(letter))).get_formatted_text().replace("\u00a0", " ")
    order = (
        "PRÉFET", "Réf. : PC", "avis de réception n°", "Objet : Contrôle de légalité",
        "[Madame la Maire / Monsieur le Maire],", "Par arrêté du", "Fondement :",
        "Je vous prie d'agréer, [Madame la Maire / Monsieur le Maire], l'expression",
        "Pour le préfet et par délégation,", "Copie :", "Mention prévue",
    )  # fmt: skip
    places = [lines.index(part) for part in order]
    assert places == sorted(places)
