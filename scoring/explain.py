"""Explanation of one act: ten seconds first, then the whole chain, then the four items of law.

CRPA R311-3-1-2 asks, for one decision: the degree and mode of contribution of the processing, the
data and their sources, the parameters and their weights for the case, the operations performed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.score import BASE, CORRECTION, TO_READ
from vigie.domain.deadline import Deadline
from vigie.domain.evidence import ZoneEvidence
from vigie.domain.fact import PERSONAL_FACTS
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.record import ActRecord
from vigie.domain.score import Contribution, Score

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
class Step:
    """One step of the chain, from what was read to the rank."""

    name: str
    said: tuple[str, ...]


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

    def text(self) -> str:
        """The whole as plain text, to be printed."""
        lines = ["EN BREF", *(f"- {reason}" for reason in self.reasons)]
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
        law=_law(record),
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
        Step("Rang", _rank(record.score)),
    )


def _reading(record: ActRecord) -> tuple[str, ...]:
    dossier = record.dossier
    pages = sum(document.pages for document in dossier.documents)
    said = [f"{len(dossier.documents)} document(s), {pages} page(s)"]
    if dossier.reading_confidence is not None:
        said.append(f"confiance moyenne de la lecture : {_percent(dossier.reading_confidence)}")
    if dossier.unread_pages:
        said.append(f"{dossier.unread_pages} page(s) non lue(s)")
    return tuple(said)


def _facts(record: ActRecord) -> tuple[str, ...]:
    """What was read; identities are named as read, never repeated."""
    return tuple(
        f"{FACT_LABELS[name]} : {_value(name, fact.value)} "
        f"(confiance {_percent(fact.confidence)}" + (f", {fact.doubt})" if fact.doubt else ")")
        for name, fact in record.dossier.facts.items()
    )


def _value(name: str, value: Any) -> str:
    if name in PERSONAL_FACTS:
        return "lu"
    if isinstance(value, tuple):
        return f"{len(value)}" if value and not isinstance(value[0], str) else ", ".join(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _zones(record: ActRecord) -> tuple[str, ...]:
    place = record.dossier.place
    return tuple(
        f"{zone.subject.value} : {zone.plan or zone.layer} {zone.code or ''} "
        f"({_percent(zone.share)} du terrain)"
        for zone in place.zones
        if zone.share > 0
    )


def _finding(finding: Finding) -> str:
    stars = "★" * finding.strength
    return (
        f"{finding.ground} {stars} {VERDICT_NAMES[finding.verdict]} : {finding.because} "
        f"[{finding.article}]"
    )


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


def _rank(score: Score | None) -> tuple[str, ...]:
    if score is None:
        return ("non classé",)
    return (
        f"priorité {score.probability:.3f} × gravité {score.gravity:.3f} × pilotage "
        f"{score.steering:.3f} × urgence {score.urgency:.3f} = {score.rank_value:.4f}",
        f"modèle : {score.model_version}",
    )


def _law(record: ActRecord) -> tuple[Step, ...]:
    return (
        Step(
            "1. Degré et mode de contribution du traitement",
            (
                "Le traitement classe les actes reçus pour ordonner leur lecture ; il ne décide "
                "ni d'un recours ni d'un déféré : un agent lit l'acte et décide.",
            ),
        ),
        Step("2. Données traitées et leurs sources", _sources(record)),
        Step("3. Paramètres de traitement et leur pondération, appliqués au cas", _weights(record)),
        Step(
            "4. Opérations effectuées",
            (
                "Lecture des pages, relevé des faits et de leur place sur la page, localisation "
                "des parcelles, croisement avec les couches en vigueur à la date de l'acte, "
                "tables de décision des moyens, calcul des délais, modèle de priorité, produit "
                "priorité × gravité × pilotage × urgence.",
            ),
        ),
    )


def _sources(record: ActRecord) -> tuple[str, ...]:
    layers = {
        f"couche {evidence.layer}" + (f", {evidence.as_of:%d/%m/%Y}" if evidence.as_of else "")
        for finding in record.findings
        for evidence in finding.evidence
        if isinstance(evidence, ZoneEvidence)
    }
    acts = tuple(f"document {d.sha256[:12]} ({d.role.value})" for d in record.dossier.documents)
    return (*acts, *sorted(layers)) or ("acte seul",)


def _weights(record: ActRecord) -> tuple[str, ...]:
    if record.score is None:
        return ("aucun",)
    odds = tuple(f"{part.label} : {part.log_odds:+.3f}" for part in record.score.contributions)
    return (*_rank(record.score), "contributions (logarithme de la cote) :", *odds)


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
