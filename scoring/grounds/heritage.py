"""Heritage: surroundings of monuments, remarkable sites, listed sites (C. patr., CU R425-1…)."""

from __future__ import annotations

import re

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import met
from scoring.grounds.law import granted_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Met, Said
from scoring.grounds.wording import wording
from scoring.grounds.zone_words import spell
from vigie.domain.fact import ActType, Decision, OpinionBody, OpinionSense, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject, ZoneHit

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

ARCHITECT = wording(
    r"batiments de france|\babf\b|\budap\b|\bstap\b|\bsdap\b|ministre charge des sites",
    *("batiments de france", "abf", "udap", "stap", "sdap", "ministre"),
)
# SUP categories of the CNIG standard: surroundings, sites, remarkable heritage sites.
CATEGORY = re.compile(r"\bac[124]\b", re.IGNORECASE)
_IN = frozenset({Met.YES, Met.PARTLY})


def _protected(hit: ZoneHit) -> bool:
    said = f"{hit.code or ''} {hit.plan or ''} {hit.label or ''} {hit.layer}".replace("_", " ")
    return CATEGORY.search(said) is not None


def heritage(case: Case) -> Met:
    """Whether the land is under a protection that calls for the architect of the State."""
    return case.once(heritage, lambda: met(case, Subject.SUP, _protected))


def _heard(case: Case) -> Said:
    heard = case.heard(OpinionBody.ABF)
    return heard if heard is Said.YES else case.mention(ARCHITECT)


def _visible(case: Case) -> Flag:
    """Whether the works change what is seen; certificates and mere divisions do not."""
    if case.act_type in (ActType.CUA, ActType.CUB):
        return Flag.NO
    return Flag.NO if case.kinds == frozenset({WorksKind.SUBDIVISION}) else Flag.YES


ABF_1 = Ground(
    code="ABF-1",
    theme=Theme.HERITAGE,
    label="Secteur protégé : accord de l'architecte des Bâtiments de France non visé",
    strength=3,
    gravity=0.65,
    articles=(
        Article("Code du patrimoine, articles L621-32 et L632-1"),
        Article("Code de l'urbanisme, articles R425-1, R425-17 et R425-30"),
    ),
    facts=("decision", "opinions", "parcels"),
    bodies=frozenset({OpinionBody.ABF}),
    subjects=(Subject.SUP,),
    ask=lambda case: (case.sense, heritage(case), _heard(case), _visible(case)),
    table=granted_table(
        {
            (ANY, ANY, Flag.NO): NOT_APPLICABLE,
            (Met.NO, ANY, ANY): NOT_APPLICABLE,
            (_IN, Said.YES, ANY): CLEAR,
            (_IN, Said.NO, ANY): BREACH,
            (_IN, Said.UNREAD, ANY): UNKNOWN,
            (ANY, Said.YES, ANY): CLEAR,
            (ANY, ANY, ANY): UNKNOWN,
        },
        Met,
        Said,
        Flag,
    ),
    because=lambda case, _: (
        f"Terrain en secteur protégé ({spell(case, Subject.SUP, _protected)}) : l'acte ne vise pas "
        "l'architecte des Bâtiments de France."
    ),
    clears="L'accord de l'architecte des Bâtiments de France, exprès ou tacite.",
    document="avis de l'architecte des Bâtiments de France",
)


def _carried(case: Case) -> Flag:
    """Whether the act carries conditions of its own."""
    conditional = (Decision.GRANTED_WITH_CONDITIONS, Decision.NON_OPPOSITION_WITH_CONDITIONS)
    if case.decision in conditional or case.value("conditions"):
        return Flag.YES
    return Flag.UNREAD if case.partly_unread else Flag.NO


ABF_2 = Ground(
    code="ABF-2",
    theme=Theme.HERITAGE,
    label="Refus d'accord de l'architecte passé outre, ou prescriptions non reprises",
    strength=3,
    gravity=0.7,
    articles=(
        Article("Code du patrimoine, articles L621-32 et L632-1"),
        Article("Code de l'urbanisme, article A424-2"),
    ),
    facts=("decision", "opinions", "conditions"),
    bodies=frozenset({OpinionBody.ABF}),
    ask=lambda case: (
        case.sense,
        case.heard(OpinionBody.ABF, OpinionSense.UNFAVOURABLE),
        case.heard(OpinionBody.ABF, OpinionSense.FAVOURABLE_WITH_CONDITIONS),
        _carried(case),
        heritage(case),
    ),
    table=granted_table(
        {
            (Said.YES, ANY, ANY, Met.NO): (DOUBT, 2),  # outside the perimeters a simple opinion
            (Said.YES, ANY, ANY, ANY): BREACH,
            (ANY, Said.YES, Flag.NO, ANY): (BREACH, 2),
            (ANY, Said.YES, Flag.UNREAD, ANY): (UNKNOWN, 2),
            (Said.UNREAD, ANY, ANY, _IN): UNKNOWN,
            (ANY, Said.YES, ANY, ANY): CLEAR,
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Said,
        Flag,
        Met,
    ),
    because=lambda case, _: (
        "L'architecte des Bâtiments de France a refusé son accord et l'acte autorise le projet."
        if case.heard(OpinionBody.ABF, OpinionSense.UNFAVOURABLE) is Said.YES
        else "L'avis de l'architecte des Bâtiments de France est assorti de prescriptions que "
        "l'acte ne reprend pas."
    ),
    clears="Un avis simple (hors covisibilité), ou la reprise des prescriptions.",
    document="avis de l'architecte des Bâtiments de France",
)

GROUNDS: tuple[Ground, ...] = (ABF_1, ABF_2)
