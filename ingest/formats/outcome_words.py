"""Reads the outcomes of a control in the words that people type, such as « RG le 3/4/19 »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.formats.cells import Dated, dates_in, plain
from vigie.domain.finding import Theme
from vigie.domain.outcome import Rung, Selection

REACH = 45  # characters between a word and its date


@dataclass(frozen=True, slots=True)
class Told:
    """A rung that a text tells, with its date when the text gives one."""

    rung: Rung
    day: date | None


_RUNGS: tuple[tuple[Rung, re.Pattern[str]], ...] = (
    (
        Rung.PIECES_ASKED,
        re.compile(
            r"\b(?:pc|dpc|pieces?(?: compl\w*\.?)?|complements?)\s+(?:ont ete |a ete )?"
            r"(?:dem\w*|reclam\w*|sollicit\w*|manquant\w*)"
            r"|\b(?:dem\w*|reclam\w*)\.? (?:de |d')?(?:pieces?|complements?|pc\b)|\bdpc\b"
            # Of the rungs below observations, the one that says that the préfecture wrote.
            r"|courrier simple|(?:courrier|lettre)s? (?:pedagogique|de rappel)"
        ),
    ),
    (
        Rung.OBSERVATIONS,
        re.compile(
            r"\b(?:rg|rgs|r\.g\.?|lo|l\.o\.?|rga)(?:\s?x\s?\d)?(?![\w])|recours gracieux"
            r"|(?:lettre|courrier)s? d'\s?obs\w*|\bl\.? ?obs\b"
        ),
    ),
    (
        Rung.WITHDRAWN,
        re.compile(
            r"\bretrait\b(?!-|\s*[- ]gonflement)|\bretiree?s?\b"
            r"|\babroge\w*|\babrogation\b|\bregularise\w*"
            r"|(?:permis modificatif|pc ?m(?:odif\w*)?\.?) (?:delivre|accorde|obtenu)"
        ),
    ),
    (Rung.DEFERE, re.compile(r"\bdeferee?s?\b|\brefere\b|saisine (?:du )?(?:ta\b|tribunal)")),
    (
        Rung.ANNULLED,
        re.compile(
            r"\bannul\w+[^.;]{0,25}?(?:\bta\b|\btribunal|\bcaa\b|\bjuge|\bce\b)"
            r"|(?:\bta\b|\btribunal|\bcaa\b|jugement)[^.;]{0,40}?\bannul\w+"
        ),
    ),
    (
        Rung.NOTHING_SAID,
        re.compile(
            r"(?<![\w])r\.?\s?a\.?\s?s\b\.?|^\s*(?:ok|vu)\b|\b(?:vu|ok)[\s,-]+(?:ras|ok|le\b)|\bvu\s*$"
            r"|rien a signaler|(?:pas d'|sans |aucune )(?:obs\w*|remarques?|suite)"
            r"|(?<!non )(?<!pas )(?<!avis )\bconforme\b|ne pas donner suite"
            r"|(?:pas de|aucune?|sans) (?:rg|recours|lo)\b|(?<!non )(?<!pas )\blegal\b"
        ),
    ),
)
_NOT_REVIEWED = re.compile(
    r"\b(?:non|pas|pas encore|jamais) (?:vue?|examine|controle|traite|etudie|analyse|instruit)e?\b"
    r"|^\W*a (?:voir|examiner|controler|traiter|etudier|analyser|instruire|faire)\b"
    r"|^\W*(?:(?:controle|examen|analyse|instruction) )?en (?:cours|attente|instance)\b|^\W*nc\W*$"
)
_NOT_BEFORE = re.compile(
    r"(?:pas(?: de)?|aucune?|sans|projet(?: de)?|proposition(?: de)?|propose|prevoir|"
    r"refus(?: de| du)?|non|rejet du|"
    r"envisag\w*|demandee? (?:de |du |le )?|avant|limite|risque de|voir si|si|attente|delai)\s*$"
)
_NOT_AFTER = re.compile(
    r"^\s*(?:a (?:faire|envoyer|prevoir|preparer|rediger)|en (?:cours|projet|preparation|attente)|"
    r"envisag\w*|propos\w*|refuse|rejete|non|impossible|\?|demande|eventuel)"
)
_SENT_AFTER_ALL = re.compile(r"^\s*(?:refuse|rejete|non suivi)")
_WISHED = re.compile(r"a la demande|demande du (?:petitionnaire|beneficiaire|titulaire)")

_THEMES: tuple[tuple[Theme, re.Pattern[str]], ...] = (
    (Theme.FLOOD, re.compile(r"inond|ppri\b|submers|\bphe\b|alea fluv|ruissel")),
    (Theme.FIRE, re.compile(r"incendie|feux?\b|pprif|debroussail|\bold\b")),
    (Theme.LITTORAL, re.compile(r"littoral|121-?8|121-?16|bande des 100|rivage|discontinu")),
    (Theme.MONTAGNE, re.compile(r"montagne|122-?5")),
    (Theme.ENVIRONMENT, re.compile(r"natura|environn|\bebc\b|boise|znieff|biodiv|loi sur l'eau")),
    (Theme.FARM_NATURAL, re.compile(r"agric|naturelle|151-?23|exploitation|\bzone [an]p?\b|rnu\b")),
    (Theme.HERITAGE, re.compile(r"\babf\b|patrimoi|monument|udap|\bspr\b|abords")),
    (Theme.CONSULTATION, re.compile(r"\bavis\b|consult|cdpenaf|cdnps|\bsdis\b")),
    (Theme.COMPETENCE, re.compile(r"deleg|competence|signatai|2122-?18|incompet")),
    (Theme.PROCEDURE, re.compile(r"procedure|424-?5|architecte|431-?\d|contradictoire|tacite")),
    (Theme.TRANSMISSION, re.compile(r"transmission|incomplet|hors delai")),
    (Theme.FORM, re.compile(r"\bforme\b|motivation|visa|424-?3")),
    (Theme.PLU, re.compile(r"\bplui?\b|\bpos\b|reglement|zonage|421-?6|emprise|hauteur|recul")),
)  # fmt: skip
_CODES = re.compile(r"code (?:de l'environnement|du patrimoine|rural|forestier)")
_SELECTIONS: tuple[tuple[Selection, re.Pattern[str]], ...] = (
    (Selection.RANDOM, re.compile(r"aleat|tirage|hasard|sondage|echantillon|random")),
    (
        Selection.TIP_OFF,
        re.compile(r"signal|plainte|tiers|riverain|voisin|saisine|denonc|associat"),
    ),
)


@lru_cache(maxsize=8192)
def told(text: str) -> tuple[Told, ...]:
    """The rungs that a text tells, each once, in their order on the ladder.

    What is planned, refused or asked for is not told. « RAS » is dropped beside anything stronger.
    """
    folded = plain(text)
    if not folded.strip():
        return ()
    days = dates_in(text)
    found: dict[Rung, date | None] = {}
    for rung, pattern in _RUNGS:
        for match in pattern.finditer(folded):
            if _happened(rung, folded, match):
                found.setdefault(rung, _day_after(match.end(), folded, days))
                found[rung] = found[rung] or _day_after(match.end(), folded, days)
    if len(found) > 1 or not_reviewed(text):
        found.pop(Rung.NOTHING_SAID, None)
    return tuple(Told(rung, found[rung]) for rung in Rung if rung in found)


@lru_cache(maxsize=8192)
def not_reviewed(text: str) -> bool:
    """Whether a text says that nobody has looked yet, as « à examiner » does."""
    return _NOT_REVIEWED.search(plain(text)) is not None


def _happened(rung: Rung, text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() :]
    if rung is Rung.NOTHING_SAID:
        return True
    if _NOT_BEFORE.search(before):
        return rung is Rung.OBSERVATIONS and before.rstrip().endswith(("rejet du", "refus du"))
    if rung is Rung.OBSERVATIONS and _SENT_AFTER_ALL.match(after):
        return True
    if rung in {Rung.WITHDRAWN, Rung.ANNULLED} and _WISHED.search(after[:60]):
        return False
    return not _NOT_AFTER.match(after)


def _day_after(end: int, text: str, days: tuple[Dated, ...]) -> date | None:
    """The date that follows a word closely, before the next thing told."""
    for dated in days:
        if 0 <= dated.start - end <= REACH:
            between = text[end : dated.start]
            if any(p.search(between) for r, p in _RUNGS if r is not Rung.NOTHING_SAID):
                return None
            return dated.day
    return None


@lru_cache(maxsize=1024)
def themes_in(text: str) -> tuple[Theme, ...]:
    """Themes that a text names, in the order of the list of themes."""
    folded = _CODES.sub(" ", re.sub(r"(?<=[lr])\.? ?(?=\d)", " ", plain(text)))
    return tuple(theme for theme, pattern in _THEMES if pattern.search(folded))


@lru_cache(maxsize=1024)
def selection_in(text: str) -> Selection:
    """Why an act was picked, as the words of its own column say."""
    folded = plain(text).strip()
    if not folded:
        return Selection.UNKNOWN
    found = (selection for selection, pattern in _SELECTIONS if pattern.search(folded))
    return next(found, Selection.TARGETED)
