"""A comparison of two versions as text, for somebody who was not there when they were trained."""

from __future__ import annotations

from models.candidates import named
from models.card import number, percent, points, spread
from models.promotion import AtShare, Comparison
from models.registry import CHALLENGER, CHAMPION, Version

ROLES = {CHAMPION: "en service", CHALLENGER: "dernier entraîné"}
FEW = 30  # positives under which the text warns


def write_comparison(found: Comparison) -> str:
    """Markdown: what each finds at each capacity, the paired difference, what it shows."""
    one, other = found.one.version, found.other.version
    rows = "\n".join(_row(at) for at in found.at)
    mean = (found.recall_one, found.recall_other)
    return f"""# Modèle {one} contre modèle {other}

- {_named(found.one)}
- {_named(found.other)}

Sur les {found.acts} actes contrôlés que les deux ont classés sans en connaître la suite, dont
{found.positives} suivis d'observations ou plus. Intervalles à 90 % ; l'écart est apparié (les mêmes
actes tirés des deux côtés).

| en lisant | retrouvés par {one} | par {other} | écart | précision de {one} | de {other} |
|---|---|---|---|---|---|
{rows}
| moyenne | {spread(mean[0])} | {spread(mean[1])} | {points(found.difference)} | | |

Calibration (écart moyen entre probabilité annoncée et fréquence observée) :
{_ece(found.ece_one)} pour {one}, {_ece(found.ece_other)} pour {other}.

{_verdict(found)}
"""


def _named(version: Version) -> str:
    roles = [ROLES[alias] for alias in version.aliases if alias in ROLES]
    signed = version.tags.get("promoted_by")
    candidate = named(version.candidate)
    parts = [
        f"Modèle {version.version} : {version.candidate if candidate is None else candidate.label}",
        f"entraîné sur ce qui était connu au {_day(version.tags.get('until', '?'))}",
        *roles,
        *([f"promu par {signed}"] if signed else []),
    ]
    return ", ".join(parts)


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _row(at: AtShare) -> str:
    cells = (
        f"{percent(at.share)} des actes",
        spread(at.recall_one),
        spread(at.recall_other),
        points(at.difference),
        spread(at.precision_one),
        spread(at.precision_other),
    )
    return "| " + " | ".join(cells) + " |"


def _ece(value: float | None) -> str:
    return "non mesurée" if value is None else number(value, 3)


def _verdict(found: Comparison) -> str:
    few = (
        f" Avec {found.positives} actes à observations, un écart de quelques points n'est souvent "
        "que du hasard."
        if found.positives < FEW
        else ""
    )
    return _shown(found) + few


def _shown(found: Comparison) -> str:
    low, high = found.difference.low, found.difference.high
    if low is None or high is None:
        return "Rien ne peut être dit : aucun acte à observations n'est commun aux deux."
    if round(low, 4) <= 0 <= round(high, 4):
        return "**Aucune différence de rappel n'est démontrée** : l'intervalle contient zéro."
    better = found.one if low > 0 else found.other
    return f"**Le modèle {better.version} retrouve davantage** : l'intervalle ne contient pas zéro."
