"""Examples of each body of law beyond floods: what raises a ground, what leaves it quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scoring.grounds import assess
from tests.builders import a_fact
from tests.scoring.makers import CLOCK, COMMUNE, QUIET_TEXT, a_house, a_place, a_zone
from vigie.domain.control import Transmission
from vigie.domain.dossier import Declared, Dossier
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Authority,
    Decision,
    Destination,
    Facts,
    Opinion,
    OpinionBody,
    OpinionSense,
    RiskZoneCited,
    Signatory,
    SignatoryRole,
    Stage,
    WorksKind,
)
from vigie.domain.finding import Finding, Verdict
from vigie.domain.place import NOWHERE, Regime, Subject

BREACH, DOUBT, UNKNOWN, CLEAR = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN, Verdict.CLEAR
NOT = None
SHORE_TOWN = replace(COMMUNE, littoral=True)
HILL_TOWN = replace(COMMUNE, montagne=True)
NO_PLAN = replace(COMMUNE, planning_document="RNU")
U = a_zone(Subject.PLU, regime="U", code="UC", share=1.0, plan=None)
A = a_zone(Subject.PLU, regime="A", code="A", share=1.0, plan=None)
N = a_zone(Subject.PLU, regime="N", code="N", share=1.0, plan=None)
FIRE = a_zone(Subject.FIRE_PLAN, code="A")
SHED: dict[str, Any] = {"works_kinds": (WorksKind.FARM_BUILDING,), "dwellings_created": None}
SHED_FARM: dict[str, Any] = {**SHED, "destination": Destination.FARMING}
EXTENSION: dict[str, Any] = {"works_kinds": (WorksKind.EXTENSION,), "dwellings_created": None}
CHANGE: dict[str, Any] = {
    "works_kinds": (WorksKind.CHANGE_OF_USE,),
    "destination": Destination.TOURISM,
    "dwellings_created": None,
}
FENCE: dict[str, Any] = {
    "works_kinds": (WorksKind.FENCE,),
    "dwellings_created": None,
    "destination": None,
}
DP: dict[str, Any] = {"act_type": ActType.DP, "decision": Decision.NON_OPPOSITION}
HALF_U, HALF_N = replace(U, share=0.6), replace(N, share=0.4)
ADDED: dict[str, Any] = {**DP, **EXTENSION, "floor_area_created_m2": 35.0}
LOTS: dict[str, Any] = {**DP, "works_kinds": (WorksKind.SUBDIVISION,), "dwellings_created": None}
REFUSED: dict[str, Any] = {"decision": Decision.REFUSED}
DEPUTY = SignatoryRole.DEPUTY
BARE = "ARRÊTE\nArticle 1 : Le permis de construire est ACCORDÉ."


def zone(subject: Subject, code: str | None = None, **values: Any) -> Any:
    return a_zone(subject, code=code, regime=None, **values)


def opinion(body: OpinionBody, sense: OpinionSense) -> dict[str, Any]:
    return {"opinions": (Opinion(body, sense),)}


def on(*zones: Any, neighbours: int | None = 40, **values: Any) -> Dossier:
    return a_house(a_place(*zones, neighbours=neighbours), **values)


def signed_by(name: str) -> Signatory:
    return Signatory(name, SignatoryRole.MAYOR, False)


def text(*lines: str) -> dict[str, Any]:
    return {"text": "\n".join((QUIET_TEXT, *lines))}


def sent(matter: str, nature: str) -> Dossier:
    return replace(on(), transmission=Transmission(matter, nature))


def blind(**values: Any) -> Dossier:
    return a_house(a_place(surveyed=frozenset({Subject.FLOOD_PLAN})), **values)


AGAINST, FOR = OpinionSense.UNFAVOURABLE, OpinionSense.FAVOURABLE
Row = tuple[str, str, Dossier, Verdict | None]
ROWS: list[Row] = [
    # Forest fire.
    ("FEU-1", "house in red", on(FIRE), BREACH),
    ("FEU-1", "a fifth in red", on(a_zone(Subject.FIRE_PLAN, share=0.2)), DOUBT),
    ("FEU-1", "shed in red", on(FIRE, **SHED_FARM), DOUBT),
    ("FEU-1", "extension in red", on(FIRE, **EXTENSION), NOT),
    ("FEU-1", "cited only", on(risk_zones_cited=(RiskZoneCited("PPRIF", "rouge"),)), DOUBT),
    ("FEU-1", "PPRI cited is not PPRIF", on(risk_zones_cited=(RiskZoneCited("PPRI", "R"),)), CLEAR),
    ("FEU-1", "unplaced", a_house(NOWHERE), UNKNOWN),
    ("FEU-2", "hazard, isolated", on(zone(Subject.HAZARD, "16-05"), neighbours=0), DOUBT),
    (
        "FEU-2",
        "hazard and SDIS against",
        on(zone(Subject.HAZARD, "16-05"), **opinion(OpinionBody.SDIS, AGAINST)),
        BREACH,
    ),
    ("FEU-2", "no hazard", on(), NOT),
    ("FEU-3", "band of 200 m, silent", on(zone(Subject.FOREST, "bande des 200 m")), DOUBT),
    (
        "FEU-3",
        "clearing said",
        on(zone(Subject.FOREST, "bande des 200 m"), **text("obligation de débroussaillement")),
        CLEAR,
    ),
    ("FEU-4", "lots in a fire plan", on(FIRE, **LOTS), DOUBT),
    ("FEU-4", "with its strip", on(FIRE, **LOTS, **text("bande inconstructible de 50 m")), CLEAR),
    ("FEU-5", "SDIS against", on(**opinion(OpinionBody.SDIS, AGAINST)), BREACH),
    ("FEU-5", "fire plan, nothing said", on(FIRE), DOUBT),
    ("FEU-5", "hydrant said", on(FIRE, **text("Vu le poteau incendie à 80 m")), NOT),
    ("FEU-6", "wooded, silent", on(zone(Subject.FOREST, "massif")), DOUBT),
    ("FEU-6", "band only", on(zone(Subject.FOREST, "bande des 200 m")), NOT),
    (
        "FEU-6",
        "clearance visaed",
        on(zone(Subject.FOREST, "massif"), **text("Vu l'autorisation de défrichement")),
        CLEAR,
    ),
    # Littoral and mountain.
    ("LIT-1", "alone in A", on(A, neighbours=0, commune=SHORE_TOWN), BREACH),
    ("LIT-1", "dense", on(U, neighbours=40, commune=SHORE_TOWN), CLEAR),
    ("LIT-1", "sparse in N", on(N, neighbours=8, commune=SHORE_TOWN), DOUBT),
    ("LIT-1", "no layer of buildings, N", on(N, neighbours=None, commune=SHORE_TOWN), DOUBT),
    ("LIT-1", "no layer of buildings, U", on(U, neighbours=None, commune=SHORE_TOWN), CLEAR),
    ("LIT-1", "not a littoral commune", on(A, neighbours=0), NOT),
    (
        "LIT-1",
        "not known whether littoral",
        on(A, neighbours=0, commune=replace(COMMUNE, littoral=None)),
        UNKNOWN,
    ),
    ("LIT-1", "change of use", on(A, neighbours=0, commune=SHORE_TOWN, **CHANGE), NOT),
    (
        "LIT-2",
        "extension in the band",
        on(
            zone(Subject.SHORE, "bande des 100 m"),
            neighbours=0,
            commune=SHORE_TOWN,
            **EXTENSION,
        ),
        BREACH,
    ),
    (
        "LIT-2",
        "built-up front",
        on(zone(Subject.SHORE, "bande des 100 m"), neighbours=60, commune=SHORE_TOWN),
        CLEAR,
    ),
    (
        "LIT-2",
        "needs the water",
        on(
            zone(Subject.SHORE, "bande des 100 m"),
            neighbours=0,
            commune=SHORE_TOWN,
            **text("activité exigeant la proximité immédiate de l'eau"),
        ),
        DOUBT,
    ),
    (
        "LIT-3",
        "near shore",
        on(
            zone(Subject.PLU_PRESCRIPTION, "99-00", label="Espaces proches du rivage"),
            commune=SHORE_TOWN,
        ),
        DOUBT,
    ),
    ("LIT-4", "shed alone", on(A, neighbours=0, commune=SHORE_TOWN, **SHED_FARM), BREACH),
    (
        "LIT-4",
        "shed with the préfet's agreement",
        on(
            A,
            neighbours=0,
            commune=SHORE_TOWN,
            **SHED_FARM,
            **opinion(OpinionBody.PREFET, FOR),
        ),
        CLEAR,
    ),
    (
        "LIT-5",
        "remarkable",
        on(zone(Subject.PLU_PRESCRIPTION, "31-01"), commune=SHORE_TOWN),
        BREACH,
    ),
    (
        "LIT-5",
        "fence in it",
        on(zone(Subject.PLU_PRESCRIPTION, "31-01"), commune=SHORE_TOWN, **FENCE),
        NOT,
    ),
    ("MON-1", "alone in N", on(N, neighbours=0, commune=HILL_TOWN), BREACH),
    ("MON-1", "in a hamlet", on(N, neighbours=9, commune=HILL_TOWN), CLEAR),
    ("MON-2", "by a lake", on(zone(Subject.PLU_INFORMATION, "22-00"), commune=HILL_TOWN), DOUBT),
    # Environment.
    ("ENV-1", "house in Natura 2000", on(zone(Subject.NATURA_2000, "FR9101")), NOT),
    ("ENV-1", "lots in Natura 2000", on(zone(Subject.NATURA_2000, "FR9101"), **LOTS), DOUBT),
    ("ENV-2", "classified wood", on(zone(Subject.PLU_PRESCRIPTION, "01-00")), BREACH),
    ("ENV-2", "a tenth of it", on(zone(Subject.PLU_PRESCRIPTION, "01-00", share=0.1)), DOUBT),
    ("ENV-2", "by its label", on(zone(Subject.PLU_PRESCRIPTION, label="E.B.C : EBC")), BREACH),
    ("ENV-3", "ZNIEFF", on(zone(Subject.ZNIEFF, "910010743")), DOUBT),
    (
        "ENV-4",
        "fill in flood zone",
        on(a_zone(), works_kinds=(WorksKind.EARTHWORKS,), dwellings_created=None),
        DOUBT,
    ),
    ("ENV-5", "12 000 m²", on(act_type=ActType.PC, floor_area_created_m2=12000.0), BREACH),
    (
        "ENV-5",
        "exempted",
        on(floor_area_created_m2=12000.0, **text("décision de dispense au cas par cas")),
        CLEAR,
    ),
    ("ENV-5", "9 000 m²", on(floor_area_created_m2=9000.0), NOT),
    # Farm and natural zones.
    ("AGR-1", "house in A", on(A), BREACH),
    ("AGR-1", "zone named by the act, no layer", blind(plu_zone="Ap"), BREACH),
    ("AGR-1", "farmer named", on(A, **text("le demandeur est exploitant agricole")), DOUBT),
    ("AGR-1", "AU is not A", on(a_zone(Subject.PLU, regime="AUc", code="1AU", share=1.0)), NOT),
    ("AGR-1", "house in U", on(U), NOT),
    ("AGR-1", "gîte in A", on(A, **CHANGE), NOT),
    ("AGR-2", "house in N", on(N), BREACH),
    ("AGR-2", "house in Nh", on(a_zone(Subject.PLU, regime="Nh", code="Nh", share=1.0)), BREACH),
    ("AGR-2", "pool in N", on(N, works_kinds=(WorksKind.POOL,), dwellings_created=None), DOUBT),
    ("AGR-2", "small extension", on(N, **EXTENSION, floor_area_created_m2=20.0), NOT),
    ("AGR-3", "undesignated", on(A, **CHANGE), BREACH),
    (
        "AGR-3",
        "designated with the opinion",
        on(
            A,
            zone(Subject.PLU_PRESCRIPTION, "16-01"),
            **CHANGE,
            **opinion(OpinionBody.CDPENAF, FOR),
        ),
        CLEAR,
    ),
    (
        "AGR-3",
        "designated without it",
        on(N, zone(Subject.PLU_PRESCRIPTION, "16-01"), **CHANGE),
        BREACH,
    ),
    ("AGR-4", "claimed outside", on(N, **text("Vu le STECAL du PLU")), BREACH),
    ("AGR-4", "inside", on(N, zone(Subject.PLU_PRESCRIPTION, "16-03")), DOUBT),
    (
        "AGR-5",
        "solar shed",
        on(A, **{**SHED_FARM, "works": "Hangar à toiture photovoltaïque"}),
        DOUBT,
    ),
    ("AGR-5", "small shed", on(A, **SHED_FARM), NOT),
    ("CAB-1", "mobile home in A", on(A, works="Installation d'un mobil-home"), BREACH),
    ("CAB-1", "detected on N", on(N, zone(Subject.DETECTION, "aigle")), DOUBT),
    ("CAB-1", "house in U", on(U), NOT),
    # National rules and divisions.
    ("RNU-1", "no opinion", on(commune=NO_PLAN), BREACH),
    ("RNU-1", "opinion", on(commune=NO_PLAN, **opinion(OpinionBody.PREFET, FOR)), CLEAR),
    ("RNU-1", "commune with a plan", on(), NOT),
    (
        "RNU-1",
        "document not known",
        on(commune=replace(COMMUNE, planning_document=None)),
        NOT,
    ),
    ("RNU-2", "against", on(commune=NO_PLAN, **opinion(OpinionBody.PREFET, AGAINST)), BREACH),
    ("RNU-2", "by its words", on(**text("Vu l'avis conforme défavorable du préfet")), BREACH),
    ("RNU-3", "alone", on(neighbours=0, commune=NO_PLAN), BREACH),
    (
        "RNU-3",
        "motivated",
        on(neighbours=0, commune=NO_PLAN, **text("Vu la délibération motivée du conseil")),
        DOUBT,
    ),
    ("RNU-3", "in the village", on(neighbours=30, commune=NO_PLAN), CLEAR),
    ("DIV-1", "lots in A", on(A, **LOTS), BREACH),
    ("DIV-1", "lots in red", on(U, a_zone(), **LOTS), BREACH),
    ("DIV-1", "lots in U", on(U, **LOTS), CLEAR),
    ("DIV-1", "a house is no division", on(A), NOT),
    # The local plan.
    ("PLU-1", "another zone", on(U, plu_zone="N"), BREACH),
    ("PLU-1", "the zone", on(U, plu_zone="UC"), CLEAR),
    ("PLU-1", "case does not matter", on(U, plu_zone="uc"), CLEAR),
    ("PLU-1", "a sector of it", on(U, plu_zone="UC1"), DOUBT),
    ("PLU-1", "none named", on(U), NOT),
    ("PLU-2", "adaptation with reasons", on(**text("à titre d'adaptation mineure")), DOUBT),
    ("PLU-2", "adaptation without", on(text=f"{BARE}\nadaptation mineure de l'article 7"), BREACH),
    ("PLU-3", "footprint over the land", on(footprint_m2=900.0, site_area_m2=800.0), BREACH),
    ("PLU-3", "footprint within", on(footprint_m2=200.0, site_area_m2=800.0), NOT),
    ("PLU-4", "reserved", on(zone(Subject.PLU_PRESCRIPTION, "05-01")), BREACH),
    ("PLU-4", "orientation", on(zone(Subject.PLU_PRESCRIPTION, "18-00")), DOUBT),
    ("PLU-5", "no duration", on(decision=Decision.DEFERRED), BREACH),
    (
        "PLU-5",
        "two years",
        on(decision=Decision.DEFERRED, **text("sursis pour une durée de deux ans ; confirmer")),
        CLEAR,
    ),
    (
        "PLU-5",
        "two years, when to confirm is not said",
        on(decision=Decision.DEFERRED, **text("sursis pour une durée de deux ans")),
        DOUBT,
    ),
    (
        "PLU-5",
        "three years",
        on(decision=Decision.DEFERRED, **text("sursis pour une durée de trois ans")),
        BREACH,
    ),
    (
        "PLU-5",
        "a notice of appeal gives no duration",
        on(decision=Decision.DEFERRED, **text("dans un délai de deux mois, le tribunal")),
        BREACH,
    ),
    # Heritage and opinions.
    ("ABF-1", "surroundings, silent", on(zone(Subject.SUP, "AC1")), BREACH),
    (
        "ABF-1",
        "ABF heard",
        on(zone(Subject.SUP, "AC1"), **opinion(OpinionBody.ABF, FOR)),
        CLEAR,
    ),
    ("ABF-1", "a water catchment is no heritage", on(zone(Subject.SUP, "AS1")), NOT),
    ("ABF-1", "unplaced", a_house(NOWHERE), UNKNOWN),
    (
        "ABF-2",
        "against",
        on(zone(Subject.SUP, "AC1"), **opinion(OpinionBody.ABF, AGAINST)),
        BREACH,
    ),
    ("ABF-2", "a simple opinion, against", on(**opinion(OpinionBody.ABF, AGAINST)), DOUBT),
    (
        "ABF-2",
        "conditions dropped",
        on(**opinion(OpinionBody.ABF, OpinionSense.FAVOURABLE_WITH_CONDITIONS)),
        BREACH,
    ),
    (
        "ABF-2",
        "conditions carried",
        on(
            **opinion(OpinionBody.ABF, OpinionSense.FAVOURABLE_WITH_CONDITIONS),
            conditions=("Les tuiles seront de terre cuite.",),
        ),
        CLEAR,
    ),
    (
        "AVI-1",
        "shop without the safety commission",
        on(
            works_kinds=(WorksKind.NEW_BUILDING,),
            destination=Destination.COMMERCE,
            dwellings_created=None,
        ),
        DOUBT,
    ),
    ("AVI-1", "own drains", on(**text("assainissement non collectif")), DOUBT),
    ("AVI-1", "own drains, SPANC", on(**text("assainissement autonome, avis du SPANC")), CLEAR),
    ("AVI-2", "against, answered", on(**opinion(OpinionBody.ROAD_MANAGER, AGAINST)), DOUBT),
    (
        "AVI-2",
        "against, no recital",
        on(text=BARE, **opinion(OpinionBody.ROAD_MANAGER, AGAINST)),
        BREACH,
    ),
    # Competence.
    ("COM-1", "mayor", on(), CLEAR),
    ("COM-1", "agent", on(signatory=Signatory("x", SignatoryRole.AGENT, True)), BREACH),
    ("COM-1", "deputy, no visa", on(signatory=Signatory("x", SignatoryRole.DEPUTY, True)), DOUBT),
    (
        "COM-1",
        "deputy, visa",
        on(
            signatory=Signatory("x", SignatoryRole.DEPUTY, True),
            **text("Vu l'arrêté du 4 juillet 2020 portant délégation de fonctions"),
        ),
        CLEAR,
    ),
    (
        "COM-1",
        "the signing block is no visa",
        on(
            signatory=Signatory("x", SignatoryRole.DEPUTY, True),
            text=f"{BARE}\nPour le Maire et par délégation, l'adjoint",
        ),
        DOUBT,
    ),
    ("COM-1", "nameless", on(signatory=Signatory(None, None, None)), DOUBT),
    ("COM-1", "nowhere on an act read well", on(signatory=None), DOUBT),
    ("COM-1", "on a page read badly", on(signatory=None, reading_confidence=0.5), UNKNOWN),
    ("COM-1", "on a scan read fairly", on(signatory=None, reading_confidence=0.9), UNKNOWN),
    ("COM-1", "on a page not read", on(signatory=None, unread_pages=1), UNKNOWN),
    ("COM-1", "deputy without a name", on(signatory=Signatory(None, DEPUTY, True)), DOUBT),
    (
        "COM-3",
        "who signed asked",
        on(signatory=signed_by("Camille Durand"), applicant_name="Mme DURAND Camille"),
        DOUBT,
    ),
    (
        "COM-3",
        "one family name",
        on(signatory=signed_by("Camille Durand"), applicant_name="M. Pierre Durand"),
        NOT,
    ),
    ("COM-3", "asked by somebody else", on(signatory=signed_by("Camille Durand")), NOT),
    (
        "COM-3",
        "who asked on a page read badly",
        on(applicant_name=None, reading_confidence=0.5),
        UNKNOWN,
    ),
    ("COM-1", "tacit", on(signatory=None, decision=Decision.TACIT), NOT),
    ("COM-2", "president", on(signatory=Signatory("x", SignatoryRole.PRESIDENT, False)), BREACH),
    ("COM-2", "préfet", on(signatory=Signatory("x", SignatoryRole.PREFECT, False)), DOUBT),
    ("COM-2", "mayor for EPCI", on(in_the_name_of=Authority.EPCI), DOUBT),
    ("COM-2", "commune under RNU", on(commune=NO_PLAN), DOUBT),
    # Form.
    ("FOR-1", "refusal without reasons", on(text="ARRÊTE Article 1 : REFUSÉ", **REFUSED), BREACH),
    ("FOR-1", "refusal with reasons", on(**REFUSED), CLEAR),
    ("FOR-2", "no place", on(parcels=None, site_address=None), DOUBT),
    ("FOR-2", "all there", on(), NOT),
    (
        "FOR-2",
        "a certificate of information names no works",
        on(act_type=ActType.CUA, works=None, works_kinds=None, decision=Decision.INFORMATIVE),
        NOT,
    ),
    ("FOR-3", "new plan to come", on(conditions=("Un plan de masse devra être fourni.",)), BREACH),
    ("PLU-1", "Ul for U1", on(replace(U, code="U1"), plu_zone="Ul"), DOUBT),
    ("FOR-3", "precise", on(conditions=("Le faîtage sera limité à 6 m.",)), NOT),
    # Procedure.
    (
        "ARC-1",
        "160 m², a person",
        on(
            floor_area_created_m2=160.0,
            applicant_kind=ApplicantKind.PERSON,
            architect_named=False,
        ),
        DOUBT,
    ),
    (
        "ARC-1",
        "160 m², architect",
        on(
            floor_area_created_m2=160.0,
            applicant_kind=ApplicantKind.PERSON,
            architect_named=True,
        ),
        CLEAR,
    ),
    ("ARC-1", "140 m², a person", on(applicant_kind=ApplicantKind.PERSON), NOT),
    (
        "ARC-1",
        "110 m² on 60 m²",
        on(
            floor_area_created_m2=110.0,
            floor_area_existing_m2=60.0,
            applicant_kind=ApplicantKind.PERSON,
        ),
        DOUBT,
    ),
    ("ARC-1", "a company", on(applicant_kind=ApplicantKind.COMPANY), DOUBT),
    (
        "ARC-1",
        "shed of 700 m², a farm company",
        on(
            **{**SHED_FARM, "floor_area_created_m2": 700.0},
            applicant_kind=ApplicantKind.COMPANY,
        ),
        NOT,
    ),
    (
        "ARC-1",
        "shed of 900 m², a farm company",
        on(
            **{**SHED_FARM, "floor_area_created_m2": 900.0},
            applicant_kind=ApplicantKind.COMPANY,
        ),
        DOUBT,
    ),
    (
        "ARC-1",
        "shed of 700 m², a person",
        on(
            **{**SHED_FARM, "floor_area_created_m2": 700.0},
            applicant_kind=ApplicantKind.PERSON,
        ),
        NOT,
    ),
    ("ARC-1", "declaration", on(**DP, applicant_kind=ApplicantKind.COMPANY), NOT),
    ("SEU-1", "house by declaration", on(**DP), BREACH),
    ("SEU-1", "35 m² in U", on(U, **DP, **EXTENSION, floor_area_created_m2=35.0), NOT),
    ("SEU-1", "35 m² in N", on(N, **DP, **EXTENSION, floor_area_created_m2=35.0), BREACH),
    (
        "SEU-1",
        "35 m² in U, 170 m² in all",
        on(
            U,
            **DP,
            **EXTENSION,
            floor_area_created_m2=35.0,
            floor_area_existing_m2=135.0,
        ),
        BREACH,
    ),
    ("SEU-1", "35 m², in part in N", on(HALF_U, HALF_N, **ADDED), DOUBT),
    ("SEU-1", "18 m²", on(N, **DP, **EXTENSION, floor_area_created_m2=18.0), NOT),
    (
        "SEU-1",
        "change of use by declaration",
        on(**{**DP, **CHANGE, "floor_area_created_m2": 60.0}),
        NOT,
    ),
    ("SEU-1", "fence", on(**DP, **FENCE), NOT),
    ("TAC-1", "tacit in red", on(U, a_zone(), decision=Decision.TACIT), DOUBT),
    ("TAC-1", "tacit in A", on(A, decision=Decision.TACIT), DOUBT),
    ("TAC-1", "tacit fence in A", on(A, decision=Decision.TACIT, **FENCE), NOT),
    ("TAC-1", "tacit in U", on(U, decision=Decision.TACIT), CLEAR),
    ("TAC-2", "refusal after", on(tacit_on=date(2025, 1, 2), **REFUSED), BREACH),
    ("TAC-2", "refusal before", on(tacit_on=date(2025, 2, 2), **REFUSED), NOT),
    ("TAC-2", "past the ordinary delay", on(filed_on=date(2024, 11, 2), **REFUSED), DOUBT),
    ("TAC-2", "within it", on(filed_on=date(2024, 11, 20), **REFUSED), NOT),
    (
        "CU-1",
        "certificate in red",
        on(U, a_zone(), act_type=ActType.CUB, decision=Decision.POSITIVE),
        BREACH,
    ),
    ("CU-1", "certificate in U", on(U, act_type=ActType.CUB, decision=Decision.POSITIVE), CLEAR),
    # Acts that follow another.
    (
        "RET-1",
        "no contradictory procedure",
        on(decision=Decision.WITHDRAWN, stage=Stage.RETRAIT),
        BREACH,
    ),
    (
        "RET-1",
        "in time and heard",
        on(
            decision=Decision.WITHDRAWN,
            stage=Stage.RETRAIT,
            **text(
                "Vu l'arrêté du 15 novembre 2024 accordant le permis",
                "Vu la procédure contradictoire engagée le 3 décembre 2024",
            ),
        ),
        CLEAR,
    ),
    (
        "RET-1",
        "too late",
        on(
            decision=Decision.WITHDRAWN,
            stage=Stage.RETRAIT,
            **text(
                "Vu l'arrêté du 15/09/2024 accordant le permis",
                "Vu la procédure contradictoire engagée le 3 décembre 2024",
            ),
        ),
        BREACH,
    ),
    (
        "RET-1",
        "asked by the holder",
        on(
            decision=Decision.WITHDRAWN,
            stage=Stage.RETRAIT,
            **text("Vu la demande du bénéficiaire en date du 2 janvier 2025"),
        ),
        CLEAR,
    ),
    (
        "MOD-1",
        "old permit",
        on(stage=Stage.MODIFICATIF, dossier_number="PC 034150 17 V0036 M02"),
        DOUBT,
    ),
    ("MOD-1", "change of use", on(stage=Stage.MODIFICATIF, **CHANGE), DOUBT),
    ("MOD-1", "adjustments", on(stage=Stage.MODIFICATIF, works_kinds=(WorksKind.FACADE,)), NOT),
    ("TRF-1", "silent", on(stage=Stage.TRANSFERT), DOUBT),
    ("TRF-1", "agreed", on(stage=Stage.TRANSFERT, **text("Vu l'accord du titulaire")), CLEAR),
    # Contradictions and transmission.
    ("COH-8", "another matter", sent("3.5", "3"), DOUBT),
    ("COH-8", "a délibération", sent("2.2", "1"), DOUBT),
    ("COH-8", "a finer matter", sent("2.2.1", "3"), NOT),
    ("COH-8", "a coarser matter", sent("2", "6"), NOT),
    ("COH-8", "nothing declared", on(), NOT),
    ("COH-1", "a DP numbered as a permit", on(act_type=ActType.DP), DOUBT),
    ("COH-2", "number of another commune", on(dossier_number="PC 034172 24 V0036"), DOUBT),
    ("COH-2", "its commune", on(), NOT),
    ("COH-3", "land twice that of the cadastre", on(site_area_m2=1600.0), DOUBT),
    ("COH-4", "filed after it was decided", on(filed_on=date(2025, 2, 1)), DOUBT),
    (
        "COH-5",
        "blue cited, red on the map",
        on(a_zone(), risk_zones_cited=(RiskZoneCited("PPRI", "BU"),)),
        DOUBT,
    ),
    (
        "COH-7",
        "the form says more",
        replace(
            on(), declared=Declared("doc", "13406*06", Facts(floor_area_created_m2=a_fact(180.0)))
        ),
        DOUBT,
    ),
    (
        "COH-7",
        "the form says the same",
        replace(
            on(), declared=Declared("doc", "13406*06", Facts(floor_area_created_m2=a_fact(120.4)))
        ),
        NOT,
    ),
    (
        "COH-6",
        "favourable visa, unfavourable text",
        on(**opinion(OpinionBody.DDTM, FOR), **text("l'avis défavorable de la DDTM")),
        DOUBT,
    ),
    ("TRA-1", "in time", on(), CLEAR),
    ("TRA-1", "late", on(clock=replace(CLOCK, received_on=date(2025, 2, 1))), BREACH),
    ("TRA-2", "incomplete", on(clock=replace(CLOCK, whole_file=False)), DOUBT),
    ("TRA-2", "completed", on(clock=replace(CLOCK, pieces_received_on=date(2025, 2, 1))), CLEAR),
]


def found(dossier: Dossier, code: str) -> Finding | None:
    return next((f for f in assess(dossier) if f.ground == code), None)


@pytest.mark.parametrize(
    ("code", "dossier", "expected"),
    [pytest.param(c, d, e, id=f"{c} {why}") for c, why, d, e in ROWS],
)
def test_verdict(code: str, dossier: Dossier, expected: Verdict | None) -> None:
    finding = found(dossier, code)
    assert (finding.verdict if finding else None) == expected
    if finding and expected in (BREACH, DOUBT):
        assert finding.because.endswith((".", ")"))
        assert "None" not in finding.because


def test_the_whole_table_of_grounds_is_shown_by_example() -> None:
    from scoring.grounds import GROUNDS

    shown = {code for code, _, _, _ in ROWS}
    assert {g.code for g in GROUNDS if not g.code.startswith("INO")} == shown


def test_rules_are_those_of_the_date() -> None:
    """L431-6 in its new wording is named only for acts from 28 November 2025."""
    before = found(on(stage=Stage.MODIFICATIF, **CHANGE), "MOD-1")
    day = date(2026, 1, 12)
    after = found(
        on(stage=Stage.MODIFICATIF, clock=replace(CLOCK, decided_on=day), **CHANGE), "MOD-1"
    )
    assert before is not None
    assert after is not None
    assert "L431-6" not in before.article
    assert "L431-6" in after.article


def test_request_for_pieces_names_what_the_place_calls_for() -> None:
    finding = found(
        on(
            a_zone(regime=Regime.PRESCRIPTION.value),
            zone(Subject.SUP, "AC1"),
            clock=replace(CLOCK, whole_file=False),
        ),
        "TRA-2",
    )
    assert finding is not None
    for piece in ("PCMI2", "PPRI", "Bâtiments de France", "deux mois"):
        assert piece in finding.because


@pytest.mark.parametrize(
    ("grade", "verdict"), [(0.02, DOUBT), (0.5, NOT), (0.98, NOT), (None, NOT)]
)
def test_a_condition_graded_as_saying_nothing_is_a_doubt(
    grade: float | None, verdict: Verdict | None
) -> None:
    said = "Toutes précautions seront prises pour limiter les nuisances."
    dossier = on(conditions=(said,))
    assert dossier.facts.conditions is not None
    graded = replace(dossier.facts.conditions, precise=None if grade is None else (grade,))
    finding = found(replace(dossier, facts=replace(dossier.facts, conditions=graded)), "FOR-3")
    assert (finding.verdict if finding else NOT) is verdict
    assert finding is None or said in str(finding.evidence)


@pytest.mark.parametrize("confidence", [0.5, 0.9])
def test_a_signing_block_that_the_page_hides_is_to_be_read(confidence: float) -> None:
    finding = found(on(signatory=None, reading_confidence=confidence), "COM-1")
    assert finding is not None
    assert "le bloc de signature" in finding.unread
