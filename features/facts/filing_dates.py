"""Dates of the request: filing, completion, posting, tacit decision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from features.facts.act_text import ActText, LabelHit
from features.facts.dates import DateHit
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.sections import Part
from vigie.domain.fact import Decision, Fact, Facts

_NEAR = 45  # characters between a label and its date
_VISA = re.compile(
    r"\bvous avez (?:depose|presente|adresse|formule)[^.;]{0,60}\ble\s*$|"
    r"(?:demande|declaration|dossier)\b[^.;]{0,140}?\b(?:deposee?|presentee?|recue?|enregistree?|"
    r"introduite?|en date|formulee|du|le)\s+(?:en mairie\s+)?(?:le|du|en date du)?\s*$"
)
_TACIT = re.compile(
    r"(?:tacite(?:ment)?|non[- ]opposition|acquise?|titulaire|ne[es]*|intervenue?|obtenue?|"
    r"accorde)[^.;]{0,90}?(?:a compter du|depuis le|le|au|du|en date du|a la date du)\s*:?\s*$"
)
# « depuis le 3 mai 2025, d'une décision tacite », « a fait naître le 3 mai un permis tacite »
_OF_TACIT = re.compile(r"\s*,?\s*(?:d')?une?\s+[^.;,]{0,40}\btacite")
_TACIT_LABEL = re.compile(
    r"(?:date (?:de|d'acquisition de|d'obtention de) (?:la )?(?:decision|non[- ]opposition|"
    r"l'accord|l'autorisation|permis)? ?tacite|tacite (?:le|acquise? le|depuis le))\s*:?\s*$"
)
# « Saisi par la SCI Untel, le 3 mars 2025, d'une demande … »
_SEIZED = re.compile(r"\bsaisie?\b[^;]{0,160}\ble\s*$")
_OF_REQUEST = re.compile(r"[\s,]*(?:par [^;.]{0,120}?[\s,])?d'une\s+(?:demande|declaration)")
_OTHER_EVENT = re.compile(
    r"(?:delivre|accorde|octroye|autorise|signe|naitre|nee?|intervenu|acquis|notifie|transmis)e?s?"
    r"\s+(?:tacitement\s+)?le\s*$"
)
_COMPLETED = re.compile(
    r"(?:pieces (?:complementaires|manquantes)|complements?|\bcomplet(?:ee?s?|es?)?\b)[^.;]{0,45}?"
    r"(?:en date du|\bles?|\bau|\bdu|a la date du|:|"
    r"\bles\s+(?:[0-9]{1,2}(?:er)?\s*(?:,|et)\s*)+)\s*$"
)
_AND = re.compile(r"\s*(?:,|et|puis|,\s*et)\s*(?:les?|du)?\s*")
_LIMIT = re.compile(r"\b(?:avant|jusqu'|au plus tard)\b[^.;]{0,20}$")
_LABELS = {
    "filed_on": Label.FILED,
    "completed_on": Label.COMPLETED,
    "posted_on": Label.POSTED,
}


def read_filing_dates(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """The dates that the cartouche or the visa of the request gives."""
    if facts.dossier_number is None and facts.act_type is None:
        return {}
    found: dict[str, Fact[Any]] = {}
    for name, label in _LABELS.items():
        for hit in act.labelled(label):
            after = date_after(act, hit)
            if after is not None and label is Label.COMPLETED:
                after = _last_of_list(act, after)
            if after is not None:
                found[name] = fact_at(
                    act, after.value, after.start, after.end, repaired=after.repaired
                )
                break
    if "filed_on" not in found:
        found |= _filed_in_visa(act)
    if "completed_on" not in found:
        tacit = facts.decision is not None and facts.decision.value is Decision.TACIT
        found |= _completed(act, of_tacit=tacit)
    if "posted_on" not in found:
        found |= _posted(act)
    if facts.decision is not None and facts.decision.value is Decision.TACIT:
        found |= _tacit(act)
    return found


def date_after(act: ActText, hit: LabelHit) -> DateHit | None:
    """The date that stands as the value of a label."""
    for date in act.dates:
        if hit.end <= date.start < min(hit.value_end, hit.end + _NEAR) + 1:
            between = act.folded[hit.end : date.start]
            if len(re.sub(r"[^a-z]", "", between)) <= 14:
                return date
    return None


def _filed_in_visa(act: ActText) -> dict[str, Fact[Any]]:
    for parts in ((Part.VISAS,), (Part.HEADER, Part.REASONS, Part.OPERATIVE)):
        for start, end in act.spans(*parts):
            for date in act.dates:
                if start <= date.start < end:
                    before = act.folded[max(start, date.start - 190) : date.start].replace(
                        "\n", " "
                    )
                    clause = re.split(r"\bvu\b|[;]", before)[-1]
                    if _is_filing(act, clause, date):
                        fact = fact_at(
                            act, date.value, date.start, date.end, sure=0.93, repaired=date.repaired
                        )
                        return {"filed_on": fact}
    return {}


def _is_filing(act: ActText, before: str, date: DateHit) -> bool:
    """Whether the words around a date tell the filing; « délivré le », « né le » do not."""
    if _SEIZED.search(before) and _OF_REQUEST.match(act.folded, date.end):
        return True
    return bool(_VISA.search(before)) and not _OTHER_EVENT.search(before)


def _last_of_list(act: ActText, date: DateHit) -> DateHit:
    """« complétée les 12/03, 20/03 et 11/05/2023 »: the last one completes."""
    for following in act.dates:
        if following.start > date.start and _AND.fullmatch(act.folded, date.end, following.start):
            date = following
    return date


def _completed(act: ActText, *, of_tacit: bool) -> dict[str, Fact[Any]]:
    """« les pièces complémentaires en date du … » of a visa; the last ones told."""
    found: dict[str, Fact[Any]] = {}
    parts: tuple[Part, ...] = (Part.HEADER, Part.VISAS)
    if of_tacit:
        parts = (*parts, Part.OPERATIVE, Part.REASONS)
    for start, end in act.spans(*parts):
        for date in (d for d in act.dates if start <= d.start < end):
            before = act.folded[max(start, date.start - 80) : date.start].replace("\n", " ")
            if _COMPLETED.search(before) and not _LIMIT.search(before):
                last = _last_of_list(act, date)
                fact = fact_at(
                    act, last.value, last.start, last.end, sure=0.9, repaired=last.repaired
                )
                found["completed_on"] = fact
    return found


def _posted(act: ActText) -> dict[str, Fact[Any]]:
    """Without the posting of the filing, that of the decision (cartouche or stamp)."""
    pattern = re.compile(
        r"(?:affichee?|publiee?|mise? en ligne)\s+(?:en mairie\s+)?(?:le|du)\s*:?\s*$"
    )
    for date in act.dates:
        if pattern.search(act.folded[max(date.start - 40, 0) : date.start]):
            return {
                "posted_on": fact_at(
                    act, date.value, date.start, date.end, sure=0.9, repaired=date.repaired
                )
            }
    return {}


def _tacit(act: ActText) -> dict[str, Fact[Any]]:
    """The day the tacit decision was born: in the sentence that says so."""
    for part in (Part.OPERATIVE, Part.REASONS, Part.HEADER, Part.VISAS, Part.SIGNATURE):
        for start, end in act.spans(part):
            for date in act.dates:
                if start <= date.start < end and _is_tacit_date(act, start, date):
                    return {"tacit_on": fact_at(act, date.value, date.start, date.end)}
    return {}


def _is_tacit_date(act: ActText, start: int, date: DateHit) -> bool:
    before = act.folded[max(start, date.start - 170) : date.start].replace("\n", " ")
    if re.search(
        r"(?:deposee?|complete|completee|presentee|affichee?|recue?)\s+(?:en mairie\s+)?(?:le|"
        r"du)\s*:?\s*$",
        before,
    ):
        return False
    if _OF_TACIT.match(act.folded[date.end : date.end + 90].replace("\n", " ")):
        return bool(re.search(r"\b(?:depuis|le|du|au)\s*:?\s*$", before))
    return "tacite" in before and bool(_TACIT.search(before) or _TACIT_LABEL.search(before))
