"""The operative part of an act of the demonstration: what its articles decide."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from vigie.demo import phrases
from vigie.demo.acts import Act
from vigie.demo.manner import Manner
from vigie.domain.fact import ActType, ApplicantKind, Decision, OpinionSense, Stage

Row = tuple[str, str]
STAGE_KEYS = {
    Stage.MODIFICATIF: "modificatif",
    Stage.TRANSFERT: "transfert",
    Stage.PROROGATION: "prorogation",
    Stage.RETRAIT: "retrait",
    Stage.ANNULATION: "annulation",
}
DECISION_KEYS = {
    Decision.REFUSED: "refused",
    Decision.OPPOSED: "opposed",
    Decision.DEFERRED: "deferred",
    Decision.NON_OPPOSITION: "non_opposition",
    Decision.NON_OPPOSITION_WITH_CONDITIONS: "non_opposition",
}
WITH_CONDITIONS = frozenset(
    {Decision.GRANTED_WITH_CONDITIONS, Decision.NON_OPPOSITION_WITH_CONDITIONS}
)
INFORMATION = (
    "Les dispositions d'urbanisme et les limitations administratives applicables au terrain sont"
    " mentionnées aux articles suivants."
)
FOR_THE_PROJECT = "pour la réalisation de l'opération envisagée"


def title_key(act: Act) -> str:
    """Which bank of titles fits an act."""
    return STAGE_KEYS.get(act.stage) or DECISION_KEYS.get(act.decision, "granted")


def operative(act: Act, manner: Manner, draw: Random) -> Iterator[Row]:
    """Articles with their headings, the decision first."""
    first = _first(act, manner)
    rest = [*_others(act, manner, draw), manner.choose("send", phrases.TRANSMISSIONS)]
    heading = manner.choose("heading", phrases.HEADINGS)
    yield heading, first
    upper = heading.isupper() or heading.startswith("ARTICLE")
    for rank, text in enumerate(rest, 2):
        yield (f"ARTICLE {rank}" if upper else f"Article {rank}"), text


def _first(act: Act, manner: Manner) -> str:
    if act.stage is not Stage.INITIAL:
        return _later(act, manner)
    if act.act_type is ActType.CUA:
        return INFORMATION
    if act.act_type is ActType.CUB:
        can = "peut" if act.decision is Decision.POSITIVE else "ne peut pas"
        return f"Le terrain objet de la demande {can} être utilisé {FOR_THE_PROJECT}."
    noun = phrases.NOUNS[act.act_type][0]
    bank = {
        "refused": phrases.REFUSALS,
        "opposed": phrases.OPPOSITIONS,
        "deferred": phrases.DEFERRALS,
        "non_opposition": phrases.NON_OPPOSITIONS,
        "granted": phrases.GRANTS,
    }[title_key(act)]
    tail = manner.choose("tail", phrases.TAILS) if act.decision in WITH_CONDITIONS else ""
    text = manner.choose(f"first:{title_key(act)}", bank)
    return text.format(noun=noun, tail=tail, applicant=_holder(act))


def _holder(act: Act) -> str:
    name = act.applicant.name
    return name if act.applicant.kind is ApplicantKind.PERSON else f"la société {name}"


def _later(act: Act, manner: Manner) -> str:
    noun = phrases.NOUNS[act.act_type][0]
    assert act.base is not None
    number, day = manner.number(act.base.number), manner.day(act.base.decided_on)
    male = act.act_type is not ActType.DP
    the, ending = ("Le", "") if male else ("La", "e")
    texts = {
        Stage.MODIFICATIF: f"{the} {noun} modificatif est ACCORDÉ{ending.upper()} pour le"
        f" projet décrit"
        " dans la demande susvisée. Les autres dispositions de l'arrêté initial sont maintenues.",
        Stage.TRANSFERT: f"{the} {noun} n° {number} délivré{ending} à {act.base.applicant.name} est"
        f" transféré{ending} à {act.applicant.name} pour sa durée de validité restant à courir.",
        Stage.PROROGATION: f"La validité de l'autorisation n° {number} est prorogée d'un an.",
        Stage.RETRAIT: f"L'arrêté susvisé en date du {day} accordant l'autorisation n° {number} est"
        " retiré.",
        Stage.ANNULATION: f"À la demande de son bénéficiaire, l'autorisation n° {number} en date du"
        f" {day} est annulée.",
    }
    return texts[act.stage]


def _others(act: Act, manner: Manner, draw: Random) -> Iterator[str]:
    if act.act_type is ActType.CUA:
        yield from _information(act)
    elif act.act_type is ActType.CUB:
        yield f"Le terrain est situé en zone {act.zone or 'non couverte'} du document d'urbanisme."
    if act.decision in WITH_CONDITIONS:
        yield "\n".join(f"- {text}" for text in _conditions(act, manner, draw))
    house = act.decision.favourable and act.act_type is ActType.PCMI
    if house and act.stage is Stage.INITIAL and manner.choose("tax", ("yes", "no")) == "yes":
        yield (
            "Le projet est soumis au versement de la taxe d'aménagement (parts communale et"
            " départementale) et de la redevance d'archéologie préventive."
        )


def _information(act: Act) -> Iterator[str]:
    zone = act.zone or "sans objet"
    yield f"Le terrain est situé dans une commune dotée d'un document d'urbanisme. Zone : {zone}."
    yield "Le terrain est soumis au droit de préemption urbain au bénéfice de la commune."
    if act.risk is not None:
        yield (
            f"Le terrain est grevé de la servitude PM1 : PPRI {act.risk.plan.name}, zone"
            f" {act.risk.code}."
        )
    yield "Taxes : taxe d'aménagement, part communale 5 %, part départementale 2,5 %."


def _conditions(act: Act, manner: Manner, draw: Random) -> Iterator[str]:
    if act.flood_level is not None:
        yield manner.choose("condition:level", phrases.CONDITIONS["level"]).format(
            level=f"{act.flood_level:.2f}".replace(".", ",")
        )
    for said in act.opinions:
        if said.sense is OpinionSense.FAVOURABLE_WITH_CONDITIONS:
            yield manner.choose("condition:opinion", phrases.CONDITIONS["opinion"]).format(
                name=said.name
            )
    yield from draw.sample(phrases.CONDITIONS["plain"], draw.randint(1, 3))
