"""Turns the rows of a sheet of control, of either kind, into records; says why a row is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ingest.formats.cells import Numbers, actes_ids_in, day_of, numbers_in, plain, shown
from ingest.formats.columns import Mapping
from ingest.formats.headings import DATES, Field
from ingest.formats.outcome_words import not_reviewed, selection_in, themes_in, told
from ingest.formats.spreadsheet import Cell
from vigie.domain.control import ControlRecord, RowRefused
from vigie.domain.finding import Theme
from vigie.domain.outcome import Outcome, Rung, Selection

# A control without its day is known at the latest when nothing more can be done: two months after
# reception, itself at most fifteen days after the decision. Later than true is safe, never earlier.
DEFERE_TERM = timedelta(days=62)
TRANSMISSION_TERM = timedelta(days=15)
ANSWER_TERM = timedelta(days=62)  # two months of silence reject a recours gracieux
UNDATED = "jour inconnu : fin du délai de déféré retenue"
_SUBTOTAL = re.compile(
    r"^(sous[ -]?)?tota(l|ux)\b|^nombre (d|total)|^nb\b|^cumul|^moyenne|^effectif"
)
_CHECKED = re.compile(r"o|oui|x|vrai|true")
_SHORT = re.compile(
    r"\W*(?:(?:o|oui|n|non|x|vrai|faux|fait|controlee?|examinee?|neant|so|sans|aucune?)\b)?[^\w]*"
    r"|(?:sans|aucune?|pas de) (?:objet|reponse|retour|date)\W*"
)
_NO_DIGIT = re.compile(r"\D")
_REJECTED = re.compile(r"rejet|\bnon\b|debout|desist")
_YES, _NO = (
    re.compile(r"^(o|oui|x|1|complet|entier|vrai)"),
    re.compile(r"^(n|non|0|incomplet|faux)"),
)
Row = Sequence[Cell]
DAY_RUNGS = (
    (Field.RECOURS_SENT, Rung.OBSERVATIONS),
    (Field.PIECES_ASKED, Rung.PIECES_ASKED),
    (Field.WITHDRAWN, Rung.WITHDRAWN),
    (Field.DEFERE, Rung.DEFERE),
)


Places = dict[Field, tuple[int, ...]]


@dataclass(slots=True)
class _Line:
    """One row and where its fields stand, with what was read of it so far."""

    row: Row
    texts: list[str]
    places: Places
    source: str
    rungs: dict[Rung, date | None] = field(default_factory=dict)
    days: dict[Field, date | None] = field(default_factory=dict)

    def text(self, name: Field) -> str:
        """The texts of a field, joined."""
        places = self.places.get(name)
        if places is None:
            return ""
        if len(places) == 1:
            return self.texts[places[0]]
        return " ; ".join(filter(None, (self.texts[at] for at in places)))

    def number(self) -> str:
        """The number, which may be spread over columns."""
        return " ".join(self.texts[at] for at in self.places.get(Field.NUMBER, ()))

    def day(self, name: Field) -> date | None:
        """The first date of a field."""
        if name not in self.places:
            return None
        if name not in self.days:
            days = (day_of(self.row[at]) for at in self.places[name] if self.texts[at])
            self.days[name] = next((day for day in days if day is not None), None)
        return self.days[name]

    def add(self, rung: Rung, day: date | None) -> None:
        """Note a rung; the first day said of it stays."""
        self.rungs[rung] = self.rungs.get(rung) or day


def read_rows(
    rows: Iterator[list[Cell]], mapping: Mapping, *, place: str, first: int, source: str
) -> Iterator[ControlRecord | RowRefused]:
    """Records and refusals of the rows under the headings.

    ``place`` says which file and sheet, ``first`` is the number of the first row given.
    """
    title = frozenset(column.heading for column in mapping.columns if column.heading)
    places: Places = {name: mapping.places(name) for name in mapping.fields()}
    width = max((at for found in places.values() for at in found), default=-1) + 1
    for number, cells in enumerate(rows, first):
        row = cells if len(cells) >= width else cells + [None] * (width - len(cells))
        line = _Line(row, [shown(cell) for cell in row], places, source)
        filled = [text for text in line.texts if text]
        if filled and not _is_furniture(filled, title):
            yield from _read_line(line, where=f"{place}, ligne {number}")


def _is_furniture(filled: list[str], title: frozenset[str]) -> bool:
    """Headings printed again, subtotals, titles of months."""
    if any(_SUBTOTAL.match(plain(text)) for text in filled[:3]):
        return True
    if len(filled) == 1:
        return not any(char.isdigit() for char in filled[0]) or len(filled[0]) < 16
    return sum(text in title for text in filled) >= max(2, 0.7 * len(filled))


def _read_line(line: _Line, *, where: str) -> Iterator[ControlRecord | RowRefused]:
    numbers = numbers_in(line.number(), kind=line.text(Field.KIND), suffix=line.text(Field.SUFFIX))
    identifiers = actes_ids_in(line.text(Field.ACTES_ID))
    if not numbers.normal and not identifiers:
        yield RowRefused(where, _nameless(line, numbers))
        return
    if numbers.left is not None:
        reason = f"numéro abrégé non compris : « {numbers.left} » (l'écrire en entier)"
        yield RowRefused(where, reason)
    for part in (*_wrong_days(line), *_unclear(line)):
        yield RowRefused(where, part)
    outcomes = _outcomes(line)
    if outcomes is None:
        reason = "suite sans aucune date (décision, réception, examen) : non retenue"
        yield RowRefused(where, reason)
    for rank, number in enumerate(numbers.normal or (None,)):
        shared = identifiers[0] if len(identifiers) == 1 else None
        actes_id = identifiers[rank] if rank < len(identifiers) else shared
        yield _record(line, where, number, actes_id, outcomes or ())


def _nameless(line: _Line, numbers: Numbers) -> str:
    if numbers.untyped:
        return f"type d'autorisation absent (PC, DP, PA, PD, CU) : « {numbers.untyped[0]} »"
    said = line.number().strip()
    if said:
        return f"numéro de dossier non compris : « {said[:40]} »"
    return f"ni numéro de dossier ni identifiant @CTES ({sum(map(bool, line.texts))} cellules)"


def _wrong_days(line: _Line) -> Iterator[str]:
    """Cells of dates that hold something else."""
    for name in DATES & line.places.keys():
        said = line.text(name)
        if said and line.day(name) is None and not _says(said):
            yield f"date non comprise ({name.value}) : « {said[:40]} »"


def _unclear(line: _Line) -> Iterator[str]:
    """Cells of outcomes whose words are not understood: no outcome is made of them."""
    for name in (Field.OUTCOME, Field.WITHDRAWN, Field.DEFERE):
        said = line.text(name)
        dated = name is not Field.OUTCOME and line.day(name) is not None
        if said and not dated and not _says(said):
            yield f"suite non comprise ({name.value}) : « {said[:60]} »"


def _says(text: str) -> bool:
    """Whether the words of a cell are understood, be it that nothing happened."""
    return bool(_SHORT.fullmatch(plain(text)) or not_reviewed(text) or told(text))


def _record(
    line: _Line, where: str, number: str | None, actes_id: str | None, outcomes: tuple[Outcome, ...]
) -> ControlRecord:
    return ControlRecord(
        where=where,
        dossier_number=number,
        actes_id=actes_id,
        commune_insee=_insee(line, number),
        decided_on=line.day(Field.DECIDED),
        received_on=line.day(Field.RECEIVED),
        whole_file=_yes_or_no(line.text(Field.WHOLE_FILE)),
        pieces_asked_on=line.day(Field.PIECES_ASKED) or line.rungs.get(Rung.PIECES_ASKED),
        pieces_received_on=line.day(Field.PIECES_RECEIVED),
        recours_sent_on=line.day(Field.RECOURS_SENT) or line.rungs.get(Rung.OBSERVATIONS),
        recours_received_on=line.day(Field.RECOURS_RECEIVED),
        recours_answered_on=line.day(Field.ANSWERED),
        outcomes=outcomes,
    )


def _insee(line: _Line, number: str | None) -> str | None:
    said = line.text(Field.INSEE)
    if said and len(digits := _NO_DIGIT.sub("", said)) == 5:
        return digits
    return None if number is None else number.split()[1][1:]


def _yes_or_no(text: str) -> bool | None:
    said = plain(text).strip()
    if _YES.match(said):
        return True
    return False if _NO.match(said) else None


def _outcomes(line: _Line) -> tuple[Outcome, ...] | None:
    """Rungs with their days; None when something is told that no date can place."""
    _from_columns(line)
    _from_words(line)
    if not line.rungs:
        said = line.text(Field.OUTCOME)
        if line.day(Field.EXAMINED) is None or (said and not _SHORT.fullmatch(plain(said))):
            return ()  # not reviewed, or in words unknown, which is not « nothing to say »
        line.add(Rung.NOTHING_SAID, line.day(Field.EXAMINED))
    if len(line.rungs) > 1:
        line.rungs.pop(Rung.NOTHING_SAID, None)
    selection = _selection(line)
    themes = themes_in(f"{line.text(Field.THEMES)} {line.text(Field.GROUNDS)}")
    found = [_outcome(line, rung, selection, themes) for rung in Rung if rung in line.rungs]
    return None if None in found else tuple(outcome for outcome in found if outcome is not None)


def _from_columns(line: _Line) -> None:
    for name, rung in DAY_RUNGS:
        day, said = line.day(name), line.text(name)
        if _CHECKED.fullmatch(plain(said)):
            line.add(rung, None)
        words = told(said) if said and rung is not Rung.PIECES_ASKED else ()
        if day is not None and not (words and rung not in {one.rung for one in words}):
            line.add(rung, day)
        for one in words:
            line.add(one.rung, one.day)
    judged = line.text(Field.JUDGED)
    if judged:
        line.add(Rung.DEFERE, line.day(Field.DEFERE))
        if "annul" in plain(judged) and not _REJECTED.search(plain(judged)):
            line.add(Rung.ANNULLED, line.day(Field.JUDGED))


def _from_words(line: _Line) -> None:
    for one in (*told(line.text(Field.ANSWER)), *told(line.text(Field.ANSWERED))):
        if one.rung is Rung.WITHDRAWN:
            line.add(one.rung, one.day or line.day(Field.ANSWERED))
    # « RAS » among the remarks is a control only where no column has its outcome.
    alone = Field.OUTCOME not in line.places
    remarks = told(line.text(Field.REMARKS))
    for one in (
        *told(line.text(Field.OUTCOME)),
        *told(line.text(Field.EXAMINED)),
        *(one for one in remarks if alone or one.rung is not Rung.NOTHING_SAID),
    ):
        line.add(one.rung, one.day)


def _selection(line: _Line) -> Selection:
    said = selection_in(line.text(Field.SELECTION))
    if said is Selection.UNKNOWN:
        hint = selection_in(line.text(Field.REMARKS))
        return hint if hint in {Selection.RANDOM, Selection.TIP_OFF} else said
    return said


def _outcome(
    line: _Line, rung: Rung, selection: Selection, themes: tuple[Theme, ...]
) -> Outcome | None:
    day, note = line.rungs[rung], None
    if day is None:
        day, note = _latest(line, rung)
    if day is None:
        return None
    words = line.text(Field.OUTCOME)[:200] or None
    shown_note = " – ".join(filter(None, (words, note))) or None
    level_themes = themes if rung.level >= Rung.OBSERVATIONS.level else ()
    return Outcome(rung, day, line.source, selection, level_themes, shown_note)


def _latest(line: _Line, rung: Rung) -> tuple[date | None, str | None]:
    """The day by which a rung without a day was surely known."""
    examined, answered = line.day(Field.EXAMINED), line.day(Field.ANSWERED)
    if rung.level <= Rung.OBSERVATIONS.level and examined is not None:
        return examined, "jour de l'examen"
    if rung is Rung.WITHDRAWN and answered is not None:
        return answered, "jour de la réponse"
    received, decided = line.day(Field.RECEIVED), line.day(Field.DECIDED)
    if received is None and decided is not None:
        received = decided + TRANSMISSION_TERM
    known = [day for day in line.rungs.values() if day is not None]
    ends = [] if received is None else [received + DEFERE_TERM]
    if rung.level > Rung.OBSERVATIONS.level:  # what follows a recours gracieux
        ends = [day + ANSWER_TERM + DEFERE_TERM for day in (*ends, *known)]
    return max([*ends, *known], default=None), UNDATED if ends else None
