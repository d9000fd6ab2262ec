"""The type of the authorisation and the stage of the act in the life of its dossier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.dossier_number import own_hit
from features.facts.found import fact_at
from features.facts.number_forms import find_short
from features.facts.operative import operative_span
from features.facts.sections import Part
from features.facts.titles import KINDS, not_a_decision, title_span
from vigie.domain.fact import ActType, Fact, Facts, Stage

_PCMI = re.compile(
    r"\bpcmi\b|permis\s+de\s+construire\s+\(?(?:pour\s+)?(?:une?\s+)?maisons?\s+individuelles?"
)
_CUB = re.compile(
    r"operationnel|\bcu\s?b\b|l\.?\s?410[- .]1\s?,?\s?(?:alinea\s)?b\b|"
    r"certificat d'urbanisme (?:de type )?\"?b\b"
    r"|realisation d'une operation|operation (?:projetee|envisagee)|peut(?: pas)? etre utilise"
)
_CUA = re.compile(
    r"simple information|\bcu\s?a\b|\bd'information\b|informatif|"
    r"l\.?\s?410[- .]1\s?,?\s?(?:alinea\s)?a\b"
    r"|certificat d'urbanisme (?:de type )?\"?a\b|regles d'urbanisme applicables"
)
_STAGES: tuple[tuple[Stage, str], ...] = (
    (Stage.RETRAIT, r"\bretrait\b(?![- ]*gonflement)|\bretirant\b|\brapportant\b|\babrogation\b|\babrogeant\b"),  # noqa: E501
    (Stage.ANNULATION, r"\bannulation\b|\bannulant\b"),
    (Stage.TRANSFERT, r"\btransfert\b|\btransferant\b"),
    (Stage.PROROGATION, r"\bprorogation\b|\bprorogeant\b|\bproroge"),
    (Stage.MODIFICATIF, r"\bmodificatif|\bmodificative|\bmodifiant\b|\bpermis modifie\b"),
)  # fmt: skip
_OPERATIVE_STAGES: tuple[tuple[Stage, str], ...] = (
    (Stage.RETRAIT, r"\b(?:est|sont)\s+(?:retiree?s?|rapportee?s?|abrogee?s?)\b|procede au retrait"),  # noqa: E501
    (Stage.ANNULATION, r"\b(?:est|sont)\s+annulee?s?\b"),
    (Stage.TRANSFERT, r"\b(?:est|sont)\s+transferee?s?\b|\btransfert\b"),
    (Stage.PROROGATION, r"\b(?:est|sont)\s+prorogee?s?\b|\bprorog"),
    (Stage.MODIFICATIF, r"\bpermis (?:de construire |d'amenager )?modificatif"),
)  # fmt: skip


def read_act_kind(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Type and stage; nothing when the document is not a planning decision."""
    kind = _act_type(act, facts)
    decides = operative_span(act) is not None
    if kind is None or not_a_decision(act, decides=decides):
        return {}
    return {"act_type": kind, "stage": _stage(act, facts, kind)}


def _act_type(act: ActText, facts: Facts) -> Fact[ActType] | None:
    place = _kind_place(act, facts)
    if place is None:
        return None
    letters, start, end, sure = place
    if letters == "CU":
        return _certificate(act, facts, start, end)
    head = " ".join(act.folded[a:b] for a, b in act.spans(Part.HEADER))
    label = _PCMI.search(head) if letters == "PC" else None
    value = ActType.PCMI if label else ActType(letters)
    return fact_at(act, value, start, end, sure=sure)


def _kind_place(act: ActText, facts: Facts) -> tuple[str, int, int, float] | None:
    """Letters of the type and where they are printed: the number first, else the title."""
    hit = own_hit(act, facts)
    if hit is not None and act.part_at(hit.start) is not Part.BOILERPLATE:
        return hit.number.letters, hit.start, hit.end, 0.99
    span = title_span(act)
    if span is not None:
        for letters, pattern in KINDS:
            match = re.search(pattern, act.folded[span[0] : span[1]])
            if match:
                return letters, span[0] + match.start(), span[0] + match.end(), 0.95
    for short in find_short(act.folded):
        if act.part_at(short.start) is Part.HEADER and operative_span(act):
            return short.kind[:2].upper(), short.start, short.end, 0.6
    return None


def _certificate(act: ActText, facts: Facts, start: int, end: int) -> Fact[ActType]:
    """CUa or CUb: by the title, else by what the certificate answers."""
    hit = own_hit(act, facts)
    if hit is not None and hit.number.kind in ("CUA", "CUB"):
        value = ActType.CUA if hit.number.kind == "CUA" else ActType.CUB
        return fact_at(act, value, start, end)
    for spans in (act.spans(Part.HEADER), act.spans(Part.VISAS, Part.REASONS, Part.OPERATIVE)):
        for value, pattern in ((ActType.CUB, _CUB), (ActType.CUA, _CUA)):
            for a, b in spans:
                match = pattern.search(act.folded[a:b])
                if match:
                    return fact_at(act, value, a + match.start(), a + match.end(), sure=0.95)
    return fact_at(act, ActType.CUA, start, end, sure=0.5, doubt="type de certificat non précisé")


def _stage(act: ActText, facts: Facts, kind: Fact[ActType]) -> Fact[Stage]:
    span = title_span(act)
    operative = operative_span(act)
    for place, stages in ((span, _STAGES), (operative, _OPERATIVE_STAGES)):
        if place is None:
            continue
        for stage, pattern in stages:
            match = re.search(pattern, act.folded[place[0] : place[1]])
            if match:
                return fact_at(
                    act, stage, place[0] + match.start(), place[0] + match.end(), sure=0.97
                )
    return _stage_of_number(facts, kind)


def _stage_of_number(facts: Facts, kind: Fact[ActType]) -> Fact[Stage]:
    number = facts.dossier_number
    suffix = number.value.split()[4:] if number else []
    if number and suffix:
        stage = Stage.MODIFICATIF if suffix[0].startswith("M") else Stage.TRANSFERT
        return Fact(stage, round(number.confidence * 0.97, 4), number.evidence)
    return Fact(Stage.INITIAL, round(kind.confidence * 0.97, 4), kind.evidence)
