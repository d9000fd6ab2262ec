"""The card of an act: what a reader must grasp of it in ten seconds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from api import wording
from vigie.domain.deadline import Deadlines
from vigie.domain.fact import Facts, said
from vigie.domain.finding import Finding, Verdict
from vigie.domain.record import ActRecord, ActStatus, QueueEntry, Stratum
from vigie.domain.score import TO_READ

CLOCKS = ("suspension", "recours_gracieux", "defere", "retrait")
OWN_CLOCKS = CLOCKS[:3]  # those that the préfet himself must meet
SHOWN = frozenset({Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN})
NEAR_DAYS = 10
STRONGEST = 3


@dataclass(frozen=True, slots=True)
class Due:
    """The next deadline still open, or the last one missed."""

    kind: str
    date: dt.date | None
    left: int | None
    certain: bool

    @property
    def past(self) -> bool:
        """Surely missed; a date to confirm is never past."""
        return self.left is not None and self.left < 0 and self.certain

    @property
    def near(self) -> bool:
        """Within ten days."""
        return self.left is not None and 0 <= self.left <= NEAR_DAYS


@dataclass(frozen=True, slots=True)
class Card:
    """One act in a list. ``masked`` hides the score of an act drawn at random until it is read.

    ``gaps`` says what could not be read; ``silent`` counts the rules that no layer let answer.
    """

    act_id: str
    number: str
    act_type: str | None
    commune: str
    insee: str | None
    purpose: str
    decision: str
    reason: Finding | None
    gaps: tuple[str, ...]
    silent: int
    themes: tuple[str, ...]
    due: Due
    state: str
    record: ActRecord
    rank: int | None = None
    stratum: str | None = None
    masked: bool = False

    @property
    def to_read(self) -> bool:
        """True when it ranks high because something that decides could not be read."""
        score = self.record.score
        return score is not None and any(c.feature == TO_READ for c in score.contributions)


def queue_card(entry: QueueEntry, today: dt.date) -> Card:
    """The card of an act as it stands in a queue."""
    return card(
        entry.record,
        today,
        rank=entry.rank,
        stratum=entry.stratum.value,
        masked=masked(entry),
    )


def masked(entry: QueueEntry) -> bool:
    """True while the score must not lead the reader: drawn at random and not yet reviewed."""
    return entry.stratum is Stratum.RANDOM and not entry.record.outcomes


def card(
    record: ActRecord,
    today: dt.date,
    *,
    rank: int | None = None,
    stratum: str | None = None,
    masked: bool = False,
) -> Card:
    """The card of an act."""
    facts = record.dossier.facts
    findings = shown_findings(record)
    act_type = said(facts.act_type)
    due = next_due(record.deadlines, today)
    return Card(
        act_id=record.act_id,
        number=said(facts.dossier_number) or "Numéro non lu",
        act_type=act_type.value if act_type else None,
        commune=commune_name(record),
        insee=commune_insee(record),
        purpose=purpose(facts),
        decision=wording.DECISIONS[decision.value] if (decision := said(facts.decision)) else "",
        reason=next((f for f in findings if at_play(f)), None),
        gaps=tuple(dict.fromkeys(gap for f in findings for gap in f.unread)),
        silent=sum(not at_play(f) for f in findings),
        themes=tuple(dict.fromkeys(f.theme.value for f in findings if at_play(f))),
        due=due,
        state=state(record, due),
        record=record,
        rank=rank,
        stratum=stratum,
        masked=masked,
    )


def at_play(finding: Finding) -> bool:
    """True when it speaks of the act: a breach, a doubt, or what could not be read of it."""
    return finding.verdict in (Verdict.BREACH, Verdict.DOUBT) or bool(finding.unread)


def shown_findings(record: ActRecord) -> tuple[Finding, ...]:
    """Findings worth reading, what weighs most first."""
    return tuple(finding for finding in record.findings if finding.verdict in SHOWN)


def commune_insee(record: ActRecord) -> str | None:
    """INSEE code of the commune, from the register or from the act."""
    commune = record.dossier.commune
    return commune.insee if commune else said(record.dossier.facts.commune_insee)


def commune_name(record: ActRecord) -> str:
    """Name of the commune, its code when the name is not known."""
    commune = record.dossier.commune
    return commune.name if commune else commune_insee(record) or "commune non lue"


def purpose(facts: Facts) -> str:
    """What the act is about, in one line."""
    if works := said(facts.works):
        return wording.whole(" ".join(works.split()))
    kinds = said(facts.works_kinds) or ()
    if kinds:
        return ", ".join(wording.WORKS_KINDS[kind.value] for kind in kinds).capitalize()
    act_type = said(facts.act_type)
    return wording.ACT_TYPES[act_type.value] if act_type else "Objet non lu"


def state(record: ActRecord, due: Due) -> str:
    """Where the act stands, in French: its last outcome, else its status and its clock."""
    if record.outcomes:
        last = max(record.outcomes, key=lambda o: (o.known_on, o.rung.level))
        return wording.RUNGS[last.rung.value]
    if record.status is ActStatus.READY:
        return "Hors délai, non lu" if due.past else "À lire"
    return wording.STATUSES[record.status.value]


def next_due(deadlines: Deadlines | None, today: dt.date) -> Due:
    """The nearest deadline of the préfet still open; else the last one missed."""
    if deadlines is None:
        return Due("defere", None, None, False)
    known = [
        (kind, deadline.date, deadline.certain)
        for kind in OWN_CLOCKS
        if (deadline := getattr(deadlines, kind)).date is not None
    ]
    if not known:
        return Due("defere", None, None, deadlines.defere.certain)
    open_ones = [one for one in known if one[1] >= today]
    chosen = min(open_ones, key=lambda o: o[1]) if open_ones else max(known, key=lambda o: o[1])
    kind, day, certain = chosen
    return Due(kind, day, (day - today).days, certain)
