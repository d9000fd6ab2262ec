"""The préfet's clocks, from the dates known of an act.

Dates run from quantième to quantième. The date given is the non-franc one, the safe one; the
reason names the franc one where it differs. A date that rests on something not known is the
earliest possible one, ``certain=False`` and « date à confirmer ».

Sources: CGCT L2131-1 and L2131-6; CU L424-5, L600-12-2; CRPA L411-2 and L411-7; CE Sect. 13 Jan.
1988 n° 68166 (incomplete transmission); CE 23 Oct. 2013 n° 344454, 17 Dec. 2014 n° 373681 and
22 Oct. 2018 n° 400779 (tacit acts); CAA Marseille 9 Oct. 2018 n° 16MA03877 (late recours).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from vigie.domain.deadline import Clock, Deadline, Deadlines

TO_CONFIRM = "Date à confirmer"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRules:
    """Lengths and dated choices. ``no_extension_from``: see CU L600-12-2.

    Whether L600-12-2 binds the préfet's own recours gracieux is an open question; the safe
    reading is taken: for decisions from that day a recours never moves the déféré.
    """

    defere_months: int = 2
    suspension_days: int = 10
    retrait_months: int = 3
    silence_months: int = 2
    useful_recours_days: int = 60  # after the decision: leaves the mayor time to withdraw
    late_transmission_days: int = 15
    no_extension_from: date | None = date(2025, 11, 28)
    recours_months: int = 1  # length of the recours gracieux under L600-12-2

    def extends(self, decided_on: date | None) -> bool | None:
        """Whether a recours gracieux interrupts the déféré; None when the day is not known."""
        if self.no_extension_from is None:
            return True
        return None if decided_on is None else decided_on < self.no_extension_from


DEFAULT_RULES = DeadlineRules()


def add_months(day: date, months: int) -> date:
    """Same day of the month some months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=4096)
def franc(day: date) -> date:
    """The franc date: the day after, moved past week-ends and French public holidays."""
    after = day + timedelta(days=1)
    while after.weekday() >= 5 or after in _holidays(after.year):
        after += timedelta(days=1)
    return after


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=year))


@dataclass(frozen=True, slots=True)
class _Start:
    """Where the déféré starts, why, and whether it is sure. ``day`` None: it has not started."""

    day: date | None
    because: str
    certain: bool


def deadlines(clock: Clock, *, rules: DeadlineRules = DEFAULT_RULES) -> Deadlines:
    """The four deadlines of an act."""
    start = _start(clock, rules)
    return Deadlines(
        suspension=_suspension(clock, start, rules),
        recours_gracieux=_recours(clock, start, rules),
        defere=_defere(clock, start, rules),
        retrait=_retrait(clock, rules),
    )


def french(day: date) -> str:
    """A date as people write it."""
    return f"{day:%d/%m/%Y}"


def _decision_day(clock: Clock) -> date | None:
    return clock.tacit_on or clock.decided_on


def _start(clock: Clock, rules: DeadlineRules) -> _Start:
    if clock.tacit_on is not None:
        return _tacit_start(clock, clock.tacit_on, rules)
    first = _express_start(clock)
    return first if first.day is None else _restarted(clock, first, first.day, rules)


def _express_start(clock: Clock) -> _Start:
    if clock.received_on is not None:
        note = _transmission_note(clock)
        possible = clock.decided_on is None or clock.received_on >= clock.decided_on
        return _Start(clock.received_on, f"reçu le {french(clock.received_on)}{note}", possible)
    if clock.decided_on is not None:
        because = f"réception inconnue : au plus tôt la signature, {french(clock.decided_on)}"
        return _Start(clock.decided_on, because, False)
    return _Start(None, "ni date de réception ni date de signature", False)


def transmission_days(clock: Clock) -> int | None:
    """Days that an express act took to come; None for a tacit one, or when a date is not known."""
    if clock.decided_on is None or clock.received_on is None or clock.tacit_on is not None:
        return None
    return (clock.received_on - clock.decided_on).days


def sent_late(days: int) -> bool:
    """Whether so many days are more than a transmission may take (CGCT L2131-1)."""
    return days > DEFAULT_RULES.late_transmission_days


def _transmission_note(clock: Clock) -> str:
    days = transmission_days(clock)
    if days is None:
        return ""
    if days < 0:
        return ", avant la date de signature lue : à vérifier"
    return f", {days} jours après la signature (transmission tardive)" if sent_late(days) else ""


def _restarted(clock: Clock, first: _Start, day: date, rules: DeadlineRules) -> _Start:
    """An incomplete transmission restarts the term only if pieces were asked inside it."""
    asked = clock.pieces_asked_on
    if asked is None:
        return first
    end = add_months(day, rules.defere_months)
    if asked > end:
        because = f"{first.because} ; pièces demandées le {french(asked)}, hors délai : sans effet"
        return _Start(day, because, first.certain)
    again = [d for d in (clock.pieces_received_on, clock.pieces_refused_on) if d is not None]
    if again:
        opened = max(day, asked, min(again))
        what = "complément reçu" if clock.pieces_received_on == min(again) else "refus du maire"
        because = (
            f"{first.because} ; pièces demandées à temps le {french(asked)}, "
            f"nouveau délai du {french(opened)} ({what})"
        )
        return _Start(opened, because, first.certain)
    because = (
        f"{first.because} ; pièces demandées à temps le {french(asked)} et pas encore reçues : "
        "le délai repartira de leur réception ou du refus"
    )
    return _Start(max(day, asked), because, False)


def _tacit_start(clock: Clock, tacit: date, rules: DeadlineRules) -> _Start:
    """Tacit acts: from the tacit date if the whole file was there, else from its reception."""
    since = f"décision tacite du {french(tacit)}"
    complement = clock.pieces_received_on
    if complement is not None and (clock.whole_file is not True):
        day = max(tacit, complement, clock.received_on or tacit)
        return _Start(day, f"{since}, dossier complété le {french(complement)}", True)
    if clock.whole_file is False:
        because = f"{since}, dossier incomplet : le délai ne court pas"
        return _Start(None, because, True)
    if clock.received_on is None:
        because = f"{since}, réception du dossier inconnue : au plus tôt ce jour"
        return _Start(tacit, because, False)
    day = max(tacit, clock.received_on)
    if clock.whole_file is None:
        because = f"{since}, reçu le {french(clock.received_on)}, dossier entier à vérifier"
        asked = _Start(day, because, False)
        return _restarted(clock, asked, day, rules)
    because = f"{since}, dossier entier reçu le {french(clock.received_on)}"
    return _Start(day, because, True)


def _suspension(clock: Clock, start: _Start, rules: DeadlineRules) -> Deadline:
    if clock.tacit_on is None and clock.received_on is not None:
        first = _express_start(clock)
    else:
        first = start
    if first.day is None:
        return Deadline(None, None, _unstarted(first), first.certain)
    end = first.day + timedelta(days=rules.suspension_days)
    because = (
        f"{_prefix(first)}Dix jours de réception : un référé-suspension d'ici là suspend l'acte "
        f"de plein droit (CGCT L2131-6, al. 4) ; {first.because}."
    )
    return Deadline(end, first.day, because, first.certain)


def _prefix(start: _Start) -> str:
    return "" if start.certain else f"{TO_CONFIRM}. "


def _unstarted(start: _Start) -> str:
    reason = "Le délai n'a pas commencé" if start.certain else f"{TO_CONFIRM} : point de départ"
    return f"{reason} ; {start.because}."


def _defere(clock: Clock, start: _Start, rules: DeadlineRules) -> Deadline:
    if start.day is None:
        return Deadline(None, None, _unstarted(start), start.certain)
    end = add_months(start.day, rules.defere_months)
    moved = _after_recours(clock, end, rules)
    begins = max(start.day, moved.day or start.day)
    end = add_months(begins, rules.defere_months)
    certain = start.certain and moved.certain
    because = (
        f"{'' if certain else TO_CONFIRM + '. '}Deux mois (CGCT L2131-6) ; {start.because}"
        f"{moved.because} ; délai franc : {french(franc(end))}."
    )
    return Deadline(end, begins, because, certain)


def _after_recours(clock: Clock, end: date, rules: DeadlineRules) -> _Start:
    """New start after a recours gracieux; no day when it moves nothing."""
    sent, received = clock.recours_sent_on, clock.recours_received_on
    lodged = received or sent
    if lodged is None:
        return _Start(None, "", True)
    if lodged > end:
        because = f" ; recours gracieux du {french(lodged)} hors délai : n'interrompt pas"
        return _Start(None, because, True)
    extends = rules.extends(_decision_day(clock))
    if not extends:
        because = " ; un recours gracieux ne proroge pas le délai (CU L600-12-2)"
        return _Start(None, because, extends is False)
    silence = add_months(lodged, rules.silence_months)
    answered = clock.recours_answered_on
    if answered is not None and lodged <= answered <= silence:
        because = f" ; recours gracieux reçu à temps, réponse du maire le {french(answered)}"
        return _Start(answered, because, received is not None)
    because = (
        f" ; recours gracieux reçu à temps le {french(lodged)}, rejet par silence le "
        f"{french(silence)} (CRPA L411-7)"
    )
    if received is None:
        because = because.replace("reçu à temps le", "envoyé à temps le", 1)
    return _Start(silence, because, received is not None)


def _recours(clock: Clock, start: _Start, rules: DeadlineRules) -> Deadline:
    decided = _decision_day(clock)
    first = _express_start(clock) if clock.tacit_on is None else start
    if rules.extends(decided) is False:
        return _short_recours(first, rules)
    return _useful_recours(decided, start, rules)


def _short_recours(first: _Start, rules: DeadlineRules) -> Deadline:
    """One month from reception, since L600-12-2."""
    if first.day is None:
        return Deadline(None, None, _unstarted(first), first.certain)
    end = add_months(first.day, rules.recours_months)
    because = (
        f"{_prefix(first)}Recours gracieux à envoyer dans le mois (CU L600-12-2, par prudence) et "
        f"il ne proroge pas le déféré ; {first.because}."
    )
    return Deadline(end, first.day, because, first.certain)


def _useful_recours(decided: date | None, start: _Start, rules: DeadlineRules) -> Deadline:
    """Time to send a recours that lets the mayor withdraw within three months."""
    if start.day is None:
        return Deadline(None, None, _unstarted(start), start.certain)
    if decided is None:
        end = add_months(start.day, rules.recours_months)
        because = f"{TO_CONFIRM}. Date de la décision inconnue ; {start.because}."
        return Deadline(end, start.day, because, False)
    useful = decided + timedelta(days=rules.useful_recours_days)
    last = add_months(start.day, rules.defere_months)
    because = (
        f"{_prefix(start)}Pour que le maire puisse encore retirer (trois mois de la décision, "
        f"CU L424-5), envoyer le recours avant le {french(useful)} ; un recours reçu avant le "
        f"{french(last)} interrompt le délai de déféré (CRPA L411-2)."
    )
    return Deadline(min(useful, last), min(decided, start.day), because, start.certain)


def _retrait(clock: Clock, rules: DeadlineRules) -> Deadline:
    decided = _decision_day(clock)
    if decided is None:
        because = f"{TO_CONFIRM} : date de la décision inconnue."
        return Deadline(None, None, because, False)
    end = add_months(decided, rules.retrait_months)
    because = (
        f"Le maire peut retirer l'acte illégal dans les trois mois de la décision du "
        f"{french(decided)} (CU L424-5), après procédure contradictoire."
    )
    return Deadline(end, decided, because, True)
