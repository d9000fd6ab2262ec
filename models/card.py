"""The model card, in French, for somebody who was not there when the model was trained."""

from __future__ import annotations

from features.catalogue import FEATURES
from models.candidates import Floor
from models.dataset import MATURITY, Dataset
from models.evaluate import Estimate
from models.report import Evaluation, TrainingReport, at_share


def write_card(report: TrainingReport) -> str:
    """Markdown of the card."""
    chosen = report.of(report.chosen)
    parts = (
        _head(report, chosen),
        _short(report, chosen),
        _purpose(),
        _data(report.dataset),
        _method(report, chosen),
        _figures(report),
        _calibration(chosen),
        _exposure(report),
        _limits(report),
        _strongest(report),
        _traces(report),
    )
    return "\n".join(parts)


def _head(report: TrainingReport, chosen: Evaluation) -> str:
    version = f"version {report.version}" if report.version else "non enregistré"
    return (
        f"# Modèle de risque — {chosen.candidate.label} ({version})\n\n"
        f"Entraîné sur ce qui était connu au {report.until:%d/%m/%Y}.\n"
    )


def _short(report: TrainingReport, chosen: Evaluation) -> str:
    """The card in three sentences."""
    share = report.capacity_share
    recall = at_share(chosen, share).recall
    best = report.of(report.best_baseline).candidate.label
    return (
        "## En bref\n\n"
        f"En lisant {percent(share)} des actes dans l'ordre du modèle, on retrouve "
        f"{spread(recall)} de ceux qui finissent par une lettre d'observations ou plus. "
        f"{_against(chosen.against_best_baseline, best)}\n"
    )


def _against(versus: Estimate, best: str) -> str:
    if versus.value is None or versus.low is None or versus.high is None:
        return f"L'écart avec la meilleure règle simple (« {best} ») ne peut être mesuré."
    gap = f"écart {points(versus)}"
    if versus.low > 0:
        return f"C'est davantage que la meilleure règle simple, « {best} » ({gap})."
    if versus.high < 0:
        return f"**C'est moins que la meilleure règle simple, « {best} »** ({gap})."
    return f"**Rien ne démontre que ce soit mieux que « {best} »** ({gap})."


def _purpose() -> str:
    return """## À quoi il sert

Il ordonne les actes d'urbanisme reçus pour que l'équipe lise d'abord ceux dont le contrôle a le
plus de chances d'aboutir à une lettre d'observations ou plus. Ce nombre est une **priorité de
lecture** : ce n'est ni la probabilité qu'un acte soit illégal, ni un motif de recours. Un agent
lit l'acte et décide. Le modèle ne connaît ni le nom ni l'adresse de personne, ni qui a contrôlé.
"""


def _data(dataset: Dataset) -> str:
    reviewed = int(dataset.reviewed.sum())
    found = int((dataset.reviewed & dataset.positive).sum())
    drawn = int((dataset.reviewed & dataset.acts.drawn).sum())
    return f"""## Les données

| | actes |
|---|---|
| reçus au moins {MATURITY.days} jours plus tôt | {len(dataset)} |
| contrôlés | {reviewed} |
| dont tirés au hasard | {drawn} |
| suivis d'observations, d'un recours gracieux ou plus | {found} |
| contrôlés sans suite (indice faible de légalité) | {reviewed - found} |
| jamais contrôlés (on n'en sait rien) | {len(dataset) - reviewed} |
"""


def _method(report: TrainingReport, chosen: Evaluation) -> str:
    periods = ", ".join(f"{p.origin:%d/%m/%Y} – {p.end:%d/%m/%Y}" for p in report.periods)
    return f"""## Comment il a été choisi

Chaque candidat a été entraîné avec ce qui était connu au début d'une période, puis a classé les
actes reçus pendant cette période, sans en connaître la suite : {periods}. Les actes d'un même
dossier ou d'une même parcelle ne sont jamais des deux côtés. Seuls les actes contrôlés ont une
suite connue ; ils sont pondérés par l'inverse de leur chance d'avoir été contrôlés, pour
représenter tous les actes. Le candidat retenu est celui qui a le moins de regret : la part d'actes
à observations que le meilleur de chaque période retrouve en plus de lui, en moyenne (ici
{percent(chosen.regret)}) ; à un point près, le plus simple.
"""


def _figures(report: TrainingReport) -> str:
    share = report.capacity_share
    rows = "\n".join(_row(evaluation, report) for evaluation in report.evaluations)
    versus = report.of(report.chosen).against_best_baseline
    best = report.of(report.best_baseline).candidate.label
    return f"""## Ce qu'il retrouve en lisant {percent(share)} des actes

Intervalles à 90 %.

| candidat | rappel | précision | gain sur le hasard | part du plafond |
|---|---|---|---|---|
{rows}

Écart de rappel du modèle retenu avec la meilleure règle simple (« {best} ») : {points(versus)}.
{_beside(report)}"""


def _beside(report: TrainingReport) -> str:
    """Other figures of the chosen model: grave acts, work saved, communes never seen."""
    chosen = report.of(report.chosen)
    grave = at_share(chosen, report.capacity_share).gravity_recall
    lines = [f"Rappel pondéré par la gravité : {percent(grave)}."]
    if chosen.work_saved is not None:
        lines.append(
            f"Actes qu'on peut ne pas lire en retrouvant 95 % : {percent(chosen.work_saved)}."
        )
    if report.transfer is not None:
        loss = points(report.transfer.loss)
        lines.append(
            f"Rappel perdu dans des communes jamais vues : {loss} (moyenne à 5, 10 et 20 %)."
        )
    return "\n" + "\n".join(f"- {line}" for line in lines) + "\n"


def _row(evaluation: Evaluation, report: TrainingReport) -> str:
    at = at_share(evaluation, report.capacity_share)
    label = evaluation.candidate.label
    name = f"**{label}** (retenu)" if evaluation.candidate.name == report.chosen else label
    lift = "–" if at.lift.value is None else f"× {number(at.lift.value)}"
    return (
        f"| {name} | {spread(at.recall)} | {spread(at.precision)} | {lift} "
        f"| {percent(at.of_ceiling)} |"
    )


def _calibration(chosen: Evaluation) -> str:
    found = chosen.calibration
    if found is None or found.ece is None or found.brier is None:
        return "## Calibration\n\nNon mesurée.\n"
    return (
        "## Calibration\n\n"
        f"Écart moyen entre probabilité annoncée et fréquence observée : {number(found.ece, 3)} "
        f"(score de Brier {number(found.brier, 3)}). Voir `fiabilite.png`.\n"
    )


def _exposure(report: TrainingReport) -> str:
    rows = "\n".join(
        f"| {one.axis} | {one.group.lstrip('123 ')} | {one.acts} | {percent(one.read)} "
        f"| {one.positives} | {percent(one.recall)} "
        f"| {'–' if one.read_of_risk is None else '× ' + number(one.read_of_risk)} |"
        for one in report.exposure
    )
    return f"""## Qui est lu

En lisant {percent(report.capacity_share)} des actes des périodes d'essai. « Lu par rapport au
risque » : la part du groupe dans ce qui est lu, sur sa part dans ce que les contrôles ont trouvé ;
× 1 quand il est lu autant qu'il le mérite. Communes : le quart des actes reçus par les plus
petites, le quart par les plus grandes.

| | groupe | actes | part lue | à observations | retrouvés | lu par rapport au risque |
|---|---|---|---|---|---|---|
{rows}
"""


def _limits(report: TrainingReport) -> str:
    few = (
        f"\n- **Avec {report.found} actes à observations, les intervalles sont larges** : "
        "un écart entre deux candidats peut n'être que du hasard."
        if report.found < 100
        else ""
    )
    return f"""## Limites
{few}
- Les contrôles passés ont été choisis : ce que personne n'est allé voir reste mal connu. Seule la
  part de la file tirée au hasard dit ce qui échappe.
- Ce que ni l'acte ni la carte ne montrent ne peut pas être vu.
- Sur des données fictives, ces chiffres prouvent que la machinerie marche ; ils ne disent rien de
  la force du signal sur les actes réels d'un département.
"""


def _strongest(report: TrainingReport) -> str:
    rows = "\n".join(f"| {label} | {number(value, 2)} |" for label, value in report.strongest)
    return f"""## Ce qui pèse le plus

Écart moyen que chaque caractéristique ajoute ou retire (en log-cote) sur les actes connus.

| caractéristique | effet moyen |
|---|---|
{rows}
"""


def _traces(report: TrainingReport) -> str:
    floor = _floor(report.trained.floor)
    return f"""## Traces

- Empreinte du jeu de données : `{report.dataset.digest}`
- Signature des caractéristiques : `{report.dataset.acts.signature}`
- {floor}
"""


def _floor(floor: Floor | None) -> str:
    if floor is None:
        return "Pas de plancher des règles."
    return (
        "Plancher des règles : un acte visé par un moyen suffisant à lui seul n'est pas classé "
        f"sous la log-cote {number(floor.logit, 2)}."
    )


def write_features() -> str:
    """Every feature of the catalogue as CSV: what it is called, what it is drawn from."""
    rows = [
        (f.name, str(f.version), f.label, f.unit or "", f.source, "oui" if f.rising else "non")
        for f in FEATURES
    ]
    head = ("nom", "version", "libellé", "unité", "source", "ne peut qu'élever le score")
    return "\n".join(";".join(row) for row in (head, *rows)) + "\n"


def number(value: float, digits: int = 1) -> str:
    """A number as French writes it."""
    return f"{value:.{digits}f}".replace(".", ",")


def percent(value: float | None) -> str:
    """A share as French writes it."""
    return "–" if value is None else f"{100 * value:.0f} %"


def points(estimate: Estimate) -> str:
    """A difference of shares and its interval, in points."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "–"
    value, low, high = (_signed(one) for one in (estimate.value, estimate.low, estimate.high))
    return f"{value} points [{low} ; {high}]"


def _signed(share: float) -> str:
    rounded = round(100 * share, 1) + 0.0  # no « -0,0 »
    return ("+" if rounded > 0 else "") + number(rounded)


def spread(estimate: Estimate) -> str:
    """An estimate and its interval."""
    if estimate.value is None:
        return "–"
    return f"{percent(estimate.value)} [{percent(estimate.low)} ; {percent(estimate.high)}]"
