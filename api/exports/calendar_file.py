"""Deadlines of the queue as an iCalendar file (RFC 5545): one all-day event a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from api import wording
from api.pages.card import OWN_CLOCKS, Card, queue_card
from vigie.domain.record import QueueEntry

FOLD = 75  # octets a line
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def to_ics(entries: Iterable[QueueEntry], today: dt.date) -> bytes:
    """The bytes of a calendar; deadlines past stay out, nothing names a person."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vigie//FR", "X-WR-CALNAME:Vigie – délais"]
    for entry in entries:
        lines.extend(_events(queue_card(entry, today), today))
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _events(card: Card, today: dt.date) -> Iterator[str]:
    deadlines = card.record.deadlines
    for kind in OWN_CLOCKS if deadlines else ():
        one = getattr(deadlines, kind)
        if one.date is None or one.date < today:
            continue
        sure = "" if one.certain else " (date à confirmer)"
        yield "BEGIN:VEVENT"
        yield f"UID:{card.act_id}-{kind}@vigie"
        yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
        yield f"DTSTART;VALUE=DATE:{one.date:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{one.date + dt.timedelta(days=1):%Y%m%d}"
        title = (
            f"{wording.SHORT_DEADLINES[kind].capitalize()} : {card.number}, {card.commune}{sure}"
        )
        yield f"SUMMARY:{title.translate(ESCAPES)}"
        yield f"DESCRIPTION:{one.because.translate(ESCAPES)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def folded(line: str) -> bytes:
    """A line in UTF-8, cut at 75 octets between characters, ended by CRLF."""
    parts, current = [], b""
    for character in line:
        octets = character.encode()
        if len(current) + len(octets) > FOLD:
            parts.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*parts, current]) + b"\r\n"
