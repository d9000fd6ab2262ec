"""Transmission and completeness: was the act sent in time, and with what the control needs."""

from __future__ import annotations

from scoring.deadlines import sent_late, transmission_days
from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.law import law_table
from scoring.grounds.pieces import expected_pieces
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Term
from vigie.domain.finding import Theme, Verdict

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE


class Delay(Term):
    """Days between signature and reception."""

    TIMELY = "dans les quinze jours"
    LATE = "au-delà de quinze jours"
    UNKNOWN = "dates inconnues"


def _delay(case: Case) -> Delay:
    days = transmission_days(case.dossier.clock)
    if days is None:
        return Delay.UNKNOWN
    return Delay.LATE if sent_late(days) else Delay.TIMELY


TRA_1 = Ground(
    code="TRA-1",
    theme=Theme.TRANSMISSION,
    label="Transmission tardive au préfet",
    strength=1,
    gravity=0.15,
    articles=(Article("Code général des collectivités territoriales, article L2131-1"),),
    facts=("decided_on", "received_on"),
    ask=lambda case: (_delay(case),),
    table=law_table(
        {(Delay.LATE,): BREACH, (Delay.TIMELY,): CLEAR, (Delay.UNKNOWN,): NOT_APPLICABLE},
        Delay,
    ),
    because=lambda case, _: (
        f"Acte signé le {case.dossier.clock.decided_on:%d/%m/%Y} et reçu le "
        f"{case.dossier.clock.received_on:%d/%m/%Y} : anomalie de transmission, sans effet sur la "
        "légalité du permis."
    ),
    clears="L'accusé de réception portant une date antérieure.",
)


class File(Term):
    """Whether the whole dossier came, and what that does to the clock."""

    WHOLE = "dossier entier"
    MISSING_EXPRESS = "incomplet, acte exprès"
    MISSING_TACIT = "incomplet, acte tacite"
    COMPLETED = "complété"
    UNKNOWN = "inconnu"


def _file(case: Case) -> File:
    clock = case.dossier.clock
    if clock.pieces_received_on is not None:
        return File.COMPLETED
    if clock.whole_file is None:
        return File.UNKNOWN
    if clock.whole_file:
        return File.WHOLE
    return File.MISSING_TACIT if clock.tacit_on is not None else File.MISSING_EXPRESS


def _because_2(case: Case, _: Verdict) -> str:
    asked = ", ".join(expected_pieces(case)) or "dossier de demande"
    effect = {
        File.MISSING_TACIT: "le délai de déféré ne court pas",
        File.MISSING_EXPRESS: "le délai court ; une demande dans les deux mois le fait repartir",
    }.get(_file(case), "à vérifier")
    return f"Transmission incomplète ({effect}). Pièces à demander : {asked}."


TRA_2 = Ground(
    code="TRA-2",
    theme=Theme.TRANSMISSION,
    label="Transmission incomplète : pièces à demander",
    strength=2,
    gravity=0.4,
    articles=(
        Article("Code général des collectivités territoriales, articles L2131-1 et L2131-2"),
    ),
    facts=("act_type", "works_kinds"),
    ask=lambda case: (_file(case), _in_control(case)),
    table=law_table(
        {
            (ANY, Flag.NO): NOT_APPLICABLE,
            (frozenset({File.MISSING_EXPRESS, File.MISSING_TACIT}), ANY): DOUBT,
            (frozenset({File.WHOLE, File.COMPLETED}), ANY): CLEAR,
            (ANY, ANY): NOT_APPLICABLE,
        },
        File,
        Flag,
    ),
    because=_because_2,
    clears="La réception des pièces demandées.",
    document="dossier complet de la demande",
)


def _in_control(case: Case) -> Flag:
    """An act that denies is not worth a request for pieces."""
    return Flag.NO if case.decision.favourable is False else Flag.YES


GROUNDS: tuple[Ground, ...] = (TRA_1, TRA_2)
