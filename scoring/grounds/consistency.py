"""Contradictions inside an act, or between the act and what is known elsewhere."""

from __future__ import annotations

import re

from scoring.grounds.case import Case
from scoring.grounds.flood import PLAN_WORDS, flood_land
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import cites_red
from scoring.grounds.law import law_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Land, Said, Term
from scoring.grounds.wording import fold, wording
from vigie.domain.fact import ActType, OpinionBody, OpinionSense
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE
CONTENT = Article("Code de l'urbanisme, articles A424-2 et A424-9")
NUMBER = re.compile(r"([A-Z]{2}) (\d{3})(\d{3}) (\d{2}) ")
PREFIX = {ActType.PCMI: "PC", ActType.CUA: "CU", ActType.CUB: "CU"}
AREA_TOLERANCE = 0.25
AGAINST = wording(
    r"(?:avis|emis un avis) (?:est |conforme )?defavorable|refus d'accord",
    "defavorable",
    "refus d'accord",
)


def _number(case: Case) -> re.Match[str] | None:
    return NUMBER.match(case.value("dossier_number") or "")


def _type_differs(case: Case) -> Flag:
    number = _number(case)
    if number is None or case.act_type is None:
        return Flag.UNKNOWN
    expected = PREFIX.get(case.act_type, case.act_type.value)
    return Flag.NO if number.group(1) == expected else Flag.YES


_NOTHING = frozenset({Flag.NO, Flag.UNKNOWN, Flag.UNREAD})
COH_1 = Ground(
    code="COH-1",
    theme=Theme.CONSISTENCY,
    label="Type d'acte contraire au numéro du dossier",
    strength=1,
    gravity=0.25,
    articles=(Article("Code de l'urbanisme, articles A423-1 à A423-4"),),
    facts=("dossier_number", "act_type"),
    ask=lambda case: (_type_differs(case),),
    table=law_table({(Flag.YES,): DOUBT, (ANY,): NOT_APPLICABLE}, Flag),
    because=lambda case, _: (
        f"Le dossier {case.value('dossier_number')} est présenté comme {case.value('act_type')}."
    ),
    clears="Une erreur d'impression : comparer à la demande.",
)


def _commune_differs(case: Case) -> Flag:
    number, read = _number(case), case.value("commune_insee")
    parcels = {identifier[:5] for identifier in case.place.parcels}
    if number is None:
        return Flag.UNKNOWN
    insee = f"{number.group(2)[-2:]}{number.group(3)}"
    others = ({read} if read else set()) | parcels
    return Flag.YES if others and insee not in others else Flag.NO


COH_2 = Ground(
    code="COH-2",
    theme=Theme.CONSISTENCY,
    label="Commune du numéro de dossier différente de celle de l'acte ou des parcelles",
    strength=2,
    gravity=0.4,
    articles=(Article("Code de l'urbanisme, articles A423-1 à A423-4"), CONTENT),
    facts=("dossier_number", "commune_insee", "parcels"),
    ask=lambda case: (_commune_differs(case),),
    table=law_table({(Flag.YES,): DOUBT, (ANY,): NOT_APPLICABLE}, Flag),
    because=lambda case, _: (
        f"Le numéro {case.value('dossier_number')} ne porte pas le code de la commune de l'acte "
        "ou de ses parcelles."
    ),
    clears="Une commune fusionnée, ou une erreur de numéro.",
)


class Sums(Term):
    """What the areas printed say of each other."""

    COHERENT = "cohérentes"
    LAND = "surface du terrain loin de celle du cadastre"
    EMPTY = "logements créés sans surface"


def _sums(case: Case) -> Sums:
    site, mapped = case.number("site_area_m2"), case.place.area_m2
    whole = case.placed and not case.place.missing_parcels
    if site and mapped and whole and abs(site - mapped) > AREA_TOLERANCE * max(site, mapped):
        return Sums.LAND
    area, dwellings = case.number("floor_area_created_m2"), case.number("dwellings_created")
    if area is not None and dwellings and area < 9 * dwellings:
        return Sums.EMPTY
    return Sums.COHERENT


COH_3 = Ground(
    code="COH-3",
    theme=Theme.CONSISTENCY,
    label="Surfaces qui ne s'accordent pas",
    strength=1,
    gravity=0.3,
    articles=(CONTENT,),
    facts=("site_area_m2", "floor_area_created_m2", "dwellings_created", "parcels"),
    ask=lambda case: (_sums(case),),
    table=law_table({(Sums.COHERENT,): NOT_APPLICABLE, (ANY,): DOUBT}, Sums),
    because=lambda case, _: f"{_sums(case).value.capitalize()}.",
    clears="Le formulaire de demande ; une parcelle oubliée ou divisée.",
    document="formulaire de demande et plan cadastral",
)


def _disordered(case: Case) -> Flag:
    clock = case.dossier.clock
    decided = case.value("decided_on") or clock.decided_on
    pairs = (
        (case.value("filed_on"), decided),
        (case.value("filed_on"), case.value("completed_on")),
        (decided, clock.received_on),
        (case.value("filed_on"), clock.tacit_on),
    )
    wrong = any(first is not None and last is not None and first > last for first, last in pairs)
    return Flag.YES if wrong else Flag.NO


COH_4 = Ground(
    code="COH-4",
    theme=Theme.CONSISTENCY,
    label="Dates dans le désordre",
    strength=1,
    gravity=0.3,
    articles=(CONTENT,),
    facts=("filed_on", "completed_on", "decided_on"),
    ask=lambda case: (_disordered(case),),
    table=law_table({(Flag.YES,): DOUBT, (ANY,): NOT_APPLICABLE}, Flag),
    because=lambda _case, _: (
        "Dépôt, complétude, décision et réception ne se suivent pas : une date est fausse ou mal "
        "lue."
    ),
    clears="Les dates au registre de la commune et à l'accusé de réception.",
)


def _cited_red(case: Case) -> Flag:
    return Flag.YES if cites_red(case, PLAN_WORDS) else Flag.NO


def _cites_another(case: Case) -> Flag:
    """Whether the act cites a flood zone of which no zone of the map on its land has the code."""
    cited = [z for z in case.value("risk_zones_cited") or () if PLAN_WORDS.search(z.plan)]
    mapped = {_code(hit.code) for hit in case.place.hits(Subject.FLOOD_PLAN)}
    same = any(_code(zone.zone) in mapped for zone in cited)
    return Flag.YES if cited and not same else Flag.NO


def _code(printed: str | None) -> str:
    """« zone R-U » and « RU » are one code."""
    return re.sub(r"^zones? |[^a-z0-9]", "", fold(printed or "").strip())


COH_5 = Ground(
    code="COH-5",
    theme=Theme.CONSISTENCY,
    label="Zone de risque citée contraire à la carte",
    strength=2,
    gravity=0.7,
    articles=(Article("Code de l'urbanisme, article L421-6"),),
    facts=("risk_zones_cited", "parcels"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (flood_land(case), _cited_red(case), _cites_another(case)),
    table=law_table(
        {
            (ANY, ANY, frozenset({Flag.NO, Flag.UNREAD, Flag.UNKNOWN})): NOT_APPLICABLE,
            (Land.RED, Flag.NO, ANY): DOUBT,
            (frozenset({Land.BLUE, Land.HALO}), Flag.YES, ANY): (DOUBT, 1),
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Land,
        Flag,
        Flag,
    ),
    because=lambda case, _: (
        "L'acte cite "
        + ", ".join(f"{z.plan} {z.zone}" for z in case.value("risk_zones_cited") or ())
        + f" alors que la carte place le terrain en {flood_land(case).value}."
    ),
    clears="L'extrait du plan de zonage du PPRI à la date de l'acte.",
    document="extrait du zonage du PPRI",
)


def _allows(case: Case) -> Flag:
    favourable = case.decision.favourable
    return Flag.UNREAD if favourable is None else (Flag.YES if favourable else Flag.NO)


def _hidden_against(case: Case) -> Said:
    """Whether the text speaks of an unfavourable opinion that no visa gives as such."""
    if any(opinion.sense is OpinionSense.UNFAVOURABLE for opinion in case.opinions):
        return Said.NO
    return case.mention(AGAINST)


COH_6 = Ground(
    code="COH-6",
    theme=Theme.CONSISTENCY,
    label="Avis visé comme favorable, texte qui parle d'un avis défavorable",
    strength=2,
    gravity=0.55,
    articles=(Article("Code de l'urbanisme, article A424-2"),),
    facts=("decision", "opinions"),
    bodies=frozenset(OpinionBody),
    ask=lambda case: (
        _allows(case),
        case.states("opinions"),
        _hidden_against(case),
    ),
    table=law_table(
        {
            (Flag.YES, Said.YES, Said.YES): DOUBT,
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Flag,
        Said,
        Said,
    ),
    because=lambda _case, _: (
        "L'acte parle d'un avis défavorable qu'aucun de ses visas ne donne comme tel."
    ),
    clears="Les avis eux-mêmes.",
    document="avis des services consultés",
    quotes=lambda case: case.quote(AGAINST),
)

GROUNDS: tuple[Ground, ...] = (COH_1, COH_2, COH_3, COH_4, COH_5, COH_6)
