"""The local plan itself: zone cited, derogations, figures, reserved land, stay of decision."""

from __future__ import annotations

import re

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground, Key
from scoring.grounds.land import TOUCHES, met, plu_hits, typezone
from scoring.grounds.law import Cell, granted_table, law_table
from scoring.grounds.littoral import installs
from scoring.grounds.table import ANY, DecisionTable
from scoring.grounds.terms import Flag, Met, Said, Term
from scoring.grounds.wording import RECITAL, any_of, fold, metres, wording
from scoring.grounds.zone_words import spell
from vigie.domain.fact import Decision
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject, ZoneHit

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE


class Match(Term):
    """The zone that the act names against the zones of the map."""

    SAME = "même zone"
    AMONG = "l'une des zones du terrain, les autres d'un autre type"
    KIN = "l'une des zones du terrain, toutes du même type"
    CLOSE = "secteur d'une même zone"
    OTHER = "autre zone"
    NOT_NAMED = "zone non citée"
    UNPLACED = "terrain non localisé"
    UNSURVEYED = "aucune couche"


OLD_PLAN = any_of(
    wording(r"plan d'occupation des sols", "occupation des sols"),
    wording(r"pos\b(?<=\bpos)", "pos"),
)
LOCAL_PLAN = any_of(
    wording(r"plan local d'urbanisme", "plan local"),
    wording(r"plui?\b(?<!\wplu)(?<!\wplui)", "plu"),
)
ADAPTATION = wording(
    r"adaptations? mineures?|a titre derogatoire|deroge(?:r|ant)? (?:au|aux|a l'article)"
    r"|derogations? (?:au|aux|a l'article)|l\.? ?152-[3-6]\b",
    *("adaptation", "derog", "152-"),
)
_FOR = r"(?:duree|delai|pendant|pour) (?:maximale? )?(?:de |d')?"
# Months count only after « durée »: notices of appeal speak of « un délai de deux mois ».
DURATION = wording(
    _FOR + r"(?:un|deux|trois|\d+) ?(?:\(\d\) )?(?:ans?|annees?)\b"
    r"|duree (?:maximale )?de [\w-]+ mois|jusqu'au \d",
    *("an", "duree", "jusqu'au"),
)
CONFIRMED = wording(r"confirm", "confirm")
TOO_LONG = wording(_FOR + r"(?:trois|quatre|cinq|[3-9]) ?(?:\(\d\) )?(?:ans|annees)\b", "an")


def _labels(text: str) -> set[str]:
    return set(re.findall(r"[0-9]*[a-z]+[0-9a-z]*(?:-[0-9a-z]+)?", fold(text)))


def _match(case: Case) -> Match:
    cited = case.value("plu_zone")
    if not cited:
        return Match.NOT_NAMED
    if not case.placed:
        return Match.UNPLACED
    hits = [hit for hit in plu_hits(case) if hit.share >= TOUCHES and hit.code]
    if not hits:
        return Match.UNSURVEYED
    match = _compared(_labels(str(cited)), [fold(hit.code or "").strip() for hit in hits])
    kin = len({typezone(hit.regime) or typezone(hit.code) for hit in hits}) == 1
    return Match.KIN if match is Match.AMONG and kin else match


def _compared(cited: set[str], mapped: list[str]) -> Match:
    if not cited:
        return Match.NOT_NAMED
    if cited & set(mapped):
        return Match.SAME if len(set(mapped)) == 1 or cited >= set(mapped) else Match.AMONG
    near = any(
        one.startswith(other) or other.startswith(one) or _alike(one, other)
        for one in cited
        for other in mapped
        if other
    )
    return Match.CLOSE if near else Match.OTHER


_LOOKALIKE = str.maketrans("lio", "110")


def _alike(one: str, other: str) -> bool:
    """Whether two codes differ only by what print and scans confuse: « Ul » and « U1 »."""
    return one.translate(_LOOKALIKE) == other.translate(_LOOKALIKE)


def _outdated(case: Case) -> Flag:
    """Whether the act rests on a POS where the map shows a PLU."""
    old = case.mention(OLD_PLAN) is Said.YES and case.mention(LOCAL_PLAN) is not Said.YES
    return Flag.YES if old and plu_hits(case) else Flag.NO


PLU_1 = Ground(
    code="PLU-1",
    theme=Theme.PLU,
    label="Zone citée différente de la carte, ou document d'urbanisme périmé",
    strength=2,
    gravity=0.55,
    articles=(Article("Code de l'urbanisme, article L421-6"),),
    facts=("decision", "plu_zone", "parcels"),
    subjects=(Subject.PLU,),
    ask=lambda case: (case.sense, _match(case), _outdated(case)),
    table=granted_table(
        {
            (ANY, Flag.YES): DOUBT,
            (Match.OTHER, ANY): BREACH,
            (Match.AMONG, ANY): (DOUBT, 1),
            (Match.CLOSE, ANY): (DOUBT, 1),
            (frozenset({Match.SAME, Match.KIN}), ANY): CLEAR,
            (ANY, ANY): NOT_APPLICABLE,
        },
        Match,
        Flag,
    ),
    because=lambda case, _: (
        f"L'acte se fonde sur la zone {case.value('plu_zone') or 'non citée'} alors que la carte "
        f"donne {spell(case, Subject.PLU)}."
        if _outdated(case) is Flag.NO
        else "L'acte se fonde sur un plan d'occupation des sols alors qu'un PLU est en vigueur."
    ),
    clears="L'extrait du plan de zonage en vigueur à la date de l'acte.",
    document="extrait du plan de zonage",
)
PLU_2 = Ground(
    code="PLU-2",
    theme=Theme.PLU,
    label="Adaptation mineure ou dérogation non motivée ou non mineure",
    strength=3,
    gravity=0.6,
    articles=(
        Article("Code de l'urbanisme, articles L152-3 et L424-3"),
        Article("Code de l'urbanisme, articles A424-3 et A424-4"),
    ),
    facts=("decision",),
    ask=lambda case: (case.sense, case.mention(ADAPTATION), case.mention(RECITAL)),
    table=granted_table(
        {
            (Said.YES, Said.YES): DOUBT,
            (Said.YES, Said.NO): BREACH,
            (Said.YES, Said.UNREAD): UNKNOWN,
            (ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Said,
    ),
    because=lambda _case, verdict: (
        "L'acte accorde une adaptation mineure ou une dérogation "
        + ("sans la motiver." if verdict is BREACH else ": caractère mineur et motifs à vérifier.")
    ),
    clears="Une motivation précise et un écart mineur rendu nécessaire par le terrain.",
    document="plans et règlement de la zone",
    quotes=lambda case: case.quote(ADAPTATION),
)


def _too_wide(case: Case) -> Flag:
    """Whether the footprint printed is larger than the land."""
    footprint = case.number("footprint_m2")
    mapped = case.place.area_m2 if case.placed else None
    site = max(case.number("site_area_m2") or 0.0, mapped or 0.0)  # one of them may be misread
    return Flag.YES if footprint is not None and 0 < site < footprint else Flag.NO


PLU_3 = Ground(
    code="PLU-3",
    theme=Theme.PLU,
    label="Règle chiffrée dépassée par les valeurs imprimées (emprise supérieure au terrain)",
    strength=2,
    gravity=0.45,
    articles=(Article("Règlement du PLU (code de l'urbanisme, article L421-6)"),),
    facts=("decision", "footprint_m2", "site_area_m2"),
    ask=lambda case: (case.sense, _too_wide(case)),
    table=granted_table(
        {(Flag.YES,): BREACH, (ANY,): NOT_APPLICABLE},
        Flag,
    ),
    because=lambda case, _: (
        f"L'emprise au sol imprimée ({metres(case.number('footprint_m2') or 0)}) dépasse la "
        "surface du terrain."
    ),
    clears="Les plans ; hauteur, recul et stationnement ne se jugent que sur eux.",
    document="plans et règlement de la zone",
)


def _reserved(hit: ZoneHit) -> bool:
    return (hit.code or "")[:2] == "05"


def _oriented(hit: ZoneHit) -> bool:
    return (hit.code or "")[:2] == "18"


_IN = frozenset({Met.YES, Met.PARTLY})
PLU_4 = Ground(
    code="PLU-4",
    theme=Theme.PLU,
    label="Emplacement réservé ou orientation d'aménagement",
    strength=2,
    gravity=0.5,
    articles=(Article("Code de l'urbanisme, articles L151-41, L152-1 et L421-6"),),
    facts=("decision", "works_kinds", "parcels"),
    subjects=(Subject.PLU_PRESCRIPTION,),
    ask=lambda case: (
        case.sense,
        met(case, Subject.PLU_PRESCRIPTION, _reserved),
        met(case, Subject.PLU_PRESCRIPTION, _oriented),
        installs(case),
    ),
    table=granted_table(
        {
            (ANY, ANY, Flag.NO): NOT_APPLICABLE,
            (Met.YES, ANY, Flag.YES): BREACH,
            (_IN, ANY, ANY): DOUBT,
            (ANY, _IN, ANY): (DOUBT, 1),
            (Met.UNPLACED, ANY, ANY): UNKNOWN,
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Met,
        Met,
        Flag,
    ),
    because=lambda case, _: (
        f"{case.allows} sur "
        + spell(case, Subject.PLU_PRESCRIPTION, lambda hit: _reserved(hit) or _oriented(hit))
        + " (emplacement réservé ou orientation d'aménagement)."
    ),
    clears="Le plan de masse hors de l'emplacement, ou la compatibilité avec l'orientation.",
    document="plan de masse",
)


def _deferral_table() -> DecisionTable[Cell]:
    return law_table(
        {
            (frozenset({Flag.NO, Flag.UNREAD, Flag.UNKNOWN}), ANY, ANY, ANY, ANY): NOT_APPLICABLE,
            (Flag.YES, ANY, Said.YES, ANY, ANY): BREACH,
            (Flag.YES, Said.NO, ANY, ANY, ANY): BREACH,
            (Flag.YES, ANY, ANY, Said.NO, ANY): BREACH,
            (Flag.YES, Said.UNREAD, ANY, ANY, ANY): UNKNOWN,
            (Flag.YES, ANY, ANY, Said.UNREAD, ANY): UNKNOWN,
            (Flag.YES, Said.YES, ANY, ANY, Said.NO): (DOUBT, 1),
            (Flag.YES, Said.YES, ANY, ANY, Said.UNREAD): (UNKNOWN, 1),
            (Flag.YES, Said.YES, ANY, ANY, ANY): CLEAR,
        },
        Flag,
        Said,
        Said,
        Said,
        Said,
    )


def _deferral(case: Case) -> Key:
    deferred = case.decided(Decision.DEFERRED)
    if deferred is not Flag.YES:  # what the table answers, without reading the text for it
        return (deferred, Said.NO, Said.NO, Said.NO, Said.NO)
    said = (case.mention(words) for words in (DURATION, TOO_LONG, RECITAL, CONFIRMED))
    return (deferred, *said)


PLU_5 = Ground(
    code="PLU-5",
    theme=Theme.PLU,
    label="Sursis à statuer sans durée, trop long, non motivé ou sans délai de confirmation",
    strength=2,
    gravity=0.3,
    articles=(Article("Code de l'urbanisme, articles L424-1, L153-11 et A424-7"),),
    facts=("decision",),
    ask=_deferral,
    table=_deferral_table(),
    because=lambda case, _: (
        "Sursis à statuer : "
        + (
            "durée supérieure à deux ans."
            if case.mention(TOO_LONG) is Said.YES
            else "durée non indiquée."
            if case.mention(DURATION) is Said.NO
            else "sans motif."
            if case.mention(RECITAL) is Said.NO
            else "délai de confirmation de la demande non indiqué."
        )
    ),
    clears="Une durée de deux ans au plus et des motifs écrits.",
)

GROUNDS: tuple[Ground, ...] = (PLU_1, PLU_2, PLU_3, PLU_4, PLU_5)
