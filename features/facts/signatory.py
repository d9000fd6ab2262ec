"""Who signed, in what quality, and whether by delegation (A424-2, CRPA L212-1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.fold import fold
from features.facts.found import fact_at
from features.facts.sections import Part
from vigie.domain.fact import Fact, Facts, Signatory, SignatoryRole

_ROLES: tuple[tuple[SignatoryRole, str], ...] = (
    (SignatoryRole.DEPUTY, r"(?<!general )(?<!generale )(?<!directeur )(?<!directrice )(?<!chef )(?<!cheffe )(?<!responsable )\badjointe?s?\b(?!\s+administrati)|\bmaire[- ]adjointe?\b|conseill(?:er|ere) municipale?|conseill(?:er|ere) deleguee?|vice[- ]president|1er adjoint|premiere? adjoint"),  # noqa: E501
    (SignatoryRole.AGENT, r"direct(?:eur|rice)\b|chef(?:fe)? (?:de|du) (?:service|pole|bureau)|responsable (?:du|de|des)|instructrice|\bd\.?g\.?s\b|\bdgst\b|instructeur|secretaire de mairie|secretaire general(?:e)? de (?:la )?mairie|attachee? territorial"),  # noqa: E501
    (SignatoryRole.PREFECT, r"\bprefete?\b|sous[- ]prefete?\b"),
    (SignatoryRole.PRESIDENT, r"\bpresidente?\b"),
    (SignatoryRole.MAYOR, r"\bmaire\b|\bsenateur[- ]maire|\bdeputee?[- ]maire"),
)  # fmt: skip
_DELEGATION = re.compile(
    r"par (?:delegation|subdelegation)|pour (?:le|la|l[ea] |monsieur le |madame la |"
    r"madame le )\s?(?:maire|president|presidente|prefet|prefete)|deleguee?s?\b|"
    r"\bp\s?[./]\s?l[ea]\b|delegation d[ue]\b|"
    r"delegation de signature|delegation de fonctions?"
)
# The mayor who is also vice-president of the communauté signs as the mayor.
_MAYOR_TOO = re.compile(r"(?m)^\s*(?:l[ea] )?maire\b(?![- ]adjoint)[^\n]*$")
_OTHER_MANDATE = re.compile(r"(?m)^.*\bvice[- ]president.*$")
_GREETING = re.compile(r"\b(?:salutations?|consideration|sentiments?)\b[^\n]*")
_UNDERSIGNED = re.compile(r"\b(?:je|nous) soussignee?s?\b[^.;]{0,140}")
_NAME = re.compile(
    r"(?<![\w’'])(?:(?:M\.|Mr|Mme|Monsieur|Madame|Mlle|Docteur|Dr)\s+)?"
    r"(?P<name>(?:[A-ZÉÈÀÂÎÔÇ][a-zéèêëàâîïôöûüç]+(?:[- ][A-ZÉÈÀÂÎÔÇ][a-zéèêëàâîïôöûüç]+)?|"
    r"[A-Z]\.)\s+(?:(?:de|du|DE|DU|d['’]|D['’]|LE|LA|EL|VAN|"
    r"BEN)\s?)?[A-ZÉÈÀÂÊËÎÏÔÛÇ][A-ZÉÈÀÂÊËÎÏÔÛÇ'’-]+(?:[- "
    r"][A-ZÉÈÀÂÊËÎÏÔÛÇ][A-ZÉÈÀÂÊËÎÏÔÛÇ'’-]+)*)(?!\w)"
)
_NAME_PLAIN = re.compile(
    r"(?:(?:M\.|Mr|Mme|Monsieur|Madame)\s+)?(?P<name>[A-ZÉÈÀ][\wéèêëàâîïôöûüç'’-]+(?:\s+(?:de|du|"
    r"d['’])?\s?[A-ZÉÈÀ][\wéèêëàâîïôöûüç'’-]+){1,3})\s*$"
)
_NOT_NAMES = re.compile(
    r"maire|adjoint|president|prefet|delegation|commune|ville|cachet|signature|fait|arrete|"
    r"urbanisme|mairie|directeur|article|communaute|signe|republique|notifi|donnees|fictives|"
    r"herault|metropole|hotel|page|conseiller|departement",
)


def read_signatory(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """The signature block; the head of the act does not say who signed."""
    if facts.act_type is None:
        return {}
    for start, end in _blocks(act):
        text = act.folded[start:end]
        role = _role(text)
        if role is None:
            continue
        name = _name(act, start, end)
        span = (start + role[1], start + role[2])
        first, last = (min(span[0], name[0]), max(span[1], name[1])) if name else span
        delegated = bool(_DELEGATION.search(text))
        value = Signatory(act.text.string[name[0] : name[1]] if name else None, role[0], delegated)
        value = Signatory(
            " ".join(value.name.split()) if value.name else None, value.role, value.by_delegation
        )
        return {"signatory": fact_at(act, value, first, last, sure=0.95 if name else 0.9)}
    return _certifier(act)


def _certifier(act: ActText) -> Mapping[str, Fact[Any]]:
    """« Je soussigné, Jean PUJOL, maire de Gignac, certifie… » where nobody signs at the end."""
    for start, end in act.spans(Part.OPERATIVE, Part.HEADER):
        match = _UNDERSIGNED.search(act.folded, start, end)
        if match and (role := _role(match.group())):
            name = _name(act, *match.span())
            value = Signatory(
                " ".join(act.text.string[name[0] : name[1]].split()) if name else None,
                role[0], bool(_DELEGATION.search(match.group())),
            )  # fmt: skip
            return {"signatory": fact_at(act, value, *match.span(), sure=0.85)}
    return {}


def _blocks(act: ActText) -> list[tuple[int, int]]:
    """The signature, cut before stamps; else the end of the operative part."""
    blocks = [(start, min(end, start + 420)) for start, end in act.spans(Part.SIGNATURE)]
    if blocks:
        return blocks
    last = act.spans(Part.OPERATIVE, Part.BOILERPLATE) or act.spans(*Part)[-1:]
    return [(_after_greeting(act, max(start, end - 200), end), end) for start, end in last[-1:]]


def _after_greeting(act: ActText, start: int, end: int) -> int:
    """Under the sentence that ends a letter: it names the one written to, not who signs."""
    greetings = [m.end() for m in _GREETING.finditer(act.folded, start, end)]
    return greetings[-1] if greetings else start


def _role(text: str) -> tuple[SignatoryRole, int, int] | None:
    """The quality of the person: an « adjoint » who signs « pour le maire » is a deputy."""
    cleaned = re.sub(
        r"pour l[ea] (?:maire|president|presidente|prefet|prefete)",
        lambda m: " " * len(m.group()),
        text,
    )
    if _MAYOR_TOO.search(cleaned):
        cleaned = _OTHER_MANDATE.sub(lambda m: " " * len(m.group()), cleaned)
    for candidate in (cleaned, text):
        found = [(m.start(), role, m) for role, p in _ROLES if (m := re.search(p, candidate))]
        if found:
            deputy = next(
                (f for f in found if f[1] in (SignatoryRole.DEPUTY, SignatoryRole.AGENT)), None
            )
            _, role, match = deputy or min(found, key=lambda f: f[0])
            return role, match.start(), match.end()
    return None


def _is_office(words: str) -> bool:
    """Whether words with capitals are those of an office, a place or a stamp rather than a name."""
    return words.startswith(("Le ", "Les ")) or bool(_NOT_NAMES.search(fold(words)))


def _name(act: ActText, start: int, end: int) -> tuple[int, int] | None:
    text = act.text.string
    offset = start
    for line in text[start:end].split("\n"):
        for pattern in (_NAME, _NAME_PLAIN):
            match = pattern.search(line)
            if match and not _is_office(match.group("name")):
                return offset + match.start("name"), offset + match.end("name")
        offset += len(line) + 1
    return None
