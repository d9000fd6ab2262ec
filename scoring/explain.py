"""Explanation of one act: ten seconds first, then the whole chain, then the four items of law.

The four items of CRPA R311-3-1-2 are written by :mod:`scoring.rights`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from scoring.french_values import shown
from scoring.grounds.ground import SUBJECT_NAMES
from scoring.rights import law
from scoring.said import Step, hundred, percent, rank, signed
from scoring.score import BASE, logistic
from vigie.domain.deadline import Deadline
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.record import ActRecord
from vigie.domain.score import CORRECTION, TO_READ, Contribution

MOST_REASONS = 3
FACT_LABELS = {
    "dossier_number": "numéro de dossier",
    "act_type": "type d'acte",
    "stage": "étape",
    "decision": "décision",
    "in_the_name_of": "au nom de",
    "commune_insee": "commune",
    "filed_on": "déposé le",
    "completed_on": "complet le",
    "posted_on": "affiché le",
    "decided_on": "décidé le",
    "tacit_on": "décision tacite le",
    "received_on": "reçu le",
    "actes_id": "identifiant @CTES",
    "applicant_kind": "qualité du demandeur",
    "applicant_name": "demandeur",
    "site_address": "adresse du terrain",
    "parcels": "parcelles",
    "site_area_m2": "surface du terrain (m²)",
    "floor_area_created_m2": "surface de plancher créée (m²)",
    "floor_area_existing_m2": "surface de plancher existante (m²)",
    "footprint_m2": "emprise au sol (m²)",
    "dwellings_created": "logements créés",
    "destination": "destination",
    "works": "nature des travaux",
    "works_kinds": "types de travaux",
    "plu_zone": "zone du PLU citée",
    "risk_zones_cited": "zones de risque citées",
    "opinions": "avis visés",
    "articles_cited": "articles cités",
    "conditions": "prescriptions",
    "flood_level_ngf": "cote de plancher (m NGF)",
    "signatory": "signataire",
    "architect_named": "architecte nommé",
}
THEME_NAMES: dict[Theme | None, str] = {
    Theme.FLOOD: "Inondation",
    Theme.FIRE: "Feu de forêt",
    Theme.LITTORAL: "Littoral",
    Theme.MONTAGNE: "Montagne",
    Theme.ENVIRONMENT: "Environnement",
    Theme.FARM_NATURAL: "Espaces agricoles et naturels",
    Theme.PLU: "Document d'urbanisme",
    Theme.CONSULTATION: "Consultations",
    Theme.HERITAGE: "Patrimoine",
    Theme.COMPETENCE: "Compétence",
    Theme.FORM: "Forme",
    Theme.PROCEDURE: "Procédure",
    Theme.TRANSMISSION: "Transmission",
    Theme.CONSISTENCY: "Cohérence",
    None: "Acte et projet",
}
VERDICT_NAMES = {
    Verdict.BREACH: "manquement",
    Verdict.DOUBT: "doute",
    Verdict.UNKNOWN: "à lire",
    Verdict.CLEAR: "rien à relever",
    Verdict.NOT_APPLICABLE: "sans objet",
}


@dataclass(frozen=True, slots=True)
class ThemePart:
    """What one theme adds to the log-odds, and by which contributions."""

    theme: Theme | None
    label: str
    log_odds: float
    parts: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a jurist reads of one act. ``base`` + themes + ``corrections`` = log-odds."""

    reasons: tuple[str, ...]
    chain: tuple[Step, ...]
    base: float
    themes: tuple[ThemePart, ...]
    corrections: tuple[Contribution, ...]
    unread: tuple[str, ...]
    law: tuple[Step, ...]

    def sums(self) -> tuple[str, ...]:
        """The log-odds theme by theme, the corrections, and what they add up to."""
        if not self.themes and not self.corrections and not self.base:
            return ("non classé",)
        parts = [("Point de départ", self.base)]
        parts += [(theme.label, theme.log_odds) for theme in self.themes]
        parts += [(part.label, part.log_odds) for part in self.corrections]
        total = sum(odds for _, odds in parts)
        lines = [f"{label} : {signed(odds)}" for label, odds in parts]
        return (*lines, f"Total : {signed(total)}, soit une priorité de {hundred(logistic(total))}")

    def text(self) -> str:
        """The whole as plain text, to be printed."""
        lines = ["EN BREF", *(f"- {reason}" for reason in self.reasons)]
        lines.extend(("", "CE QUI PORTE LA PRIORITÉ (logarithme de la cote)", *self.sums()))
        for title, steps in (("LA CHAÎNE", self.chain), ("CRPA, article R311-3-1-2", self.law)):
            lines.extend(("", title))
            for step in steps:
                lines.append(f"{step.name} :")
                lines.extend(f"  - {said}" for said in step.said)
        if self.unread:
            lines.extend(("", "CE QUI N'A PAS PU ÊTRE LU OU SITUÉ"))
            lines.extend(f"- {gap}" for gap in self.unread)
        return "\n".join(lines) + "\n"


def explain(record: ActRecord) -> Explanation:
    """Explain the place of an act from what was kept of it."""
    contributions = record.score.contributions if record.score else ()
    return Explanation(
        reasons=reasons(record.findings),
        chain=_chain(record),
        base=sum(part.log_odds for part in contributions if part.feature == BASE),
        themes=_themes(contributions),
        corrections=tuple(p for p in contributions if p.feature in (CORRECTION, TO_READ)),
        unread=_unread(record),
        law=law(record),
    )


def reasons(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What to read in ten seconds: three reasons at most, the strongest first."""
    at_play = [f for f in findings if f.verdict not in (Verdict.CLEAR, Verdict.NOT_APPLICABLE)]
    weighty = [f for f in at_play if f.verdict is not Verdict.UNKNOWN or f.unread]
    return tuple(dict.fromkeys(f.because for f in (weighty or at_play)))[:MOST_REASONS]


def _themes(contributions: tuple[Contribution, ...]) -> tuple[ThemePart, ...]:
    grouped: dict[Theme | None, list[Contribution]] = defaultdict(list)
    for part in contributions:
        if part.feature not in (BASE, CORRECTION, TO_READ):
            grouped[part.theme].append(part)
    parts = [
        ThemePart(theme, THEME_NAMES[theme], sum(p.log_odds for p in group), tuple(group))
        for theme, group in grouped.items()
    ]
    return tuple(sorted(parts, key=lambda part: (-abs(part.log_odds), part.label)))


def _unread(record: ActRecord) -> tuple[str, ...]:
    found = [gap for finding in record.findings for gap in finding.unread]
    place = record.dossier.place
    if place.missing_parcels:
        found.append(f"parcelles introuvables au cadastre : {', '.join(place.missing_parcels)}")
    if place.geometry is None:
        found.append(f"terrain : {place.reason}")
    found.extend(record.score.degraded if record.score else ())
    named = (gap.removeprefix("non lu : ") for gap in found)
    return tuple(dict.fromkeys(named))


def _chain(record: ActRecord) -> tuple[Step, ...]:
    return (
        Step("Lecture", _reading(record)),
        Step("Faits lus", _facts(record)),
        Step("Lieu", (record.dossier.place.reason, *_zones(record))),
        Step("Moyens", tuple(_finding(finding) for finding in record.findings)),
        Step("Délais", _deadlines(record)),
        Step("Rang", rank(record.score)),
    )


def _reading(record: ActRecord) -> tuple[str, ...]:
    dossier = record.dossier
    pages = sum(document.pages for document in dossier.documents)
    said = [f"{len(dossier.documents)} document(s), {pages} page(s)"]
    if dossier.reading_confidence is not None:
        said.append(f"confiance moyenne de la lecture : {percent(dossier.reading_confidence)}")
    if dossier.unread_pages:
        said.append(f"{dossier.unread_pages} page(s) non lue(s)")
    return tuple(said)


def _facts(record: ActRecord) -> tuple[str, ...]:
    """What was read; identities are named as read, never repeated."""
    return tuple(
        f"{FACT_LABELS[name]} : {shown(name, fact.value)} "
        f"(confiance {percent(fact.confidence)}" + (f", {fact.doubt})" if fact.doubt else ")")
        for name, fact in record.dossier.facts.items()
    )


def _zones(record: ActRecord) -> tuple[str, ...]:
    return tuple(
        f"{SUBJECT_NAMES[zone.subject]} : {zone.plan_words or zone.layer}, "
        f"{zone.code or zone.label or 'sans code'} ({percent(zone.share)} du terrain)"
        for zone in record.dossier.place.zones
        if zone.share > 0
    )


def _finding(finding: Finding) -> str:
    stars, said = "★" * finding.strength, VERDICT_NAMES[finding.verdict]
    if finding.verdict is Verdict.UNKNOWN and not finding.unread:
        said = "sans réponse"
    return f"{finding.ground} {stars} {said} : {finding.because} [{finding.article}]"


def _deadlines(record: ActRecord) -> tuple[str, ...]:
    if record.deadlines is None:
        return ("non calculés",)
    four = record.deadlines
    return (
        _deadline("Référé-suspension", four.suspension),
        _deadline("Recours gracieux", four.recours_gracieux),
        _deadline("Déféré", four.defere),
        _deadline("Retrait par le maire", four.retrait),
    )


def _deadline(name: str, deadline: Deadline) -> str:
    shown = f"{deadline.date:%d/%m/%Y}" if deadline.date else "sans date"
    return f"{name} : {shown}. {deadline.because}"
