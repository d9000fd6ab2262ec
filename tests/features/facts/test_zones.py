# ruff: noqa: E501 - phrases of acts are kept whole
from dataclasses import replace

import pytest

from features.facts.extract import extract
from tests.builders import a_reading
from vigie.domain.fact import RiskZoneCited, said
from vigie.domain.page import PageSource

HEAD = "COMMUNE DE MARSEILLAN\nARRÊTÉ accordant un permis de construire\nPC 034 150 24 V0036\nVu la demande ;\n"
TAIL = "\nARRÊTE\nArticle 1 : Le permis est accordé."


def zones(line: str):
    facts = extract(a_reading(HEAD + line + TAIL))[0].facts
    risk = tuple((z.plan, z.zone) for z in said(facts.risk_zones_cited) or ())
    return said(facts.plu_zone), risk


PLU = [
    (
        "Vu le plan local d'urbanisme approuvé le 12/03/2017, révisé le 4 mai 2019, et notamment le règlement de la zone UC ;",
        "UC",
    ),
    ("Vu le PLU et notamment la zone Ap ;", "Ap"),
    ("Considérant que le terrain est situé en zone A du PLU ;", "A"),
    ("Vu le règlement de la zone N ;", "N"),
    ("Vu le P.L.U. approuvé, zone 1AUa ;", "1AUa"),
    ("Vu le plan local d'urbanisme intercommunal, zones UA et UB ;", "UA"),
    ("Considérant que le projet se situe en zone UD2 du plan local d'urbanisme ;", "UD2"),
    ("Vu le PLU, le terrain étant classé en zone « UCa » ;", "UCa"),
    ("Vu le PLU, secteur Nh ;", "Nh"),
    ("Vu le plan d'occupation des sols, zone NC ;", "NC"),
    ("Considérant que la zone AU0 du PLU est fermée ;", "AU0"),
    ("Vu la zone U-1 du PLUi ;", "U-1"),
]
RISK = [
    ("Vu le PPRI approuvé le 25 janvier 2012, zone BU ;", (("PPRI", "BU"),)),
    ("Considérant que le terrain est situé en zone rouge « R » du PPRI ;", (("PPRI", "R"),)),
    ("Considérant que le terrain est situé en zone Rn du plan de prévention des risques d'inondation ;", (("PPRI", "Rn"),)),
    ("Considérant que la parcelle se situe en zones Rn et BU du P.P.R.I. ;", (("PPRI", "Rn"), ("PPRI", "BU"))),
    ("Vu le plan de prévention des risques d'incendie de forêt, zone B1 ;", (("PPRIF", "B1"),)),
    ("Vu le PPRIF approuvé le 30 janvier 2008 et la zone A ;", (("PPRIF", "A"),)),
    ("Considérant que le terrain est en zone rouge du PPRI ;", (("PPRI", "rouge"),)),
    ("Considérant que le terrain est en zone bleue BU1 du PPRi de la basse vallée ;", (("PPRI", "BU1"),)),
    ("Vu le plan de prévention des risques naturels prévisibles d'inondation (PPRNI), zone Z1 ;", (("PPRI", "Z1"),)),
    ("Considérant que le terrain est situé en zone F-NU du PPRI ;", (("PPRI", "F-NU"),)),
    ("Considérant que le projet se situe en zone RU (zone rouge urbanisée) du PPRI ;", (("PPRI", "RU"),)),
    ("Considérant que le projet est situé en zone inondable Rp du PPRl ;", (("PPRI", "Rp"),)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "zone"), PLU)
def test_zone_of_the_plu(line, zone):
    assert zones(line) == (zone, ())


@pytest.mark.parametrize(("line", "cited"), RISK)
def test_zones_of_risk_plans(line, cited):
    assert zones(line) == (None, cited)


def test_both_in_one_act():
    line = (
        "Vu le PLU approuvé le 12/03/2017 et notamment le règlement de la zone UC ;\n"
        "Vu le PPRI approuvé le 25/01/2012 classant le terrain en zone BU ;"
    )
    assert zones(line) == ("UC", (("PPRI", "BU"),))


def test_a_label_gives_the_zone():
    text = HEAD.replace("Vu la demande ;", "Zone PLU : UBa\nVu la demande ;") + TAIL
    assert said(extract(a_reading(text))[0].facts.plu_zone) == "UBa"


@pytest.mark.parametrize("line", ["Vu la zone de montagne ;", "Considérant la zone d'activités ;", "Vu la zone Natura 2000 ;", "Vu la ZAC des Pins ;", "Vu la zone de sismicité 2 ;"])  # fmt: skip
def test_what_is_no_zone(line):
    assert zones(line) == (None, ())


SEEN = (
    "Vu le PLU et notamment le règlement de la zone NI ;\n"
    "Vu le PPRI approuvé le 25/01/2012 classant le terrain en zone Rm ;"
)


def test_letters_that_a_scan_confuses_are_read_as_codes_are_written():
    assert zones(SEEN) == ("NI", (("PPRI", "Rm"),))
    reading = a_reading(HEAD + SEEN + TAIL)
    scan = replace(reading, pages=tuple(replace(p, source=PageSource.OCR) for p in reading.pages))
    facts = extract(scan)[0].facts
    assert said(facts.plu_zone) == "Nl"
    assert facts.plu_zone.printed == "NI"
    assert said(facts.risk_zones_cited) == (RiskZoneCited("PPRI", "Rn"),)
