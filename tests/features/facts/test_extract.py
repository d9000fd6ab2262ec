# ruff: noqa: E501 - phrases of acts are kept whole
import json
import os
from datetime import date
from pathlib import Path

import pytest

from features.facts.extract import FACT_READERS, extract
from features.facts.gazetteer import Gazetteer, read_gazetteer
from tests.builders import a_reading
from vigie.domain.fact import said
from vigie.errors import UserError

HEAD = "RÉPUBLIQUE FRANÇAISE\nCOMMUNE DE {town}\nARRÊTÉ accordant un permis de construire\nDossier n° {number}\nDéposé le 12/03/2024\nParcelle : AB 12\n"
BODY = "Vu la demande ;\nARRÊTE\nArticle 1 : Le permis de construire est accordé.\nFait à {town}, le 12 mai 2024\nLe Maire,\nPaul MARTIN\n"


def act(town="MARSEILLAN", number="PC 034 150 24 V0036", more=""):
    return HEAD.format(town=town, number=number) + more + BODY.format(town=town)


def test_every_fact_has_evidence_on_the_page():
    facts = extract(a_reading(act()))[0].facts
    assert facts.decided_on is not None
    for name, fact in facts.items():
        assert fact.evidence, name
        assert 0 < fact.confidence <= 1
        assert all(e.page == 1 and e.text for e in fact.evidence)


def test_readers_give_only_names_of_facts():
    assert len(FACT_READERS) == len(set(FACT_READERS))


def test_two_acts_in_one_document_are_two_acts():
    other = act("GIGNAC", "PC 034 114 24 A0001").replace("est accordé", "est refusé")
    found = extract(a_reading(act(), other))
    assert [said(e.facts.dossier_number) for e in found] == [
        "PC 034150 24 V0036",
        "PC 034114 24 A0001",
    ]
    assert [said(e.facts.decision) for e in found] == ["granted", "refused"]
    assert [e.pages for e in found] == [(1,), (2,)]


def test_an_act_runs_over_pages():
    first, second = act().split("Vu la demande")
    found = extract(a_reading(first, "Vu la demande" + second))
    assert [e.pages for e in found] == [(1, 2)]
    assert said(found[0].facts.decision) == "granted"


def test_annexes_do_not_speak_for_the_act():
    annex = "DIRECTION DÉPARTEMENTALE DES TERRITOIRES ET DE LA MER\nAVIS\nPC 034 150 24 V0036\nParcelle : ZZ 99\nAvis défavorable en zone Rn du PPRI."
    found = extract(a_reading(act(), annex))
    assert [e.pages for e in found] == [(1,)]
    assert said(found[0].facts.parcels) == ("34150000AB0012",)
    assert found[0].facts.risk_zones_cited is None


def test_a_receipt_page_only_tells_the_reception():
    receipt = (
        "Acte reçu par: Préfecture de l'Hérault\nNature transaction: AR de transmission d'acte\nDate de réception préfecture : 20/05/2024\n"
        "Numéro Acte: PC24V36\nIdentifiant Acte: 034-213401508-20240512-PC24V36-AI"
    )
    found = extract(a_reading(act(), receipt))
    assert [e.pages for e in found] == [(1,)]
    assert said(found[0].facts.received_on) == date(2024, 5, 20)
    assert said(found[0].facts.actes_id) == "034-213401508-20240512-PC24V36-AI"


STAMPS = [
    "Envoyé en préfecture le 15/05/2024\nReçu en préfecture le 16/05/2024\nAffiché le 17/05/2024\nID : 034-213401508-20240512-PC-24-36-AI",
    "Accusé de réception en préfecture\n034-213401508-20240512-PC-24-36-AI\nDate de télétransmission : 15/05/2024\nDate de réception préfecture : 16/05/2024",
]


@pytest.mark.parametrize("stamp", STAMPS)
def test_stamps(stamp):
    facts = extract(a_reading(act() + stamp))[0].facts
    assert said(facts.received_on) == date(2024, 5, 16)
    assert said(facts.actes_id) == "034-213401508-20240512-PC-24-36-AI"
    assert said(facts.decided_on) == date(2024, 5, 12)


@pytest.mark.parametrize("stamp", ["REÇU LE 16 MAI 2024\nPRÉFECTURE DE L'HÉRAULT", "PRÉFECTURE 16 DE MAI 2024\nREÇU", "SOUS-PRÉFECTURE DE BÉZIERS\nREÇU LE\n1 6 MAI 2024"])  # fmt: skip
def test_rubber_stamps(stamp):
    facts = extract(a_reading(act() + stamp))[0].facts
    assert said(facts.received_on) == date(2024, 5, 16)


def test_without_a_signature_date_the_identifier_gives_it_with_a_doubt():
    text = (
        act().replace("Fait à MARSEILLAN, le 12 mai 2024\n", "Fait à MARSEILLAN, le 20%\n")
        + STAMPS[1]
    )
    fact = extract(a_reading(text))[0].facts.decided_on
    assert fact.value == date(2024, 5, 12)
    assert fact.doubt


@pytest.mark.parametrize(
    "line", ["Fait à Sète, le 12 mai 2024", "Sète, le 12 mai 2024", "À Sète, le 12/05/2024", "Le 12 mai 2024", "1 2 MAI 2024", "Fait en mairie, le 12 mai 2024"]
)  # fmt: skip
def test_dates_of_signature(line):
    text = act().replace("Fait à MARSEILLAN, le 12 mai 2024", line)
    assert said(extract(a_reading(text))[0].facts.decided_on) == date(2024, 5, 12)


def test_dates_out_of_order_are_kept_with_a_doubt():
    text = act().replace("le 12 mai 2024", "le 12 mai 2023")
    fact = extract(a_reading(text))[0].facts.decided_on
    assert fact.value == date(2023, 5, 12)
    assert fact.doubt == "décision antérieure au dépôt"


GAZETTEER = Gazetteer.of([("34150", "Marseillan"), ("34114", "Gignac"), ("34301", "Sète")])


def test_the_name_confirms_the_code_of_the_number():
    fact = extract(a_reading(act()), gazetteer=GAZETTEER)[0].facts.commune_insee
    assert (fact.value, fact.doubt) == ("34150", None)


def test_a_number_of_another_commune_is_kept_with_a_doubt():
    fact = extract(a_reading(act(town="GIGNAC")), gazetteer=GAZETTEER)[0].facts.commune_insee
    assert fact.value == "34150"
    assert "Gignac" in fact.doubt


def test_an_unknown_code_is_doubted():
    fact = extract(a_reading(act(number="PC 034 999 24 V0036")), gazetteer=GAZETTEER)[
        0
    ].facts.commune_insee
    assert fact.value == "34999"
    assert fact.doubt


def test_without_number_the_name_gives_the_code():
    text = act(town="SÈTE").replace("Dossier n° PC 034 150 24 V0036\n", "")
    assert said(extract(a_reading(text), gazetteer=GAZETTEER)[0].facts.commune_insee) == "34301"


def test_merged_communes_are_one(tmp_path):
    path = tmp_path / "communes.json"
    rows = [
        {"code": "34144", "nom": "Lunas-les-Châteaux", "type": "commune-actuelle"},
        {
            "code": "34093",
            "nom": "Dio-et-Valquières",
            "type": "commune-deleguee",
            "chefLieu": "34144",
        },
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    gazetteer = read_gazetteer(path)
    assert gazetteer.same("34093", "34144")
    found = extract(
        a_reading(act(town="LUNAS-LES-CHÂTEAUX", number="PC 034 093 24 V0001")), gazetteer=gazetteer
    )
    assert found[0].facts.commune_insee.doubt is None


def test_a_list_of_communes_in_csv(tmp_path):
    path = tmp_path / "communes.csv"
    path.write_text(
        "TYPECOM,COM,LIBELLE,COMPARENT\nCOM,34301,Sète,\nCOMD,34093,Dio,34144\n", encoding="utf-8"
    )
    assert read_gazetteer(path).named("SETE")[0].insee == "34301"


def test_a_list_that_is_none_says_the_remedy(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("rien", encoding="utf-8")
    with pytest.raises(UserError, match="COG"):
        read_gazetteer(path)


OTHERS = [
    "PRÉFECTURE DE L'HÉRAULT\nArrêté préfectoral portant prescriptions complémentaires à la société X\nVu le code de l'environnement ;\nVu le permis de construire n° 12 ;\nARRÊTE\nArticle 1er : La société est autorisée à exploiter une installation.\nFait à Montpellier, le 12 mai 2024\nLe Préfet",
    "COMMUNE DE SÈTE\nARRÊTÉ MUNICIPAL\nportant réglementation de la circulation\nARRÊTE\nArticle 1 : Le stationnement est interdit.\nLe Maire",
    "Facture n° 12\nTotal : 120 m² à 12 €",
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_documents_have_no_type_and_no_invented_fact(text):
    facts = extract(a_reading(text))[0].facts
    assert dict(facts.items()) == {}


def test_a_blank_document_holds_no_act():
    assert extract(a_reading("")) == ()


@pytest.mark.realdata
def test_real_arretes_that_are_no_permits():
    folder = os.environ.get("VIGIE_REAL_DATA")
    if not folder:
        pytest.skip("VIGIE_REAL_DATA n'est pas donné")
    texts = sorted(Path(folder, "arretes").glob("*.md"))
    assert texts
    for path in texts:
        for found in extract(a_reading(*path.read_text(encoding="utf-8").split("\n---\n"))):
            assert found.facts.act_type is None, path.name
            assert found.facts.parcels is None, path.name
            assert found.facts.decision is None, path.name


def test_labels_written_nowhere_end_a_value_and_say_what_they_are():
    text = (
        "MAIRIE DE VIAS\nARRÊTÉ ACCORDANT UN PERMIS DE CONSTRUIRE\nDossier : PC 034 332 25 J0105\n"
        "Arrivée au guichet : 10 novembre 2025\n"
        "Ce que vous construisez, projet : extension d'une maison\nPlancher gagné : 58 m²\n"
        "Suivi : service des permis\nLe maire,\nVu le code de l'urbanisme ;\nARRÊTE\n"
        "Article 1 : Le permis est accordé.\nFait à Vias, le 20 janvier 2026\nLe Maire,\n"
    )
    facts = extract(a_reading(text))[0].facts
    assert said(facts.filed_on) == date(2025, 11, 10)
    assert said(facts.works) == "extension d'une maison"
    assert said(facts.floor_area_created_m2) == 58
