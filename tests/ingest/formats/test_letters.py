"""Letters of the préfecture, typed or read from a page, and what is none of them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from ingest.formats import recognise, word_files
from ingest.formats.letters import letter_in
from vigie.domain.dossier import DocumentRole
from vigie.domain.finding import Theme
from vigie.domain.outcome import Rung
from vigie.errors import Refused

LETTER = """PRÉFET DE L'HÉRAULT
Direction départementale des territoires et de la mer
Montpellier, le 12 avril 2024
Le préfet à Monsieur le Maire de Mèze
Objet : Contrôle de légalité – PC 034 157 24 V0036 – recours gracieux
LRAR n° 1A 123 456 789
Par arrêté en date du 1er mars 2024, reçu en préfecture le 8 mars 2024, vous avez accordé à M. X
un permis de construire une maison. Or, il apparaît que ce permis est entaché d'illégalité pour
les motifs suivants :
1° Le terrain est en zone rouge du PPRI ; l'article R. 111-2 du code de l'urbanisme a été méconnu.
2° L'avis de la CDPENAF n'a pas été recueilli (article L. 151-12).
En conséquence, je vous demande de bien vouloir retirer cet arrêté dans le délai de deux mois.
À défaut, je me verrais contraint de saisir le tribunal administratif.
Le sous-préfet"""
SEVERAL = """Préfecture de l'Hérault
Béziers, le 3 juin 2024
Madame la Maire,
Objet : lettre d'observations – DP 034 032 24 B0001 et DP 034 032 24 B0002
Au titre du contrôle de légalité, ces deux décisions du 2 mai 2024 sont contraires à l'article
L. 121-8 du code de l'urbanisme. Il vous appartient de les retirer."""
PIECES = """PRÉFECTURE DE L'HÉRAULT
Lodève, le 10/05/2024
Monsieur le Maire,
Objet : permis de construire n° 034 142 24 L0007 – contrôle de légalité
Le dossier transmis est incomplet. Je vous saurais gré de me transmettre les pièces manquantes."""
ARRETE = """COMMUNE DE MÈZE
Vu le recours gracieux formé par le préfet au titre du contrôle de légalité, qui demande à
Monsieur le Maire de retirer le permis PC 034 157 24 V0036 ; considérant qu'il est illégal
et que je vous demande n'est pas d'un arrêté,
ARRÊTE
Article 1 : le permis est retiré. Le présent arrêté est transmis au préfet."""
NEIGHBOUR = """Mme Voisine
Madame le Maire,
Objet : recours gracieux contre le PC 034 157 24 V0036
Je vous demande de retirer ce permis illégal, contraire au PLU."""


def test_a_recours_names_its_act_its_days_its_grounds() -> None:
    letter = letter_in(LETTER, where="rg.pdf")
    assert letter is not None
    (row,) = letter.controls
    assert (letter.rung, row.dossier_number) == (Rung.OBSERVATIONS, "PC 034157 24 V0036")
    assert row.commune_insee == "34157"
    assert (row.decided_on, row.received_on) == (date(2024, 3, 1), date(2024, 3, 8))
    assert row.recours_sent_on == date(2024, 4, 12)
    (outcome,) = row.outcomes
    assert outcome.known_on == date(2024, 4, 12)
    assert outcome.themes == (Theme.FLOOD, Theme.CONSULTATION)
    assert outcome.note == "articles R111-2, L151-12"


def test_a_letter_on_two_acts_is_two_rows() -> None:
    letter = letter_in(SEVERAL, where="lo.pdf")
    assert letter is not None
    numbers = [row.dossier_number for row in letter.controls]
    assert numbers == ["DP 034032 24 B0001", "DP 034032 24 B0002"]
    assert {row.outcomes[0].themes for row in letter.controls} == {(Theme.LITTORAL,)}


def test_pieces_asked_are_the_first_rung_and_the_type_comes_from_the_words() -> None:
    letter = letter_in(PIECES, where="l.pdf")
    assert letter is not None
    (row,) = letter.controls
    assert (letter.rung, row.dossier_number) == (Rung.PIECES_ASKED, "PC 034142 24 L0007")
    assert (row.pieces_asked_on, row.recours_sent_on) == (date(2024, 5, 10), None)


NOTICES = """
PC 034 157 24 V0036. Acte transmis à Monsieur le Préfet, Madame le Maire en est chargée.
Recours gracieux : vous pouvez saisir le maire ; le permis peut être retiré s'il est illégal.
Je vous prie de bien vouloir transmettre au préfet, au titre du contrôle de légalité, le dossier."""
ACTS = [
    "MAIRIE DE MÈZE\nDÉCISION DE NON-OPPOSITION À UNE DÉCLARATION PRÉALABLE\nMonsieur le Maire,",
    "Le maire,\nVu le code de l'urbanisme ;\nVu la demande PC 034 157 24 V0036 ;\nA R R Ê T E",
    "ARRÊTÉ N° 2024-12 accordant un permis de construire\nPC 034 157 24 V0036\nMonsieur le Maire,",
    "Certificat d'urbanisme opérationnel CU 034 157 24 V0036\nMonsieur le Maire,",
    "Le Maire\nCERTIFIE\nqu'aucune décision n'a été prise sur le PC 034 157 24 V0036",
]


@pytest.mark.parametrize("act", ACTS, ids=["np", "pc", "titre", "cu", "tacite"])
def test_an_act_with_every_word_of_a_letter_stays_an_act(act: str) -> None:
    assert letter_in(f"Reçu en préfecture le 10/01/2024\n{act}\n{NOTICES}", where="a.pdf") is None


@pytest.mark.parametrize("text", [ARRETE, NEIGHBOUR, NOTICES, "", "Menu de la cantine"])
def test_what_is_no_letter_of_the_prefet(text: str) -> None:
    assert letter_in(text, where="a.pdf") is None


def test_a_letter_without_a_number_is_set_aside_with_its_remedy() -> None:
    with pytest.raises(Refused, match="sans numéro"):
        letter_in(LETTER.replace("PC 034 157 24 V0036", ""), where="rg.pdf")


def test_an_undated_letter_is_known_late_never_early() -> None:
    letter = letter_in(LETTER.replace("Montpellier, le 12 avril 2024\n", ""), where="rg.pdf")
    assert letter is not None
    assert letter.controls[0].outcomes[0].known_on == date(2024, 5, 9)
    assert letter.controls[0].recours_sent_on is None


def docx(text: str) -> bytes:
    lines = "".join(
        f"<w:p><w:r><w:t>{a}</w:t></w:r><w:r><w:tab/><w:t>{b}</w:t></w:r></w:p>"
        for a, _, b in (line.partition(" ") for line in text.split("\n"))
    )
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zipped(
        {"word/document.xml": f"<w:document {names}><w:body>{lines}</w:body></w:document>"}
    )


def odt(text: str) -> bytes:
    lines = "".join(f"<text:p>{line}<text:line-break/></text:p>" for line in text.split("\n"))
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    mime = "application/vnd.oasis.opendocument.text"
    content = f"<office:document-content {names}>{lines}</office:document-content>"
    return zipped({"mimetype": mime, "content.xml": content})


def zipped(members: dict[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize("make", [docx, odt])
def test_letters_typed_on_a_word_processor(make) -> None:  # type: ignore[no-untyped-def]
    data = make(LETTER)
    assert recognise(data) is word_files.READER
    found = word_files.read(data, "rg")
    assert found.role is DocumentRole.LETTER
    assert found.names == ("PC 034157 24 V0036",)
    assert found.controls[0].recours_sent_on == date(2024, 4, 12)


def test_a_word_file_that_is_no_letter_is_refused_with_its_remedy() -> None:
    with pytest.raises(Refused, match="transmettre les actes en PDF"):
        word_files.read(docx(ARRETE), "a.docx")


def test_entities_and_giants_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    with pytest.raises(Refused):
        word_files.read(bomb, "a.docx")
    monkeypatch.setattr(word_files, "MAX_XML", 100)
    with pytest.raises(Refused, match="démesuré"):
        word_files.read(docx(LETTER), "a.docx")


OTHERWISE = """Préfecture de l'Hérault
Direction des relations avec les collectivités locales
Béziers, le 5 avril 2024
Vous m'avez transmis l'arrêté du 10 janvier 2024 accordant le permis PA 034 032 24 Z0001.
Madame la Maire,
Objet : contrôle de légalité
Le 18 janvier 2024, j'ai reçu le permis visé en objet, signé le 10 janvier 2024.
Son examen me conduit à formuler les observations suivantes : le projet méconnaît l'article
L. 562-1 du code de l'environnement, le terrain étant en zone rouge du PPRI.
Il conviendrait en conséquence de retirer cet acte et de m'en informer.
Pour le préfet et par délégation"""


def test_a_letter_drafted_otherwise_gives_the_same_facts() -> None:
    letter = letter_in(OTHERWISE, where="lettre.odt")
    assert letter is not None
    (row,) = letter.controls
    assert row.dossier_number == "PA 034032 24 Z0001"
    assert (row.decided_on, row.received_on) == (date(2024, 1, 10), date(2024, 1, 18))
    (outcome,) = row.outcomes
    assert (outcome.rung, outcome.known_on) == (Rung.OBSERVATIONS, date(2024, 4, 5))
    # neither the name of the code cited nor the signature by delegation is a theme
    assert outcome.themes == (Theme.FLOOD,)
