"""The works: their text as the act says it, and their kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from features.facts import sentences
from features.facts.act_text import ActText
from features.facts.fold import fold
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.language import Lexicon, read
from features.facts.sections import Part
from features.facts.values import flat, value_span
from features.facts.works_kinds import settle
from features.facts.works_lexicon import WORDS
from vigie.domain.fact import Fact, Facts, WorksKind

_NOT_WORKS = re.compile(
    r"^(?:l[ea']? ?|une? |votre )?(?:compte de|attestation|notification|reponse|"
    r"demande|declaration prealable|permis|certificat|arrete|refus|"
    r"opposition|retrait|transfert|accord|n\s?°|dossier|pc\s?\d|dp\s?\d|decision"
    r"|une? (?:surface|superficie|duree|montant|puissance)|\d+(?: ?(?:bis|ter))?,? (?:rue|avenue|"
    r"chemin|route|"
    r"impasse|place|allee|boulevard|quai)|le maire|monsieur|madame|m\.|l'autorisation|son|"
    r"information|recours)\b"
)
_NOUNS = (
    r"(?:construction|edification|realisation|creation|reconstruction|regularisation|suppression|"
    r"extension|agrandissement|surelevation|amenagement|reamenagement|division|detachement|"
    r"lotissement|changement|transformation|conversion|demolition|deconstruction|installation|"
    r"pose|"
    r"implantation|refection|ravalement|modification|remplacement|rehabilitation|renovation|"
    r"restauration|rehaussement|piscine|centrale|parc|cloture|abri|hangar|garage|carport|pergola|"
    r"maison|villa|batiment|immeuble|travaux|mise|isolation|ouverture|coupe|abattage|"
    r"affouillement|"
    r"exhaussement|terrassement|edifier|construire|realiser|creer|installer|demolir|transformer|"
    r"detacher|diviser|poser|surelever|agrandir|etendre|rehabiliter|renover|batir|elever|"
    r"reconstruire|refaire|remplacer|percer|amenager|cloturer|ravaler|adosser|ajouter|modifier)s?"
)
# What may open a line that says the works, without a word for what is done to it.
_THINGS = (
    r"(?:entrepot|bureaux|local|locaux|hotel(?! de ville)|veranda|terrasse|habitation|"
    r"gite|serre|ombriere)s?"
)
_PROSE = re.compile(
    r"(?:\bpour|en vue (?:de|d'|du)|\bvisant a|portant sur|"
    r"concernant(?!\s+(?:l'|l[ae] |les )(?:immeuble|batiment|maison|villa|parcelle|terrain|"
    r"propriete|lot|ilot))|ayant pour objet|relati(?:f|ve) a|"
    r"consistant en|a l'effet (?:de|d'etre autorisee? a)|tendant a|"
    r"\bafin d[e']|\b(?:declare|demande a|sollicite de)(?: vouloir)?|\bvouloir|"
    r"\bporte sur)(?:\s+|(?<='))"
    r"(?P<works>(?:l[ae']s? ?|une? |des? |du )?"
    rf"{_NOUNS}\b[^;\n]{{0,20}}[^;]{{0,300}}?)"
    r"(?=\s*(?:;|\.\s|\.$|\n\s*vu\b|,?\s+sur (?:un|le|une|la|les|des) (?:terrain|parcelle|unite|"
    r"immeuble|propriete)|,?\s+(?:situe|sis|cadastre|enregistre)|,?\s+au?\s\d|$))"
)
# What stands alone in a line of the head: « 8 rue de l'Orme — pose de panneaux — AB 61 »
_BARE = re.compile(
    rf"(?:\n|[—–;:(·?]|\s-\s)\s*(?P<works>(?:l'|une? |\d+ )?(?:{_NOUNS}|{_THINGS})\b"
    r"(?![ ]*:)(?:[^—–;\n()]|\([^()\n]*\)){4,200}?"
    r"(?:\n(?![^—–;\n]{0,30}[:—–])[^—–;\n]{3,120}?){0,2})(?=\s*(?:\s-\s|[—–;)·]|\s\((?![^()\n]*\))|\.\s|\n|\.?$))"
)
_STOP = re.compile(
    r"(?<!changement de)(?<!d'affectation)\n(?:\s*\n|"
    r"(?:surface|superficie|destination|n\s?°|vu\b|le maire|cadre \d|reference|dossier|"
    r"par\b|demeurant))|;\s*\n|\.\s*\n"
)


def read_works(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Text of the works and the kinds that its words name."""
    if facts.act_type is None and facts.dossier_number is None:
        return {}
    span = works_span(act)
    found: dict[str, Fact[Any]] = {}
    if span is not None:
        found["works"] = fact_at(act, flat(act.text.string[span[0] : span[1]]), *span, sure=0.95)
    kinds = _kinds(act, span)
    return found | ({"works_kinds": kinds} if kinds else {})


def works_span(act: ActText) -> tuple[int, int] | None:
    """Span of the text of the works: the value of a label, else of a visa in prose."""
    hits = act.labelled(Label.WORKS)
    for hit in hits:
        if hit is not hits[-1] and _OF_TITLE.search(act.folded, max(hit.start - 40, 0), hit.start):
            continue
        span = value_span(act, hit, lines=6)
        if span is None:
            continue
        stop = _STOP.search(act.folded, span[0], span[1])
        start, end = span[0], stop.start() if stop else span[1]
        text = act.folded[start:end]
        if len(text.strip()) > 3 and not _NOT_WORKS.match(text):
            return start, start + len(text.rstrip(" \n,;."))
        if match := _BARE.search(act.folded, start, end):
            return match.span("works")
    for start, end in act.spans(Part.VISAS, Part.HEADER, Part.OPERATIVE, Part.REASONS):
        match = _PROSE.search(act.folded, start, end)
        if match and not (match.group().startswith("pour") and act.part_at(start) is Part.REASONS):
            return _whole(act, *match.span("works"), end)
    for start, end in act.spans(Part.HEADER):
        match = _BARE.search(act.folded, start, end)
        if match and not _TITLED.match(match["works"]):
            return match.span("works")
    return None


# « permis de construire / pour une maison individuelle » is the title of the State's form.
_OF_TITLE = re.compile(r"\bpermis de construire\s*\Z")
_BARE_VERB = re.compile(
    r"(?:edifier|construire|realiser|creer|installer|demolir|transformer|poser)\W*$"
)


def _whole(act: ActText, start: int, stop: int, end: int) -> tuple[int, int]:
    """« édifier, sur la parcelle AB 12, un hangar »: what is built stands after the place."""
    if not _BARE_VERB.match(act.folded[start:stop]):
        return start, stop
    following = re.compile(r"[;\n]\s*(?:vu\b|\n)|\.\s").search(
        act.folded, stop, min(end, stop + 300)
    )
    return start, following.start() if following else min(end, stop + 300)


_TITLED = re.compile(r"(?:construire|lotir|amenager|demolir|mise en demeure)\b")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon({word.value: phrases for word, phrases in WORDS.items()})


def kinds_of(text: str) -> list[WorksKind]:
    """Kinds that a text of works names, in the order of the contract."""
    return kinds_in(fold(flat(text)))


def kinds_in(folded: str) -> list[WorksKind]:
    """Kinds named by folded text on one line."""
    doc = read(folded, damaged=True)
    return settle(folded, _lexicon().find(doc))


GUESSED = "lu par le modèle statistique, les règles ne reconnaissant pas ces mots"
LIKELY = 0.75  # probability from which the statistical reader is believed where rules are silent


def likely_kinds(text: str) -> list[tuple[WorksKind, float]]:
    """Kinds that the statistical reader finds likely, with their probabilities."""
    found = {kind: sure for kind, sure in sentences.kinds(text) if sure >= LIKELY}
    return [(kind, found[kind]) for kind in WorksKind if kind in found]


def _kinds(act: ActText, span: tuple[int, int] | None) -> Fact[tuple[WorksKind, ...]] | None:
    if span is None:
        return None
    kinds = kinds_in(flat(act.folded[span[0] : span[1]]))
    if kinds:
        return fact_at(act, tuple(kinds), *span, sure=0.9)
    likely = likely_kinds(act.folded[span[0] : span[1]])
    if not likely:
        return None
    sure = 0.8 * min(probability for _, probability in likely)
    return fact_at(act, tuple(k for k, _ in likely), *span, sure=sure, doubt=GUESSED)
