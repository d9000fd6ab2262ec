"""Which pages of a document are an act of their own, and which only go with one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from features.facts.fold import fold
from features.facts.number_forms import find_numbers
from vigie.domain.page import Page, PageKind, Reading

_WITHOUT_ACT = frozenset({PageKind.PLAN, PageKind.BLANK, PageKind.UNREAD})
_HEAD_LINES = 16
_KIND = r"permis\s+d[e']|declarations?\s+prealables?|certificats?\s+d\s*'?\s*urbanisme|non[- ]opposition|opposition"  # noqa: E501
_TITLE = re.compile(
    rf"^(?:(?:extrait|copie)\s+(?:de\s+l'|d')?)?(?:arrete|decision|a\s?r\s?r\s?e\s?t\s?e)\b|"
    rf"^(?:octroi|refus|retrait|transfert|prorogation|annulation|certificat|sursis)\b"
    rf"|^(?:{_KIND})"
)
_ENACTS = re.compile(
    r"(?m)^\s*(?:(?:le|la)\s+(?:maire|prefete?|"
    r"presidente?)[^\n]{0,40}\s)?(?:a\s?r\s?r\s?[e&]\s?t\s?e|d\s?e\s?c\s?i\s?d\s?e|"
    r"c\s?e\s?r\s?t\s?i\s?f\s?i\s?e)\s*(?:ce qui suit)?\s*:?\s*$"
    r"|^\s*art[il1]c[il1]e\s+(?:1er|ler|[1il]|premier|unique)\b|certifie qu"
)
_SIGNED = re.compile(
    r"(?m)^\s*(?:fait|signe)\s+(?:a|le)\b|^\s*le\s+\d{1,2}(?:er)?\s+[a-z]{3,9}\s+\d{4},?\s*$|^\s*(?:pour\s+)?l[ea']\s?(?:maire|adjoint|president|"
    r"prefet)[^\n]{0,30}$|,\s*le\s+\d{1,2}[ /.]"
)
_ANNEX = re.compile(
    r"^(?:annexes?\b|avis\b(?! de depot)|notice\b|plans?\b|cerfa\b|pieces? (?:n|jointe|pc|dp)|"
    r"pcm?i?\s?\d{1,2}\b|demande de (?:permis|certificat)|fiche\b|attestation\b"
    r"|direction (?:departementale|regionale)|service departemental|ddtm\b|sdis\b|enedis\b|udap\b|"
    r"unite departementale|architecte des batiments|drac\b|bordereau|"
    r"reglement\b|photographies?\b|prescriptions (?:de l'|du |techniques|generales)|objet\s*:|"
    r"n\s?°\s?13\d{3}|liste des pieces|etude\b|compte[- ]rendu|sommaire\b|releve\b|"
    r"extrait cadastral)"
)
_RECEIPT = re.compile(
    r"acte recu par|nature transaction|identifiant acte|identifiant unique de l'acte|numero acte|"
    r"accuse de reception (?:d'un acte|de transmission|actes?)\b"
)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a page looks like from afar."""

    titled: bool
    enacts: bool
    signed: bool
    annex: bool
    numbers: frozenset[str]


def receipts(reading: Reading) -> tuple[Page, ...]:
    """Receipt pages of the transmission."""
    return tuple(page for page in reading.pages if _is_receipt(page))


def acts(reading: Reading) -> tuple[tuple[Page, ...], ...]:
    """Groups of pages, one an act; pages of annexes after a signed act are in none."""
    groups: list[list[Page]] = []
    seen: _Look | None = None
    annexed = False
    for page in reading.pages:
        if page.kind in _WITHOUT_ACT or not page.words or _is_receipt(page):
            continue
        look = _look(page)
        if seen is None or _begins(look, seen):
            groups.append([page])
            seen, annexed = look, False
        elif annexed or (seen.signed and seen.enacts and look.annex and not look.enacts):
            annexed = True
        else:
            groups[-1].append(page)
            seen = _together(seen, look)
    return tuple(tuple(group) for group in groups)


def _look(page: Page) -> _Look:
    folded = fold(page.text)
    lines = [line.strip() for line in folded.split("\n") if line.strip()]
    head = lines[:_HEAD_LINES]
    numbers = {hit.number.normal for hit in find_numbers("\n".join(head))}
    return _Look(
        titled=any(_TITLE.match(line) for line in head),
        enacts=bool(_ENACTS.search(folded)),
        signed=bool(_SIGNED.search(folded)),
        annex=any(_ANNEX.match(line) for line in lines[:8]),
        numbers=frozenset(numbers),
    )


def _begins(look: _Look, seen: _Look) -> bool:
    """A titled page begins another act once the one before has decided something."""
    if not look.titled or not seen.enacts:
        return False
    other = bool(look.numbers and seen.numbers) and not look.numbers & seen.numbers
    return look.enacts if not other else (look.enacts or seen.signed)


def _together(seen: _Look, look: _Look) -> _Look:
    return _Look(
        seen.titled or look.titled,
        seen.enacts or look.enacts,
        seen.signed or look.signed,
        seen.annex,
        seen.numbers or look.numbers,
    )


def _is_receipt(page: Page) -> bool:
    if page.kind is PageKind.RECEIPT:
        return True
    return len(page.words) < 160 and len(set(_RECEIPT.findall(fold(page.text)))) >= 2
