"""What should have come and did not: acts never transmitted, late, or missing from a numbering.

No act is there to bear a finding, so each gap shows the two sources that it rests on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from scoring.deadlines import DEFAULT_RULES, sent_late, transmission_days
from vigie.domain.control import ControlRecord
from vigie.domain.deadline import Clock
from vigie.domain.evidence import SourceEvidence
from vigie.domain.fact import Facts, said
from vigie.domain.record import ActRecord, ActStatus
from vigie.identity import base_number
from vigie.store import Store, acts, attachments, controls, documents, gaps
from vigie.store.gaps import Served

TERM = timedelta(days=DEFAULT_RULES.late_transmission_days)
SITADEL = "sitadel"
FEWEST = 3  # numbers known before a numbering is looked at
MOST_MISSING = 0.5  # beyond that share a numbering is not one: another service shares it
_Printed = Callable[[Facts], Any]
_Told = Callable[[ControlRecord], Any]
_NUMBER = re.compile(r"([A-Z]{2}) (\d\w\d)(\d{3}) (\d{2}) ([A-Z0-9])(\d{4})")

# What is compared of an act and of the rows that speak of it.
_COMPARED: tuple[tuple[str, _Printed, _Told], ...] = (
    (
        "Numéro de dossier",
        lambda facts: _base(said(facts.dossier_number)),
        lambda row: _base(row.dossier_number),
    ),
    ("Date de décision", lambda facts: said(facts.decided_on), lambda row: row.decided_on),
    (
        "Date de réception en préfecture",
        lambda facts: said(facts.received_on),
        lambda row: row.received_on,
    ),
    (
        "Matière",
        lambda _: None,
        lambda row: row.transmission.matter if row.transmission else None,
    ),
)


def _base(number: str | None) -> str | None:
    return None if number is None else base_number(number)


class GapKind(StrEnum):
    """What is missing or does not agree."""

    NEVER_SENT = "never_sent"
    NO_DOCUMENT = "no_document"
    LATE = "late"
    NUMBERING = "numbering"
    ORPHAN = "orphan"
    CONFLICT = "conflict"
    ROW = "row"


LABELS = {
    GapKind.NEVER_SENT: "accordé selon Sitadel, jamais transmis",
    GapKind.NO_DOCUMENT: "inscrit dans un tableau ou un message, document non reçu",
    GapKind.LATE: "transmis après quinze jours",
    GapKind.NUMBERING: "numéros absents de la suite de la commune",
    GapKind.ORPHAN: "pièce reçue sans son acte",
    GapKind.CONFLICT: "sources qui se contredisent",
    GapKind.ROW: "ligne non comprise",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: the dossier or the numbering, one French sentence, and both sources."""

    kind: GapKind
    name: str
    commune_insee: str | None
    because: str
    sources: tuple[SourceEvidence, ...]
    act_id: str | None = None  # of the act that came


def found(store: Store) -> tuple[Gap, ...]:
    """Every gap, by kind then by name."""
    served = gaps.served(store)
    every = [
        *_never_sent(store, served),
        *_without_document(store),
        *numberings(gaps.numbers(store)),
        *_orphans(store),
        *_rows(store),
        *(gap for record in acts.iterate(store) for gap in _of_act(store, record)),
    ]
    kinds = list(GapKind)
    return tuple(sorted(set(every), key=lambda gap: (kinds.index(gap.kind), gap.name, gap.because)))


def _never_sent(store: Store, served: dict[str, Served]) -> Iterator[Gap]:
    """Permits that Sitadel counts as granted, in a commune and a time whose acts we receive."""
    for _, row in gaps.without_act(store, kind=SITADEL):
        commune, granted = served.get(row.commune_insee or ""), row.decided_on
        if commune is None or granted is None or row.dossier_number is None:
            continue
        if commune.first <= granted <= commune.last - TERM:
            yield Gap(
                GapKind.NEVER_SENT,
                row.dossier_number,
                row.commune_insee,
                f"Accordé le {granted:%d/%m/%Y} selon Sitadel ; aucun acte de ce numéro n'est "
                "parvenu.",
                (SourceEvidence("Sitadel", row.where), _received(commune)),
            )


def _received(commune: Served) -> SourceEvidence:
    return SourceEvidence(
        "actes reçus",
        f"{commune.count} actes de la commune {commune.commune_insee}, décidés du "
        f"{commune.first:%d/%m/%Y} au {commune.last:%d/%m/%Y}",
    )


def _without_document(store: Store) -> Iterator[Gap]:
    for kind, row in gaps.without_act(store):
        name = row.dossier_number or row.actes_id
        if kind == SITADEL or name is None:
            continue
        nothing = SourceEvidence("documents reçus", "aucun document de cet acte")
        said = SourceEvidence("tableau ou message", row.where)
        because = "Une source parle de cet acte, dont aucun document n'est parvenu."
        yield Gap(GapKind.NO_DOCUMENT, name, row.commune_insee, because, (said, nothing))
        clock = Clock(decided_on=row.decided_on, received_on=row.received_on)
        yield from _late(name, row.commune_insee, clock, row.where)


def _late(name: str, insee: str | None, clock: Clock, where: str) -> Iterator[Gap]:
    """An express act that took more than fifteen days to come, as the ground TRA-1 counts them."""
    days = transmission_days(clock)
    if days is None or not sent_late(days):
        return
    because = f"Reçu {days} jours après la décision (quinze au plus, CGCT L2131-1)."
    sources = (
        SourceEvidence("décision", f"{clock.decided_on:%d/%m/%Y}, {where}"),
        SourceEvidence("réception", f"{clock.received_on:%d/%m/%Y}, {where}"),
    )
    yield Gap(GapKind.LATE, name, insee, because, sources)


def _of_act(store: Store, record: ActRecord) -> Iterator[Gap]:
    """An act that came late; what it and those who speak of it do not say alike."""
    facts = record.dossier.facts
    rows = controls.of_act(
        store,
        act_id=record.act_id,
        dossier_number=said(facts.dossier_number),
        actes_id=said(facts.actes_id),
        decided_on=said(facts.decided_on),
        documents=(one.sha256 for one in record.dossier.documents),
    )
    name, insee = said(facts.dossier_number) or record.act_id, said(facts.commune_insee)
    if record.status is ActStatus.READY:
        late = _late(name, insee, record.dossier.clock, "dates retenues pour l'acte")
        yield from (replace(gap, act_id=record.act_id) for gap in late)
    for label, printed, told in _COMPARED:
        words = [("l'acte", printed(facts))] if printed(facts) is not None else []
        words += [(row.where, one) for row in rows if (one := told(row)) is not None]
        if len({one for _, one in words}) > 1:
            yield replace(_conflict(name, insee, label, words), act_id=record.act_id)


def _conflict(
    name: str, insee: str | None, label: str, words: Sequence[tuple[str, date | str]]
) -> Gap:
    known = sorted(set(words))
    values = " ou ".join(map(_shown, sorted({one for _, one in words})))
    sources = tuple(SourceEvidence(where, _shown(one)) for where, one in known)
    return Gap(GapKind.CONFLICT, name, insee, f"{label} : {values}.", sources)


def _shown(value: date | str) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _orphans(store: Store) -> Iterator[Gap]:
    ties = attachments.orphans(store)
    known = {one.sha256: one for one in documents.listed(store, {tie.sha256 for tie in ties})}
    for tie in ties:
        file = ", ".join(known[tie.sha256].names) or tie.sha256
        sources = (SourceEvidence("document reçu", file), SourceEvidence("acte nommé", tie.name))
        because = f"« {file} » accompagne un acte qui n'est pas parvenu."
        yield Gap(GapKind.ORPHAN, tie.name, None, because, sources)


def _rows(store: Store) -> Iterator[Gap]:
    for row in controls.every_refused_row(store):
        yield Gap(GapKind.ROW, row.where, None, row.reason, (SourceEvidence("tableau", row.where),))


def numberings(numbers: Iterable[str]) -> Iterator[Gap]:
    """Holes in the numbers of each commune, type, year and service.

    A hole is a question, not a fault: a demand withdrawn before it is decided leaves one.
    """
    series: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number in map(base_number, numbers):
        match = _NUMBER.fullmatch(number)
        if match is not None:
            series[match.groups()[:5]].add(int(match[6]))
    for (kind, department, commune, year, letter), known in sorted(series.items()):
        missing = sorted(set(range(min(known), max(known) + 1)) - known)
        span = max(known) - min(known) + 1
        if not missing or len(known) < FEWEST or len(missing) > MOST_MISSING * span:
            continue
        name = f"{kind} {department}{commune} {year} {letter}"
        because = f"Numéros absents : {_ranges(missing)} ({len(missing)} sur {span})."
        ends = f"{len(known)} numéros connus, de {min(known):04} à {max(known):04}"
        yield Gap(
            GapKind.NUMBERING,
            name,
            f"{department[-2:]}{commune}",
            because,
            (
                SourceEvidence("numéros des actes, tableaux et Sitadel", ends),
                SourceEvidence("suite attendue", f"de {min(known):04} à {max(known):04}"),
            ),
        )


def _ranges(numbers: Sequence[int]) -> str:
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    parts = [[number for _, number in run] for _, run in runs]
    return ", ".join(
        f"{run[0]:04}" if len(run) == 1 else f"{run[0]:04}-{run[-1]:04}" for run in parts
    )
