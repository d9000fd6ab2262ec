"""What CRPA R311-3-1-2 gives a person the right to know of one act, in its four items.

1° the degree and mode of contribution of the processing to the decision; 2° the data processed and
their sources; 3° the parameters and, where there are some, their weights, applied to the case;
4° the operations performed.
"""

from __future__ import annotations

from scoring.gravity import gravest
from scoring.said import Step, figure, rank, signed
from vigie.domain.evidence import SourceEvidence
from vigie.domain.record import ActRecord

OPERATIONS = (
    "lecture des pages, relevé des faits et de leur place sur la page",
    "localisation des parcelles ou de l'adresse",
    "croisement avec les couches en vigueur à la date de l'acte",
    "lecture d'un verdict par moyen dans sa table de décision",
    "calcul des quatre délais",
    "priorité par le modèle, ou par les règles seules quand aucun modèle ne répond",
    "bornes : pire lecture de ce qui n'a pas été lu, seuil d'un moyen fort",
    "produit priorité × gravité × pilotage × urgence, qui donne le rang",
)


def law(record: ActRecord) -> tuple[Step, ...]:
    """The four items, for one act."""
    return (
        Step("1. Degré et mode de contribution du traitement à la décision", _contribution(record)),
        Step("2. Données traitées et leurs sources", _sources(record)),
        Step("3. Paramètres de traitement et leur pondération, appliqués au cas", _weights(record)),
        Step("4. Opérations effectuées", _operations(record)),
    )


def _contribution(record: ActRecord) -> tuple[str, ...]:
    said = (
        "Le traitement classe les actes reçus pour ordonner leur lecture ; il ne décide ni d'un "
        "recours ni d'un déféré : un agent lit l'acte et décide."
    )
    if record.score is None:
        return (said, f"Cet acte n'est pas classé : {record.reason or 'sans raison donnée'}.")
    return (said,)


def _sources(record: ActRecord) -> tuple[str, ...]:
    dossier = record.dossier
    documents = [f"document {one.sha256[:12]} ({one.role.value})" for one in dossier.documents]
    layers = {
        f"couche {zone.layer}"
        + (f", en vigueur depuis le {zone.valid_from:%d/%m/%Y}" if zone.valid_from else "")
        for zone in dossier.place.zones
        if zone.share > 0
    }
    if dossier.place.surroundings is not None:
        layers.add(f"couche {dossier.place.surroundings.layer}")
    others = {
        evidence.source
        for finding in record.findings
        for evidence in finding.evidence
        if isinstance(evidence, SourceEvidence) and not evidence.source.startswith("couche ")
    }
    registers = ["registre des communes"] if dossier.commune is not None else []
    known = ["suites déjà données à l'acte"] if record.outcomes else []
    return (*documents, *sorted(layers), *registers, *sorted(others), *known) or ("acte seul",)


def _weights(record: ActRecord) -> tuple[str, ...]:
    score = record.score
    if score is None:
        return ("aucun",)
    grave = gravest(record.dossier, record.findings)
    of = f"gravité {figure(score.gravity)} : " + (
        f"moyen {grave}, le plus grave en jeu" if grave else "travaux de l'acte, aucun moyen en jeu"
    )
    odds = tuple(f"{part.label} : {signed(part.log_odds)}" for part in score.contributions)
    return (*rank(score), of, "contributions (logarithme de la cote) :", *odds)


def _operations(record: ActRecord) -> tuple[str, ...]:
    degraded = record.score.degraded if record.score else ()
    short = (f"faute de mieux : {' ; '.join(degraded)}",) if degraded else ()
    return (*OPERATIONS, *short)
