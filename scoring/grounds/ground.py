"""A ground (moyen): what it asks of a case, the table that answers, the finding it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from itertools import product

from scoring.grounds.case import Case
from scoring.grounds.land import zone_evidence
from scoring.grounds.law import Cell
from scoring.grounds.reading import unsure
from scoring.grounds.table import DecisionTable
from scoring.grounds.terms import HIDDEN, Project, Said, Sense, gap_of, is_gap
from vigie.domain.evidence import Evidence
from vigie.domain.fact import Decision, OpinionBody
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.place import Precision, Subject

Key = tuple[Enum, ...]
_SAID = frozenset({Verdict.BREACH, Verdict.DOUBT})


@dataclass(frozen=True, slots=True)
class Article:
    """A text of law and the days on which it held; None is « since ever » or « still »."""

    text: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether it held that day; an act without a date is judged by today's texts."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground.

    ``facts`` and ``subjects`` are what it needs; ``document`` is what decides it when the act and
    the layers cannot; ``gravity``, from 0 to 1, is what is at stake if it is founded. Of the facts
    read, ``silent`` ones are not shown on the page; of the opinions, those of ``bodies`` are, or
    the unfavourable ones where a ground names no body.
    """

    code: str
    theme: Theme
    label: str
    strength: int
    gravity: float
    articles: tuple[Article, ...]
    facts: tuple[str, ...]
    subjects: tuple[Subject, ...] = ()
    ask: Callable[[Case], Key]
    table: DecisionTable[Cell]
    because: Callable[[Case, Verdict], str]
    clears: str
    document: str | None = None
    quotes: Callable[[Case], tuple[Evidence, ...]] | None = None
    silent: tuple[str, ...] = ()
    bodies: frozenset[OpinionBody] = frozenset()

    def article(self, day: date | None) -> str | None:
        """The texts in force that day, None when none was."""
        texts = [article.text for article in self.articles if article.holds(day)]
        return " ; ".join(texts) or None

    def finding(self, case: Case) -> Finding | None:
        """What the ground says of a case; None when it does not apply."""
        if self.table.enums[0] is Sense and case.sense is Sense.DENIES:
            return None  # what every such table answers, without asking the rest
        key = self.ask(case)
        cell = self.table[key]
        verdict, strength = cell if isinstance(cell, tuple) else (cell, self.strength)
        article = None if verdict is Verdict.NOT_APPLICABLE else self.article(case.day)
        if article is None:
            return None
        settled = verdict in (Verdict.BREACH, Verdict.CLEAR)
        hidden = () if settled else self._hidden_columns(case, key)
        moot = verdict is Verdict.UNKNOWN and self._moot(case, key, hidden)
        unread = () if settled or moot else self._unread(case, key, hidden)
        silent = () if settled or moot or unread else _open(key)
        return Finding(
            ground=self.code,
            theme=self.theme,
            verdict=verdict,
            strength=strength,
            because=self._because(case, verdict, unread, silent),
            article=article,
            clears=self.clears,
            evidence=() if verdict is Verdict.CLEAR else self._evidence(case),
            unread=unread,
        )

    def _hidden_columns(self, case: Case, key: Key) -> tuple[int, ...]:
        """Places of the gaps of a key that reading or placing may fill."""
        return tuple(
            place
            for place, member in enumerate(key)
            if is_gap(member) and self._hidden(case, member)
        )

    def _moot(self, case: Case, key: Key, hidden: tuple[int, ...]) -> bool:
        """Whether there are gaps and none of them could raise the ground."""
        if not hidden or (self.subjects and case.place.precision is Precision.ADDRESS):
            return False
        return not could_tell(self.table, key, hidden)

    def _unread(self, case: Case, key: Key, hidden: tuple[int, ...]) -> tuple[str, ...]:
        gaps = [gap_of(key[place]) for place in hidden]
        if self.subjects and case.place.precision is Precision.ADDRESS:
            gaps.append("les parcelles (terrain placé à son adresse)")
        return tuple(dict.fromkeys(gaps))

    def _hidden(self, case: Case, member: Enum) -> bool:
        """Whether reading or placing may fill a gap; an act read well that is silent is silent."""
        if member.name != "UNREAD" or member in HIDDEN or case.partly_unread:
            return True
        if member is Said.UNREAD:
            return False
        return (
            case.decision is Decision.UNKNOWN
            or case.project is Project.UNSTATED
            or any(unsure(case.dossier, name) for name in self.facts)
        )

    def _because(
        self, case: Case, verdict: Verdict, unread: tuple[str, ...], silent: tuple[str, ...]
    ) -> str:
        if verdict in _SAID:
            said = self.because(case, verdict)
            return f"{said.removesuffix('.')} (non lu : {', '.join(unread)})." if unread else said
        if verdict is Verdict.CLEAR:
            return f"{self.label} : rien à relever."
        missing = f"non lu : {', '.join(unread)}" if unread else self._uncovered(case)
        if silent:
            missing = f"l'acte ne le dit pas : {', '.join(silent)}"
        return f"{self.label} : ne peut être ni retenu ni écarté ({missing})."

    def _uncovered(self, case: Case) -> str:
        covered = set(case.place.surveyed)
        if case.place.surroundings is not None:
            covered.add(Subject.BUILDING)
        bare = [subject for subject in self.subjects if subject not in covered]
        if bare:
            named = ", ".join(SUBJECT_NAMES[subject] for subject in bare)
            return f"aucune couche en vigueur ne couvre la commune : {named}"
        return "la couche ou le registre ne permet pas de conclure"

    def _evidence(self, case: Case) -> tuple[Evidence, ...]:
        quoted = self.quotes(case) if self.quotes else ()
        zones = zone_evidence(case.place, *self.subjects)
        shown = [name for name in self.facts if name not in self.silent]
        return (*case.page_evidence(*shown, bodies=self.bodies), *zones, *quoted)


@lru_cache(maxsize=8192)
def could_tell(table: DecisionTable[Cell], key: Key, hidden: tuple[int, ...]) -> bool:
    """Whether some reading of what is hidden would raise the ground.

    What no layer covers stays uncovered however well the act is read: then reading tells nothing.
    """
    columns = [
        tuple(table.enums[place]) if place in hidden else (member,)
        for place, member in enumerate(key)
    ]
    cells = (table[filled] for filled in product(*columns))
    return any((cell[0] if isinstance(cell, tuple) else cell) in _SAID for cell in cells)


def _open(key: Key) -> tuple[str, ...]:
    """What an act read well does not say."""
    return tuple(dict.fromkeys(gap_of(member) for member in key if is_gap(member)))


SUBJECT_NAMES: dict[Subject, str] = {
    Subject.FLOOD_PLAN: "plan de prévention des risques d'inondation",
    Subject.FIRE_PLAN: "plan de prévention des risques d'incendie de forêt",
    Subject.OTHER_PLAN: "autres plans de prévention des risques",
    Subject.PAC: "porter à connaissance",
    Subject.HAZARD: "cartes d'aléa",
    Subject.PLU: "zonage du document d'urbanisme",
    Subject.PLU_PRESCRIPTION: "prescriptions du document d'urbanisme",
    Subject.PLU_INFORMATION: "informations du document d'urbanisme",
    Subject.SUP: "servitudes d'utilité publique",
    Subject.NATURA_2000: "sites Natura 2000",
    Subject.ZNIEFF: "ZNIEFF",
    Subject.SHORE: "rivage et rives d'étangs",
    Subject.COMMUNE: "communes",
    Subject.FOREST: "massifs forestiers",
    Subject.BUILDING: "bâtiments",
    Subject.PARCEL: "parcelles cadastrales",
    Subject.DETECTION: "constructions détectées",
}
