"""The decision: read in the first operative sentence only, never in titles or boilerplate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from features.facts.act_text import ActText
from features.facts.found import fact_at, fact_of_spans
from features.facts.operative import operative_span, sentence_end
from features.facts.sections import Part
from vigie.domain.fact import ActType, Decision, Fact, Facts

_BE = r"(?:est|sont|soit|etait|a ete|ont ete)\s+(?:donc\s+|ainsi\s+|par la presente\s+|tacitement\s+)?"  # noqa: E501
_NOT = r"(?:n'est|n'a|ne sont|ne peut|ne peuvent|ne fait)"


@dataclass(frozen=True, slots=True)
class Sense:
    """A turn of phrase of operative sentences and what it decides."""

    decision: Decision
    pattern: re.Pattern[str]


def _sense(decision: Decision, *patterns: str) -> Sense:
    return Sense(decision, re.compile("|".join(patterns)))


# In order: what comes first wins, so that negations are seen before what they deny.
SENSES: tuple[Sense, ...] = (
    _sense(
        Decision.DEFERRED,
        r"sursis\s+a\s+statuer", r"\bsursoit\s+a\s+statuer", r"decision de sursis",
        r"\b(?:decision|reponse|demande|examen|statuer)\b[^.;]{0,60}\best\s+differe?e?\b",
    ),
    _sense(
        Decision.WITHDRAWN,
        _BE + r"(?:retire|rapporte|annule|abroge)e?s?\b", r"(?:procede|est procede)\s+au retrait",
        r"prononce[^.]{0,30}\b(?:retrait|annulation|"
        r"abrogation)\b(?![- ]gonflement)", r"objet d'un (?:retrait|abrogation)",
        r"\b(?:retire|annule|abroge|rapporte)\s+(?:l'arrete|la decision|le permis|la declaration|"
        r"son arrete)",
        r"decision (?:de retrait|d'annulation)", r"\b(?:annulee?|retiree?|"
        r"abrogee?)s?\s+(?:a la demande|a compter)",
    ),
    _sense(
        Decision.REFUSED,
        r"(?:rejet|refus)\s+(?:tacite|implicite)", r"(?:tacitement|implicitement)\s+(?:rejete|"
        r"refuse)",
    ),
    _sense(
        Decision.TACIT,
        r"(?:non[- ]?opposition|accord|permis|autorisation|decision|favorable|"
        r"octroi)[^.]{0,60}\btacite",
        r"\btacite(?:ment)?\b[^.]{0,80}(?:non[- ]?opposition|accord|permis|autorisation|obtenu|"
        r"acquis)",
        r"aucune decision[^.]{0,80}n'a ete (?:notifiee|prise)", r"\btacitement\b",
        r"n'a (?:pas )?donne lieu a aucune (?:decision|opposition|reponse)",
        r"(?:n'a (?:pas )?(?:fait|ete)|ne fait) (?:l')?objet d'aucune decision",
        r"aucune (?:decision expresse|reponse|suite)", r"absence "
        r"d'opposition[^.]{0,40}notifiee",
    ),
    _sense(
        Decision.NON_OPPOSITION,
        r"n'?\s?(?:est|a ete|y a)\s+pas\s+(?:fait\s+|forme\s+|lieu\s+(?:de\s+faire\s+|"
        r"a\s+)?)?(?:d')?opposition",
        r"ne\s+(?:fait|font)\s+(?:pas|plus)\s+(?:l'objet\s+d'une\s+|"
        r"d')?(?:decision\s+d')?opposition",
        r"ne\s+s'oppose(?:nt)?\s+pas", r"ne\s+(?:m'oppose|"
        r"nous opposons)\s+pas", r"non[- ]?opposition", r"aucune opposition",
        r"sans opposition", r"ne fait l'objet d'aucune opposition", r"ne\s+fait\s+pas\s+opposition",
        r"ne\s+pas\s+(?:s'opposer|faire\s+opposition)",
    ),
    _sense(
        Decision.OPPOSED,
        _BE + r"(?:fait|forme)\s+opposition", r"(?:decision|objet)\s+d'(?:une\s+)?(?:decision\s+d')?opposition",  # noqa: E501
        r"\b(?:s'oppose|s'opposer|m'oppose|est oppose|fait opposition|opposition est faite|"
        r"nous opposons)\b",
    ),
    _sense(
        Decision.REFUSED,
        _BE + r"(?:refuse|rejete)e?s?\b", r"(?:objet|decision)\s+d[e'](?:\s?un)?\s*(?:refus|rejet)\b",  # noqa: E501
        r"decision\s+(?:de\s+)?defavorable", r"ne\s+(?:sont|est|peut|"
        r"peuvent)\s+pas\s+(?:etre\s+)?(?:autorise|accorde|delivre|execute|entrepris|realise)",
        r"ne\s+peut\s+etre\s+(?:autorise|accorde|delivre|execute)", r"n'est\s+pas\s+(?:accorde|"
        r"autorise|delivre|octroye)",
        r"\b(?:refuse|rejette)\s+(?:le|la|l'|"
        r"votre)", r"\brefus\s+est\s+oppose", r"un avis defavorable est",
    ),
    _sense(
        Decision.GRANTED,
        _BE + r"(?:accorde|delivre|octroye|autorise|consenti|approuve|transfere|proroge|valide|attribue|prolonge|modifie)e?s?\b",  # noqa: E501
        r"decision\s+(?:de\s+)?favorable", r"objet\s+d'un(?:e)?\s+(?:accord|autorisation|octroi|"
        r"decision d'(?:accord|octroi))",
        r"(?:peuvent|peut)\s+etre\s+(?:execute|entrepris|realise|commence|"
        r"accorde)", r"\b(?:accorde|autorise|delivre)\s+(?:le|la|les|a|l'|un|votre)\b",
        r"decision d'accord", r"\btransfert\b[^.]{0,60}(?:accorde|autorise)", r"\bproroge(?:e|"
        r"es)?\b",
        r"autorisation\s+est\s+donnee", r"permission est donnee", r"reponse favorable", r"suite "
        r"favorable", r"avis favorable est donne",
        r"^\W*(?:le )?(?:permis|autorisation)[^.;,]{0,40}\b(?:accorde|delivre|octroye|"
        r"autorise)e?s?\b",
    ),
)  # fmt: skip
_UNUSABLE = re.compile(
    r"ne\s+(?:peut|peuvent|pourra|saurait)\s+(?:pas\s+|donc\s+pas\s+)?etre\s+utilis|"
    r"n'est\s+pas\s+(?:realisable|constructible|possible)"
    r"|\bnegatif|operation[^.]{0,40}(?:n'est pas|non) realisable|inconstructible"
)
_USABLE = re.compile(
    r"(?:peut|peuvent|pourra)\s+etre\s+utilis|est\s+(?:realisable|possible)|\bpositif|"
    r"operation[^.]{0,30}\brealisable"
)
CONDITIONS = re.compile(
    r"sous\s+(?:la\s+|les\s+|toutes?\s+)?reserves?\b(?!\s+(?:du|des|expresse\s+du|"
    r"expresse\s+des)?\s*droits?\s+des\s+tiers)"
    r"|assortie?s?\s+(?:de|des|d')|avec\s+(?:les\s+)?(?:prescriptions|reserves)|"
    r"prescriptions?\s+(?:suivantes?|ci-apres|ci-dessous|enoncees?|mentionnees?|particulieres|"
    r"figurant|visees?|annexees?|edictees?|definies)"
    r"|reserves?\s+(?:suivantes?|mentionnees?|enoncees?|ci-apres)|(?:respecter|respectera|"
    r"observation|respect)\s+(?:de\s+|d'|des\s+|les\s+|la\s+|l')*(?:prescription|condition|"
    r"reserve)"
    r"|\ba\s+(?:la\s+)?condition\s+(?:qu[e']|de\s|d'|expresse)|\bmoyennant\b|\ba\s+charge\s+(?:pour|de)\b"
    r"|aux?\s+conditions?\s+(?:suivantes?|ci-apres|particulieres|enoncees|fixees|mentionnees)|"
    r"conditions?\s+suivantes?"
)
PRESCRIBES = re.compile(
    r"\b(?:doit|doivent|est tenue?s?|"
    r"(?!opera\b|camera\b|agora\b|front\b)[a-z]{2,}r(?:a|ont))\b|"
    r"prescriptions?\b|(?:reserves?|conditions?) (?:suivantes?|ci-apres)|"
    r"\b(?:est|sont)\s+(?:interdit|proscrit|exclu)e?s?\b"
)
NOT_CONDITION = re.compile(
    r"(?:demeure|reste)(?:nt|ront)?\s+(?:inchange|applicable|en vigueur|valable|opposable)|"
    r"(?:est|sont|seront|demeurent|restent)\s+maintenue?s?\b|"
    r"transmis|notifi|affich|ampliation|charge[es]*\s+de\s+l'execution|droits?\s+des\s+tiers|"
    r"recours|perime|represent|execution du present"
    r"|taxe|participation|redevable|publie|declaration d'ouverture|achevement|duree de validite|"
    r"valable|\bne (?:vaut|valent|dispensent?)\b|\bcopies? (?:du|de la|de cet)|"
    r"\b(?:est|sont|sera|seront) informee?s?\b|"
    r"\b(?:entrepris|commence|engage|debute)e?s?\b[^.;]{0,30}\b(?:dans|avant)\b[^.;]{0,24}\bans?\b|"
    r"\breco(?:it|ivent|ivra)|\blors (?:de la|du|d'une?) (?:demande|depot)\b"
)
# Works that « peuvent être entrepris » are, for a declaration, works that are not opposed.
_AS_DECLARED = {Decision.GRANTED: Decision.NON_OPPOSITION, Decision.REFUSED: Decision.OPPOSED}
_WITH = {
    Decision.GRANTED: Decision.GRANTED_WITH_CONDITIONS,
    Decision.NON_OPPOSITION: Decision.NON_OPPOSITION_WITH_CONDITIONS,
}


def read_decision(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """The sense of the operative part; ``unknown`` for a planning act that shows none."""
    if facts.act_type is None:
        return {}
    span = operative_span(act) or _letter_span(act)
    kind = facts.act_type.value
    certificate = kind in (ActType.CUA, ActType.CUB)
    if certificate:
        return {"decision": _certificate(act, facts, kind, span)}
    sense = _sense_of(act.folded[span[0] : span[1]]) if span else None
    if span is None or sense is None:
        return {"decision": _unknown(facts.act_type)}
    decision, start, end = sense
    if decision in _WITH and (born := _certified_tacit(act, span)):
        return {"decision": fact_at(act, Decision.TACIT, *born, sure=0.95)}
    decision = _AS_DECLARED.get(decision, decision) if kind is ActType.DP else decision
    condition = _condition(act, span, decision)
    if condition is not None and decision in _WITH:
        spans = [(span[0] + start, span[0] + end), condition]
        return {"decision": fact_of_spans(act, _WITH[decision], spans)}
    return {"decision": fact_at(act, decision, span[0] + start, span[0] + end, sure=0.98)}


_ATTESTS = re.compile(r"\b(?:certifie|atteste)\b")
_BORN_TACIT = re.compile(
    r"(?:decision|non[- ]opposition|permis|autorisation|accord)[^.;]{0,30}\btacites?\b|"
    r"\btacitement (?:accorde|acquis|obtenu|autorise)"
)


def _certified_tacit(act: ActText, span: tuple[int, int]) -> tuple[int, int] | None:
    """Where a certificate says, after its first sentence, that the decision was born of silence."""
    section = next((s for s in act.sections if s.start <= span[0] < s.end), None)
    if section is None or not _ATTESTS.search(act.folded, section.start, section.end):
        return None
    match = _BORN_TACIT.search(act.folded.replace("\n", " "), section.start, section.end)
    return match.span() if match else None


def _unknown(kind: Fact[ActType]) -> Fact[Decision]:
    doubt = "aucune phrase de décision n'a été lue dans le dispositif"
    return Fact(Decision.UNKNOWN, round(kind.confidence * 0.5, 4), kind.evidence, doubt=doubt)


def _sense_of(sentence: str) -> tuple[Decision, int, int] | None:
    """What a sentence decides, and the words that say so."""
    text = sentence.replace("\n", " ")
    for sense in SENSES:
        match = sense.pattern.search(text)
        if match:
            return sense.decision, match.start(), match.end()
    return None


def _letter_span(act: ActText) -> tuple[int, int] | None:
    """Of a letter without « ARRÊTE »: the sentence that decides, outside visas and reasons."""
    first_person = re.compile(
        r"j'ai (?:l'honneur|le regret|le plaisir)|je (?:ne )?m'oppose|je vous accorde|je decide"
    )
    told = re.compile(
        r"(?:j'ai (?:l'honneur|le regret|le plaisir)|par la presente|je vous (?:informe|confirme|"
        r"accorde|autorise|notifie|fais)"
        r"|je (?:decide|m'oppose|ne m'oppose|delivre)|nous avons|il est decide|"
        r"l[ea] maire\b(?: (?:de |d')[^,.;]{2,40})?(?:,[^.;,]{2,60},)? "
        r"(?:decide|certifie|accorde|refuse|s'oppose|ne s'oppose)"
        r"|(?:le permis|la declaration|votre (?:demande|declaration|projet)|"
        r"les travaux)[^.]{0,120}\b(?:est|sont|fait|a ete|n'est)\b"
        r"|il n'est pas fait opposition|il est fait opposition|il est sursis|beneficie d'une?)"
    )
    for section in act.sections:
        if section.part is Part.BOILERPLATE:
            continue
        text = act.folded[section.start : section.end]
        recital = section.part in (Part.VISAS, Part.REASONS)
        for match in (first_person if recital else told).finditer(text):
            end = sentence_end(text, match.start())
            if _sense_of(text[match.start() : end]):
                return section.start + match.start(), section.start + end
    return None


def _condition(act: ActText, span: tuple[int, int], decision: Decision) -> tuple[int, int] | None:
    """Where the act sets conditions: in the operative sentence, else in the articles after it."""
    if decision not in _WITH:
        return None
    match = CONDITIONS.search(act.folded[span[0] : span[1]].replace("\n", " "))
    if match:
        return span[0] + match.start(), span[0] + match.end()
    for section in act.sections:
        if section.part is not Part.OPERATIVE or section.end <= span[1]:
            continue
        start = max(section.start, span[1])
        for sentence in re.finditer(r"[^.;]+", act.folded[start : section.end]):
            found = PRESCRIBES.search(sentence.group())
            if found and not NOT_CONDITION.search(sentence.group()):
                offset = start + sentence.start()
                return offset + found.start(), offset + found.end()
    return None


def _certificate(
    act: ActText, facts: Facts, kind: ActType, span: tuple[int, int] | None
) -> Fact[Decision]:
    """A certificate answers yes or no to an operation, or only informs."""
    spans = [span] if span else []
    spans += list(act.spans(Part.OPERATIVE))
    spans += [] if spans else list(act.spans(Part.REASONS, Part.VISAS, Part.HEADER, Part.SIGNATURE))
    if kind is ActType.CUB:
        for start, end in spans:
            text = act.folded[start:end].replace("\n", " ")
            for decision, pattern in ((Decision.NEGATIVE, _UNUSABLE), (Decision.POSITIVE, _USABLE)):
                match = pattern.search(text)
                if match:
                    return fact_at(act, decision, start + match.start(), start + match.end())
        return _unknown(facts.act_type or _missing())
    type_fact = facts.act_type or _missing()
    if span and (told := _sense_of(act.folded[span[0] : span[1]])) and told[0] in (
        Decision.WITHDRAWN, Decision.DEFERRED, Decision.REFUSED,
    ):  # fmt: skip
        return fact_at(act, told[0], span[0] + told[1], span[0] + told[2])
    return Fact(Decision.INFORMATIVE, round(type_fact.confidence * 0.97, 4), type_fact.evidence)


def _missing() -> Fact[ActType]:
    raise AssertionError("read_decision checks the type first")
