"""The title of an act: which authorisation it is about, and what becomes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from features.facts.act_text import ActText
from features.facts.sections import Part

_CU = r"certificats?\s*d\s*'?\s*urbanisme"
KINDS: tuple[tuple[str, str], ...] = (
    ("PC", r"permis\s*de\s*construire"),
    ("PA", r"permis\s*d\s*'?\s*amenager"),
    ("PD", r"permis\s*de\s*demolir"),
    ("DP", r"declarations?\s*prealables?"),
    ("CU", _CU),
    ("CU", r"\bcu\s?[ab]\b"),
    ("PC", r"\bpcmi\b"),
)
NOT_DECISIONS = re.compile(
    r"^(?:avis de depot|recepisse(?:\s+de)?|certificat d'affichage|majoration d[ue]s? delais?"
    r"|modification d[ue]s? delais?|prolongation d[ue]s? delais?|demande de pieces|"
    r"pieces manquantes"
    r"|demande de (?:pieces )?complement|accuse de reception(?! (?:en|de la|par la|"
    r"de) (?:sous-)?prefecture)|notification d[ue]s? delais?|dossier incomplet"
    r"|declaration d'ouverture|declaration attestant|attestation de (?:non[ -])?conformite|"
    r"attestation d'achevement"
    r"|notification d'un delai|bordereau|registre|dossiers? (?:decides|deposes)|liste des|"
    r"lettre d'incompletude"
    r"|demande d[e'] ?(?:permis|declaration|certificat)|consultation|avis d[eu] |procuration|"
    r"proces[- ]verbal|deliberation)"
)
OTHER_ACTS = re.compile(
    r"^(?:declaration d'intention d'aliener|(?:arrete (?:portant|"
    r"de) )?(?:exercice du )?droit de preemption|(?:certificat|arrete) de numerotage"
    r"|(?:arrete\s+)?(?:individuel\s+)?d'alignement|autorisation de travaux|"
    r"(?:arrete[a-z ]{0,30} )?autorisation de (?:construire, d'amenager|voirie|stationnement)"
    r"|permission de voirie|arrete (?:temporaire )?(?:de|portant) (?:reglementation|circulation|"
    r"stationnement))"
)
_TITLE_WORDS = re.compile(
    r"arrete|decision|permis|declaration|certificat|opposition|refus|retrait|transfert|"
    r"prorogation|annulation|octroi|sursis|accord"
)


_NAMED = re.compile("|".join(pattern for _, pattern in KINDS))
_DECIDED = re.compile(
    r"arrete|decision|refus|opposition|retrait|transfert|prorogation|sursis|annulation"
)


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line of the head of the act, by its span."""

    start: int
    end: int
    text: str


def head_lines(act: ActText) -> list[TitleLine]:
    """Lines of the header and cartouche."""
    return list(_lines(act.folded, act.spans(Part.HEADER)))


@lru_cache(maxsize=4)  # several readers ask for those of the same act
def _lines(folded: str, spans: tuple[tuple[int, int], ...]) -> tuple[TitleLine, ...]:
    lines = []
    for start, end in spans:
        offset = start
        for line in folded[start:end].split("\n"):
            if line.strip():
                lines.append(TitleLine(offset, offset + len(line), line.strip()))
            offset += len(line) + 1
    return tuple(lines)


def title_span(act: ActText) -> tuple[int, int] | None:
    """The lines of the title: from the first that names an authorisation or a decision on it."""
    return _title(tuple(head_lines(act)[:46]))


@lru_cache(maxsize=4)
def _title(lines: tuple[TitleLine, ...]) -> tuple[int, int] | None:
    for index, line in enumerate(lines[:40]):
        if _is_title(line.text):
            end = line.end
            for following in lines[index + 1 : index + 5]:
                if not _TITLE_WORDS.search(following.text) or ":" in following.text:
                    break
                end = following.end
            return line.start, end
    return None


def _is_title(text: str) -> bool:
    if len(text) > 160 or text.startswith(("vu ", "demande d", "cerfa", "le maire", "considerant")):
        return False
    named = bool(_NAMED.search(text))
    decided = _DECIDED.search(text)
    return named or (decided is not None and ":" not in text and len(text) < 90 and "delegation" not in text  # noqa: E501
                     and "au nom de" not in text and "retrait-gonflement" not in text)  # fmt: skip


def not_a_decision(act: ActText, *, decides: bool) -> bool:
    """Whether the head says that this is a receipt, a letter, a register or another kind of act.

    ``decides`` tells that the act has an operative part: then only another kind of act counts.
    """
    for line in head_lines(act)[:25]:
        text = re.sub(r"^[^a-z]*(?:objet\s*:?\s*)?", "", line.text)
        if OTHER_ACTS.match(text):
            return True
        match = None if decides else NOT_DECISIONS.match(text)
        if match and not _dated(text, match.end()) and not _posting(text):
            return True
    return False


def _dated(text: str, end: int) -> bool:
    """« Avis de dépôt : 12/03/2024 » is a label with its value."""
    return ":" in text[: end + 25] and bool(re.search(r"\d", text))


def _posting(text: str) -> bool:
    """« Avis de dépôt affiché le … » recalls a date; it is no title."""
    return bool(re.match(r"avis de depot (?:de la demande )?affiche", text))
