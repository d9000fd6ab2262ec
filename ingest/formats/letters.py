"""Letters of the préfecture to the mayor: recours gracieux, observations, pieces asked for.

What a letter is is said by its words, whatever carried them (PDF, word processor): who writes, to
whom, and what is asked. An arrêté that only speaks of a recours gracieux is not one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ingest.formats.cells import actes_ids_in, every_date, folded, numbers_in
from ingest.formats.control_rows import DEFERE_TERM, TRANSMISSION_TERM, UNDATED
from ingest.formats.outcome_words import themes_in
from vigie.domain.control import ControlRecord
from vigie.domain.outcome import Outcome, Rung
from vigie.errors import Refused

SOURCE = "lettre du préfet"
# A letterhead or a signature; « reçu en préfecture » is the stamp of an act.
_SENDER = re.compile(
    r"^\W*(?:pour )?(?:l[ea] )?(?:(?:sous-)?prefete?s?|(?:sous-)?prefecture"
    r"|direction departementale|ddtm?)\b|^.{0,40}\bprefete? d[eu]\b",
    re.MULTILINE,
)
_TO_MAYOR = re.compile(r"\b(?:monsieur|madame|m\.|mme)(?:\s*,?)\s+l[ea]\s+(?:maire|president)")
_ASKS = re.compile(
    r"\b(?:(?:je|nous) (?:vous )?(?:demand|invit|pri|saur|ser|mets|enjoins|souhait|sollicit)\w*"
    r"|(?:de|a) vous (?:demander|inviter|prier|enjoindre)|merci (?:de|d'avance)|veuillez"
    r"|il vous (?:appartient|revient|incombe)|vous (?:voudrez|voudriez)(?: donc)? bien"
    r"|il (?:convient|conviendrait|importe|y a(?:urait)?(?: donc)? lieu))[^.]{0,250}?"
    r"\b(?:retir\w+|retrait|rapporter|abroger|annuler|modifi\w+|regularis\w+|reexamin\w+"
    r"|transmettre|adresser|communiquer|parvenir|produire|completer|mettre fin)\b"
)
_CONTROL = re.compile(r"controle de (?:la )?legalite|recours gracieux|lettre d'\s?observations?")
_ILLEGAL = re.compile(
    r"\billegal|\birregulari|\bmeconnai|\bmeconnu|\bcontraire|\bentache|\bvici|\bretir(?:er|ez)\b"
    r"|\bretrait\b|\brapporter\b|\babroger\b|\bannuler\b"
)
_PIECES = re.compile(r"pieces?\b|\bcomplements?\b|\bdossier complet\b")
_OPERATIVE = re.compile(
    r"^\W*(?:a\s?r\s?r\s?e\s?t\s?e(?:\s?n\s?t)?|d\s?e\s?c\s?i\s?d\s?e|c\s?e\s?r\s?t\s?i\s?f\s?i\s?e)\W*$"
    r"|^\W*art(?:icle|\.)?s?\s*(?:1|1er|i|premier|unique)\b"
    r"|^\W*(?:arrete|decision|certificat)\b.{0,80}(?:accord|refus|oppos|portant|autoris|retir|delivr|sursis"
    r"|non|prorog|transfer|urbanisme|municipal|permis)",
    re.MULTILINE,
)
_VISA = re.compile(r"^\W*vu\b", re.MULTILINE)
_PLACE = re.compile(r"^[^\n]{0,60}?[a-z][a-z' -]+,?\s+le\s*:?\s*$")
_SUBJECT = re.compile(r"\bobjet\s*:?(.{0,600})", re.DOTALL)
_REASONS = re.compile(
    r"(?:(?:motifs?|observations?|remarques?|griefs?|irregularites?|illegalites?) suivant\w*"
    r"|il (?:m'|nous )?apparait|votre attention|appell?e(?:nt)? de ma part|\bor,|entache"
    r"|\bmeconnai|\bcontraire)(.+?)"
    r"(?:en consequence|par consequent|(?:dans|pour) ces (?:conditions|motifs|raisons)|aussi,? je"
    r"|(?:je|nous) vous (?:demand|invit|pri|saur)|a defaut|veuillez|pour le (?:sous-)?prefet|$)",
    re.DOTALL,
)
_SENT = re.compile(
    r"[ ,]*(?:j'ai|(?:mes|nos) services ont|nous avons|vous m'avez|vous avez|m'est|est)\b"
    r"[^.;]{0,40}?\b(?:recue?s?|transmis\w*|parvenue?s?|receptionne\w*|teletransmis\w*)\b"
)
_BEFORE = re.compile(r"(\ble|\bdu|\ben date du)\s*$")  # what leads to a date
_TOLD = re.compile(
    r"\b(?:(?P<received>recue?s?|transmise?s?|parvenue?s?|receptionnee?s?|teletransmise?s?)"
    r"|(?P<taken>delivre|accorde|signe|date|pris)e?s?"
    r"|(?P<named>arrete|decision|permis|autorisation|declaration|certificat)s?)\b"
)
_ARTICLE = re.compile(r"\b([LRDA])\.?\s?\*?\s?(\d{3,4}(?:-\d+){1,3})\b")
_KINDS = (
    ("PC", "permis de construire"),
    ("PA", "permis d'amenager"),
    ("PD", "permis de demolir"),
    ("DP", "declaration prealable"),
    ("CU", "certificat d'urbanisme"),
)
_WORDS = re.compile(r"l[ée]galit[ée]|gracieux|d['’ ]observation", re.IGNORECASE)
HEAD = 900  # characters that hold the letterhead, or the signature
MOST_ACTS = 10
MOST_PAGES = 12  # a longer document is no letter


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was understood: one row for each act it is about."""

    rung: Rung
    controls: tuple[ControlRecord, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What names the acts concerned."""
        found = [name for row in self.controls for name in (row.dossier_number, row.actes_id)]
        return tuple(dict.fromkeys(name for name in found if name))


def letter_in(text: str, *, where: str) -> Letter | None:
    """The letter that a text is, None when it is none.

    Raises:
        Refused: it is a letter, but nothing in it names an act.
    """
    if not _WORDS.search(text):  # cheap, before anything is folded
        return None
    low = folded(text)
    rung = _rung(low)
    if rung is None:
        return None
    numbers, identifiers = _acts(text, low)
    if not numbers and not identifiers:
        raise Refused(
            "lettre du préfet sans numéro de dossier ni identifiant @CTES : "
            "l'inscrire au tableau des recours gracieux avec son numéro"
        )
    days = _days(text, low)
    outcome = _outcome(rung, text, low, days)
    pairs: list[tuple[str | None, str | None]] = [(number, None) for number in numbers]
    if len(numbers) == len(identifiers) == 1:
        pairs = [(numbers[0], identifiers[0])]
    elif not numbers:
        pairs = [(None, one) for one in identifiers]
    row = _row(where, days, rung, outcome)
    rows = (
        replace(
            row,
            dossier_number=number,
            actes_id=one,
            commune_insee=number.split()[1][1:] if number else None,
        )
        for number, one in pairs
    )
    return Letter(rung, tuple(rows))


@dataclass(frozen=True, slots=True)
class _Days:
    written: date | None
    decided: date | None
    received: date | None


def _rung(low: str) -> Rung | None:
    head = f"{low[:HEAD]}\n{low[-HEAD:]}"
    if is_decided(low) or not _SENDER.search(head):
        return None
    if not (_TO_MAYOR.search(low) and _ASKS.search(low) and _CONTROL.search(low)):
        return None
    if _ILLEGAL.search(low):
        return Rung.OBSERVATIONS
    return Rung.PIECES_ASKED if _PIECES.search(low) else None


def is_decided(low: str) -> bool:
    """Whether a text in plain letters has the shape of a decision: its title, visas, articles."""
    return _OPERATIVE.search(low) is not None or len(_VISA.findall(low)) > 1


def _acts(text: str, low: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Numbers and identifiers of the acts concerned: those of the subject, else the first."""
    kinds = [(low.find(words), kind) for kind, words in _KINDS if words in low]
    kind = min(kinds)[1] if kinds else None
    subject = _SUBJECT.search(low)
    if subject is not None:
        part = text[subject.start(1) : subject.end(1)].partition("\n\n")[0]
        numbers = numbers_in(part, kind=kind).normal
        identifiers = actes_ids_in(part)
        if numbers or identifiers:
            return numbers[:MOST_ACTS], identifiers[:MOST_ACTS]
    return numbers_in(text, kind=kind).normal[:1], actes_ids_in(text)[:1]


def _days(text: str, low: str) -> _Days:
    """The day of the letter stands after its place, or alone on a line of its head."""
    written = decided = received = None
    for dated in every_date(text):
        before = low[max(0, dated.start - 120) : dated.start]
        line = before.rpartition("\n")[2]
        after, kind = low[dated.end : dated.end + 90], _told_of(before)
        if kind == "received" or _SENT.match(after):
            received = received or dated.day
        elif kind == "decided":
            decided = decided or dated.day
        elif _PLACE.search(line) or _alone(line, after):
            written = written or dated.day
    return _Days(written, decided, received)


def _told_of(before: str) -> str | None:
    """What a date is the day of, by the nearest word before it: « received » or « decided »."""
    lead = _BEFORE.search(before)
    if lead is None:
        return None
    words = list(_TOLD.finditer(re.split(r"[.;:]", before[: lead.start()])[-1]))
    if not words:
        return None
    kinds, wrapped = {word.lastgroup for word in words}, "\n" in words[-1].string[words[-1].end() :]
    nearest = words[-1].lastgroup
    came = nearest == "received" or (nearest == "named" and lead[1] == "le" and "received" in kinds)
    if came:
        return "received"
    return None if wrapped and lead[1] == "le" else "decided"


def _alone(before: str, after: str) -> bool:
    """Whether a date is all that its line says."""
    said = before.strip() in {"", "le", "date :", "date"}
    return said and not any(char.isalnum() for char in after.partition("\n")[0])


def _outcome(rung: Rung, text: str, low: str, days: _Days) -> tuple[Outcome, ...]:
    known, late = days.written, None
    received = days.received or (days.decided + TRANSMISSION_TERM if days.decided else None)
    if known is None and received is not None:
        known, late = received + DEFERE_TERM, UNDATED
    if known is None:
        return ()
    reasons = _REASONS.search(low)
    start, end = reasons.span(1) if reasons is not None else (0, len(text))
    themes = themes_in(text[start:end]) if rung is Rung.OBSERVATIONS else ()
    cited = dict.fromkeys(f"{m[1]}{m[2]}" for m in _ARTICLE.finditer(text[start:end]))
    articles = f"articles {', '.join(cited)}" if cited else None
    note = " – ".join(filter(None, (articles, late))) or None
    return (Outcome(rung, known, SOURCE, themes=themes, note=note),)


def _row(where: str, days: _Days, rung: Rung, outcomes: tuple[Outcome, ...]) -> ControlRecord:
    return ControlRecord(
        where=where,
        decided_on=days.decided,
        received_on=days.received,
        recours_sent_on=days.written if rung is Rung.OBSERVATIONS else None,
        pieces_asked_on=days.written if rung is Rung.PIECES_ASKED else None,
        outcomes=outcomes,
    )
