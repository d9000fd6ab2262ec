"""The date of the decision: where it is signed, else in its title, else in its @CTES identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from features.facts.act_text import ActText
from features.facts.dates import DateHit
from features.facts.filing_dates import date_after
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.sections import Part
from features.facts.stamps import id_hit
from vigie.domain.fact import Fact, Facts, said

_DAY = r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)"
_SIGNED = re.compile(
    r"(?:(?:fait|signe|delivre|arrete)e?\s+(?:a|en|au|aux)\b[^\n.;]{0,60}?(?:le|ce|en date du|"
    r",)\s*:?\s*|"
    r"(?:^|\n)\s*(?:a\s+)?[a-z][a-z' -]{1,40}(?:,?\s+le|,\s+ce)\s*:?\s*|(?:fait|"
    r"signe)\s+(?:en mairie\s*,?\s*)?le\s*:?\s*"
    r"|(?:date de (?:la )?(?:signature|decision)|signe electroniquement le|"
    rf"date de l'arrete)\s*:?\s*)(?:{_DAY}\s+)?$"
)
_OF_ARRETE = re.compile(
    r"\barrete\s+(?:municipal\s+)?(?:n\s?[°o*]?\s?[\w./-]+\s+)?(?:en date\s+)?du\s*:?\s*$"
)
# « Uzès, 21 juillet 2025 », alone on its line.
_PLACE = re.compile(r"\s*(?:a\s+)?[a-z][a-z' -]{1,40},\s*")
_LINE_ENDS = re.compile(r"[ .,]*(?:\n|\Z)")
_STAMPED = re.compile(
    r"(?:recu|envoye|affiche|publie|telerecours|prefecture|notifi|transmi|retour|"
    r"depose)[^\n]{0,40}$"
)
_FILED = re.compile(
    r"(?:depose|presente|enregistre|recu|complete|introduit|formule)e?s?\s+"
    r"(?:en mairie\s+)?le\s*:?\s*$"
)
_RECALLED = re.compile(r"\W*(?:vus?\b|considerant|attendu)")
_ALONE = re.compile(r"^[\s,.:;|-]*(?:le\s*:?)?\s*$")


def read_decided_on(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Never before the filing nor after the reception where another candidate agrees with both."""
    if facts.act_type is None:
        return {}
    candidates = list(_candidates(act))
    if not candidates:
        return _from_identifier(act)
    agreeing = [(hit, sure) for hit, sure in candidates if _agrees(hit.value, facts)]
    hit, sure = (agreeing or candidates)[0]
    return {
        "decided_on": fact_at(act, hit.value, hit.start, hit.end, sure=sure, repaired=hit.repaired)
    }


def _agrees(value: date, facts: Facts) -> bool:
    filed, received = said(facts.filed_on), said(facts.received_on)
    return not (filed and value < filed) and not (received and value > received)


def _candidates(act: ActText) -> Iterator[tuple[DateHit, float]]:
    signature = act.spans(Part.SIGNATURE)
    later = [*signature, *act.spans(Part.OPERATIVE)[-1:], *act.spans(Part.BOILERPLATE)]
    yield from ((hit, 0.99) for hit in _in(act, later) if _is_signed(act, hit))
    yield from ((hit, 0.93) for hit in _in(act, list(signature)) if _free(act, hit))
    for label in act.labelled(Label.DECIDED):
        after = date_after(act, label)
        if after:
            yield after, 0.93
    head = act.spans(Part.HEADER)
    yield from (
        (hit, 0.9) for hit in _in(act, [*head]) if act.folded.startswith("l'an ", hit.start)
    )
    yield from (
        (h, 0.9) for h in _in(act, [*head]) if _OF_ARRETE.search(_before(act, h).replace("\n", " "))
    )
    yield from ((hit, 0.8) for hit in _in(act, [*head]) if _is_signed(act, hit))
    letter = _in(act, [*act.spans(Part.VISAS, Part.REASONS)])
    yield from ((hit, 0.8) for hit in reversed(list(letter)) if _is_signed(act, hit))


def _in(act: ActText, spans: list[tuple[int, int]]) -> Iterator[DateHit]:
    for start, end in spans:
        yield from (hit for hit in act.dates if start <= hit.start < end)


def _before(act: ActText, hit: DateHit) -> str:
    return act.folded[max(hit.start - 90, 0) : hit.start]


def _is_signed(act: ActText, hit: DateHit) -> bool:
    """« Fait à …, le » and the like; not « Reçu en préfecture le »."""
    before = _before(act, hit)
    line = before.rsplit("\n", 1)[-1]
    if _PLACE.fullmatch(line) and _LINE_ENDS.match(act.folded, hit.end):
        return True
    if _RECALLED.match(line):
        return False
    return bool(_SIGNED.search(before)) and not (_STAMPED.search(line) or _FILED.search(line))


def _free(act: ActText, hit: DateHit) -> bool:
    """A date alone on its line, or after « le »: not one of the stamps of transmission."""
    line = _before(act, hit).rsplit("\n", 1)
    previous = line[0].rsplit("\n", 1)[-1] if len(line) > 1 else ""
    if _STAMPED.search(line[-1]) or (not line[-1].strip() and _STAMPED.search(previous[-45:])):
        return False
    return bool(_ALONE.match(line[-1])) or line[-1].rstrip().endswith(("le", ","))


def _from_identifier(act: ActText) -> Mapping[str, Fact[Any]]:
    match = id_hit(act)
    if match is None:
        return {}
    try:
        value = datetime.strptime(match.group(3), "%Y%m%d").date()
    except ValueError:
        return {}
    doubt = "date lue dans l'identifiant @CTES, la date de signature n'ayant pas été lue"
    return {"decided_on": fact_at(act, value, match.start(), match.end(), sure=0.8, doubt=doubt)}
