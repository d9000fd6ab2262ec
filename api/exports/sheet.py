"""The queue as a table: the columns of every spreadsheet, typed, without personal data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from api import wording
from api.pages.card import Card, queue_card
from features.facts.masking import mask
from vigie.domain.fact import said
from vigie.domain.record import QueueEntry

Cell = str | int | float | dt.date | None

COLUMNS = (
    "Rang",
    "Numéro de dossier",
    "Commune",
    "INSEE",
    "Type",
    "Décision",
    "Objet",
    "Motif le plus fort",
    "Fondement",
    "Thèmes",
    "Prochaine échéance",
    "Délai",
    "Déféré jusqu'au",
    "Priorité sur 100",
    "Gravité",
    "Stratégie locale",
    "Urgence",
    "Valeur de rang",
    "Sélection",
    "État",
    "Identifiant",
)


def rows(entries: Iterable[QueueEntry], today: dt.date) -> list[tuple[Cell, ...]]:
    """One row an act, in the order of the queue."""
    return [_row(queue_card(entry, today)) for entry in entries]


def _row(card: Card) -> tuple[Cell, ...]:
    reason, due = card.reason, card.due
    deadlines = card.record.deadlines
    return (
        card.rank,
        card.number,
        card.commune,
        card.insee,
        card.act_type,
        card.decision,
        mask(card.purpose, _people(card)),
        reason.because if reason else None,
        reason.article if reason else None,
        ", ".join(wording.THEMES[theme] for theme in card.themes),
        due.date,
        wording.SHORT_DEADLINES[due.kind] if due.date else None,
        deadlines.defere.date if deadlines else None,
        *_numbers(card),
        wording.STRATA[card.stratum] if card.stratum else None,
        card.state,
        card.act_id,
    )


def _people(card: Card) -> tuple[str, ...]:
    """Names that the act gives, so that they are masked wherever they stand."""
    facts = card.record.dossier.facts
    signatory = said(facts.signatory)
    names = (said(facts.applicant_name), signatory.name if signatory else None)
    return tuple(name for name in names if name)


def _numbers(card: Card) -> tuple[Cell, ...]:
    """The numbers of the score; hidden for an act drawn at random and not yet read."""
    score = card.record.score
    if score is None or card.masked:
        return (None,) * 5
    return (
        round(score.probability * 100, 1),
        round(score.gravity, 4),
        round(score.steering, 4),
        round(score.urgency, 4),
        round(score.rank_value, 6),
    )
