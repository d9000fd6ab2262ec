"""Flood: what the act says of it, or leaves out (levels, attestation, R111-2, opinions)."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.flood import DECIDES_NOTHING, IN_PLAN, NEW, OPEN, OTHER_NEW, flood_land
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import hazard
from scoring.grounds.law import granted_table, law_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Known, Land, Project, Said, Sense
from scoring.grounds.wording import any_of, wording
from scoring.grounds.zone_words import spelt
from vigie.domain.fact import ActType, OpinionBody, OpinionSense
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE


FLOOR_LEVEL = any_of(
    wording(r"\bp\.? ?h\.? ?e\b", "phe", "p.h.e", "p. h. e", "p h e"),
    wording(r"\bcotes?\b.{0,60}\b(?:reference|plancher)", "cote"),
    wording(r"\bngf\b|n\.g\.f", "ngf", "n.g.f"),
    wording(r"sous[- ]face", "sous-face", "sous face"),
    wording(
        r"planchers?\b(?! (?:cree|existant|autoris|demoli|supprim|nouvelle|totale?\b|taxable|de |:"
        r"|\d))(?<!surface de plancher)(?<!surfaces de plancher)",
        "plancher",
    ),
    wording(r"\btn ?\+", "tn+", "tn +"),
    wording(r"(?:niveau|zone|espace) (?:de )?refuge", "refuge"),
    wording(r"transparence hydraulique|transparente?s? (?:aux ecoulements|hydraul)", "transparen"),
)
ATTESTATION = wording(
    r"attestation.{0,120}(?:etude|expert|architecte|ppr|r\.? ?431-16|risques)"
    r"|pc(?:mi)? ?13\b|etude (?:prealable|hydraulique)",
    *("attestation", "13", "etude"),
)
R111_2 = wording(r"\br\W{0,3}111\W{1,3}2\b", "111")
HAZARD = wording(r"inond|submersion|ruissellement|littora", "in", "r", "s")


def _floor(case: Case) -> Flag:
    """Whether floor area is created on the ground."""
    area = case.number("floor_area_created_m2") or case.number("footprint_m2")
    if area is not None:
        return Flag.YES if area > 0 else Flag.NO
    if case.project is Project.UNSTATED:
        return Flag.UNREAD
    creates = (Project.DWELLING, Project.PUBLIC, Project.BUILDING, Project.FARM, Project.EXTENSION)
    return Flag.YES if case.project in creates else Flag.NO


def _level(case: Case) -> Said:
    if flood_land(case) not in (Land.BLUE, *OPEN):
        return Said.NO  # elsewhere nobody asks for a level: the text need not be read for it
    return Said.YES if case.value("flood_level_ngf") is not None else case.mention(FLOOR_LEVEL)


def _built(case: Case) -> Sense:
    """What the act lets be built: a certificate sets no floor and comes with no plans."""
    certifies = case.act_type in (ActType.CUA, ActType.CUB)
    return Sense.DENIES if certifies else case.sense


INO_3 = Ground(
    code="INO-3",
    theme=Theme.FLOOD,
    label="Zone de prescription : l'acte est muet sur la cote de plancher",
    strength=1,
    gravity=0.6,
    articles=(
        Article("Règlement du PPRI (code de l'environnement, article L562-4)"),
        Article("Code de l'urbanisme, article A424-3"),
    ),
    facts=("decision", "works_kinds", "floor_area_created_m2", "flood_level_ngf", "conditions"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (flood_land(case), _floor(case), _level(case), _built(case)),
    table=law_table(
        {
            (ANY, ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, Flag.NO, ANY, ANY): NOT_APPLICABLE,
            (Land.BLUE, ANY, Said.YES, ANY): CLEAR,
            (Land.BLUE, ANY, Said.UNREAD, ANY): UNKNOWN,
            (Land.BLUE, ANY, Said.NO, ANY): DOUBT,
            (OPEN, ANY, Said.NO, Sense.ALLOWS): UNKNOWN,
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Land,
        Flag,
        Said,
        Sense,
    ),
    because=lambda case, _: (
        f"{spelt(case, Subject.FLOOD_PLAN)} : l'acte ne dit rien de la cote du plancher "
        "(à lire aux plans)."
    ),
    clears="Les plans montrant le premier plancher au-dessus de la cote de référence.",
    document="plans et notice (cote du plancher)",
)
INO_5 = Ground(
    code="INO-5",
    theme=Theme.FLOOD,
    label="Attestation d'étude préalable au titre du PPRI non visée",
    strength=2,
    gravity=0.6,
    articles=(Article("Code de l'urbanisme, article R431-16"),),
    facts=("decision", "works_kinds", "parcels"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (flood_land(case), case.project, case.mention(ATTESTATION), _built(case)),
    table=law_table(
        {
            (ANY, ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, frozenset({Project.MINOR, Project.CHANGE}), ANY, ANY): NOT_APPLICABLE,
            (IN_PLAN, ANY, Said.YES, ANY): CLEAR,
            (Land.BLUE, ANY, Said.NO, ANY): (DOUBT, 1),
            (Land.BLUE, ANY, Said.UNREAD, ANY): (UNKNOWN, 1),
            (IN_PLAN, ANY, Said.NO, ANY): DOUBT,
            (IN_PLAN, ANY, Said.UNREAD, ANY): UNKNOWN,
            (OPEN, ANY, Said.NO, Sense.ALLOWS): UNKNOWN,
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Land,
        Project,
        Said,
        Sense,
    ),
    because=lambda case, _: (
        f"{spelt(case, Subject.FLOOD_PLAN)} : si le règlement subordonne les travaux à "
        "une étude préalable, l'attestation (PC13 ou PCMI13) doit être au dossier ; l'acte ne la "
        "vise pas."
    ),
    clears="L'attestation PC13 ou PCMI13 au dossier, ou un règlement qui n'exige pas d'étude.",
    document="attestation PC13 ou PCMI13",
)


def _known(case: Case) -> Known:
    return hazard(case, HAZARD, "11")


def _planned(case: Case) -> Flag:
    """Whether the zones of a plan answer for the land; a plan older than the hazard does not."""
    if flood_land(case) not in IN_PLAN:
        return Flag.NO
    plans = [hit.valid_from for hit in case.place.hits(Subject.FLOOD_PLAN) if hit.valid_from]
    known = [hit.valid_from for hit in case.place.hits(Subject.HAZARD) if hit.valid_from]
    older = bool(plans and known) and max(plans) < max(known)
    return Flag.NO if older and _known(case) is Known.MAPPED else Flag.YES


_HOUSED = frozenset({*NEW, Project.UNSTATED})
_SPARED = frozenset({*DECIDES_NOTHING, *OTHER_NEW})
INO_6 = Ground(
    code="INO-6",
    theme=Theme.FLOOD,
    label="Aléa d'inondation connu hors zonage du PPRI ou postérieur à lui, R111-2 non discuté",
    strength=2,
    gravity=0.9,
    articles=(Article("Code de l'urbanisme, article R111-2"),),
    facts=("decision", "works_kinds", "destination", "articles_cited"),
    silent=("articles_cited",),
    subjects=(Subject.HAZARD, Subject.PAC),
    ask=lambda case: (
        case.sense,
        _known(case),
        _planned(case),
        case.project,
        case.mention(R111_2),
    ),
    table=granted_table(
        {
            (ANY, Flag.YES, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, _SPARED, ANY): NOT_APPLICABLE,
            (Known.NONE, ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, ANY, Said.YES): CLEAR,
            (Known.MAPPED, ANY, _HOUSED, Said.NO): DOUBT,
            (Known.MAPPED, ANY, ANY, ANY): UNKNOWN,
            (Known.COMMUNE, ANY, ANY, Said.NO): (DOUBT, 1),
            (ANY, ANY, ANY, ANY): (UNKNOWN, 1),
        },
        Known,
        Flag,
        Project,
        Said,
    ),
    because=lambda case, _: (
        f"Inondation : {_known(case).value}"
        + (", postérieur au PPRI" if flood_land(case) in IN_PLAN else ", hors zonage du PPRI")
        + " ; l'acte ne discute pas l'article R111-2 (ouvrir la carte d'aléa)."
    ),
    clears="La carte d'aléa du porter à connaissance laissant le terrain indemne.",
    document="carte d'aléa du porter à connaissance",
)


def _risk_opinion(case: Case) -> Said:
    return case.heard(OpinionBody.DDTM, OpinionSense.UNFAVOURABLE)


INO_7 = Ground(
    code="INO-7",
    theme=Theme.FLOOD,
    label="Autorisation malgré un avis défavorable du service chargé des risques",
    strength=3,
    gravity=0.95,
    articles=(Article("Code de l'urbanisme, article R111-2"),),
    facts=("decision", "opinions"),
    bodies=frozenset({OpinionBody.DDTM}),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (_risk_opinion(case), flood_land(case), case.sense),
    table=law_table(
        {
            (ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (Said.YES, ANY, Sense.ALLOWS): BREACH,
            (Said.YES, ANY, Sense.UNREAD): UNKNOWN,
            (Said.UNREAD, IN_PLAN, ANY): UNKNOWN,
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Land,
        Sense,
    ),
    because=lambda _case, _: (
        "L'acte vise un avis défavorable de la DDTM et autorise pourtant le projet."
    ),
    clears="Un avis ultérieur favorable, ou un avis défavorable étranger à la sécurité.",
)

GROUNDS: tuple[Ground, ...] = (INO_3, INO_5, INO_6, INO_7)
