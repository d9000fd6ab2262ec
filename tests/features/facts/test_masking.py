# ruff: noqa: E501 - phrases of acts are kept whole
import random
import re

import pytest

from features.facts.extract import extract
from features.facts.masking import mask
from tests.builders import a_reading

FORENAMES = [
    "Lucien", "Éléonore", "Jean-Baptiste", "Marie-Claude", "Théodora", "Ousmane", "Ghislaine", "Aurélien", "Fatoumata", "Zéphirin", "Honorine", "Iñaki",
    "Solveig", "Mehdi", "Bérangère", "Anatole", "Ségolène", "Wladimir", "Clotilde", "Gwenaël",
]  # fmt: skip
SURNAMES = [
    "Vauquelin", "Pradalié", "Escarguel", "d'Hautpoul", "Ben Slimane", "de La Bastide", "Zamponi", "Crouzilhac", "N'Guessan", "Rouquayrol", "Teixidor", "Bousquairol",
    "Lapeyronie", "Delmasure", "Quiquandon", "Sauvajol", "Trincaretto", "Fabrégoule", "Van Houtte", "Oustrières",
]  # fmt: skip
STREETS = ["rue des Micocouliers", "chemin du Pioch Redon", "impasse de l'Olivette", "avenue Marcel-Cazalis", "allée des Grisettes", "place Roque-Haute", "route de Castelsec", "lotissement Les Arbousiers"]  # fmt: skip
TOWNS = ["34150 GIGNAC", "34340 Marseillan", "75011 PARIS", "34000 Montpellier"]


def identities(count: int, seed: int):
    rng = random.Random(seed)
    for index in range(count):
        forename, surname = rng.choice(FORENAMES), rng.choice(SURNAMES)
        street = f"{rng.randint(1, 180)} {rng.choice(STREETS)}"
        phone = rng.choice(
            ["06 12 34 5{0} {1}", "04.67.{1}.3{0}.21", "+33 6 12 34 5{0} {1}", "0467{1}12{0}3"]
        ).format(index % 10, 10 + index % 89)
        yield {
            "forename": forename, "surname": surname, "street": street, "town": rng.choice(TOWNS), "phone": phone,
            "mail": f"{re.sub(r'[^a-z]', '', forename.lower())}.{index}@exemple{index % 7}.fr",
        }  # fmt: skip


STYLES = [
    "Monsieur {forename} {SURNAME}", "M. {SURNAME} {forename}", "Mme {forename} {surname}", "{forename} {SURNAME}", "M. et Mme {surname}", "MADAME {FORENAME} {SURNAME}",
    "Consorts {SURNAME}", "{SURNAME} {forename}", "SCI Le Rocher représentée par M. {forename} {surname}", "Maître {forename} {surname}", "{forename} {surname}",
]  # fmt: skip
ACT = """RÉPUBLIQUE FRANÇAISE
COMMUNE DE MARSEILLAN
ARRÊTÉ accordant un permis de construire
PC 034 150 24 V0036
Déposé le 12/03/2024
Par : {name}
Demeurant à : {street} {town}
Tél. : {phone} - {mail}
Pour : construction d'une maison individuelle
Sur un terrain sis : {street}
Cadastré : CA 221
Vu la demande de permis de construire présentée par {name}, demeurant {street}, {town} ;
Vu le courrier de {name} en date du 3 avril 2024 ;
Considérant que {name} a indiqué par courriel ({mail}) que le projet serait modifié ;
ARRÊTE
Article 1 : Le permis de construire est accordé à {name}.
Fait à Marseillan, le 12 mai 2024
Pour le Maire et par délégation,
L'adjointe déléguée à l'urbanisme
{signer}
"""


def act_of(person, style, signer):
    name = style.format(
        SURNAME=person["surname"].upper(), FORENAME=person["forename"].upper(), **person
    )
    signer_name = f"{signer['forename']} {signer['surname'].upper()}"
    return ACT.format(
        name=name,
        signer=signer_name,
        **{k: v for k, v in person.items() if k in ("street", "town", "phone", "mail")},
    )


def leaks(masked: str, person) -> list[str]:
    low = masked.lower()
    street = person["street"].split(" ", 1)[1].lower()
    core = max(re.findall(r"[\wéèêàâôîûç-]+", street), key=len)
    surname = max(re.findall(r"[\wéèêàâôîûç-]+", person["surname"]), key=len).lower()
    return [w for w in (surname, core, person["mail"].lower(), person["phone"]) if w in low]


def test_two_hundred_identities_leave_no_trace():
    people = list(identities(200, seed=7))
    signers = list(identities(200, seed=8))
    left = []
    for index, (person, signer) in enumerate(zip(people, signers, strict=True)):
        text = act_of(person, STYLES[index % len(STYLES)], signer)
        masked = extract(a_reading(text))[0].masked_text
        left += [(index, leak) for leak in leaks(masked, person)]
        left += [
            (index, leak)
            for leak in leaks(
                masked, {**signer, "mail": "@", "phone": "06 99", "street": "1 xxxxxxxx"}
            )
        ]
    assert left == []


def test_identities_are_found_without_being_told():
    left = []
    for index, person in enumerate(identities(200, seed=11)):
        style = STYLES[index % (len(STYLES) - 1)]
        text = act_of(person, style, {"forename": "Paul", "surname": "Escarguel"})
        left += [(index, leak) for leak in leaks(mask(text), person)]
    assert left == []


def test_what_the_models_need_is_kept():
    person = next(identities(1, seed=1))
    masked = mask(act_of(person, STYLES[0], person))
    for kept in (
        "ARRÊTÉ accordant un permis de construire",
        "construction d'une maison individuelle",
        "Considérant que",
        "Article 1",
        "est accordé",
        "CA 221",
    ):
        assert kept in masked


@pytest.mark.parametrize("text", ["Vu le Code de l'Urbanisme ;", "Direction Départementale des Territoires", "PPRI de la Basse Vallée", "Architecte des Bâtiments de France", "34150 24 V0036", "Article R. 424-12", "Vu le STECAL de la zone Ncp ;", "Vu le débat sur le PADD ;"])  # fmt: skip
def test_names_of_nobody_stay(text):
    assert mask(text) == text
