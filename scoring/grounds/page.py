"""The page ``docs/grounds.md``: every ground as it stands (``python -m scoring.grounds.page``)."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from scoring.explain import THEME_NAMES
from scoring.grounds import GROUNDS, Ground
from scoring.grounds.ground import SUBJECT_NAMES, Article
from scoring.grounds.weights import WEIGHTS
from vigie.domain.finding import Theme, Verdict

PAGE = Path("docs/grounds.md")
NAMES = {
    Verdict.BREACH: "manquement",
    Verdict.DOUBT: "doute",
    Verdict.UNKNOWN: "inconnu",
    Verdict.CLEAR: "écarté",
    Verdict.NOT_APPLICABLE: "sans objet",
}
INTRODUCTION = """# Les moyens

<!-- Page écrite par `python -m scoring.grounds.page` : ne pas la modifier à la main. -->

Chaque moyen lit un verdict dans une table qui répond à tous les cas ; ce qui n'a pas pu être lu ou
situé est un cas. Une table incomplète empêche le programme de démarrer. Un moyen que l'acte et les
couches ne suffisent pas à trancher dit quelle pièce ouvrir et compte comme un doute.

- **Force** : ★★★ suffit souvent seul, ★★ demande le dossier, ★ formel ou régularisable.
- **Gravité** : ce qui est en jeu si le moyen est fondé, de 0 à 1 ; à partir de 0,9 la sécurité des
  personnes est en cause. Elle ne dépend ni du modèle ni du pilotage.
- **Cas** : combien de cas de la table donnent chaque verdict.
- Un texte s'applique aux actes de sa période de validité ; sans dates, il est en vigueur.

Poids d'un constat, en logarithme de la cote, quand aucun modèle ne répond (forces ★, ★★, ★★★) :

"""
LIMITS = """
## Ce que l'acte et les couches ne tranchent pas

Ces lignes de la référence comptent comme doute ; voici ce qu'il faudrait pour conclure.

"""


def page() -> str:
    """The page, from the code."""
    parts = [INTRODUCTION, _weights(), _summary()]
    for theme in Theme:
        grounds = [ground for ground in GROUNDS if ground.theme is theme]
        parts.append(f"\n## {THEME_NAMES[theme]}\n")
        parts.extend(_section(ground) for ground in grounds)
    undecided = [ground for ground in GROUNDS if ground.document and not _can_breach(ground)]
    parts.append(LIMITS)
    parts.extend(f"- **{g.code}** ({g.label}) : {g.document}.\n" for g in undecided)
    return "".join(parts)


def _weights() -> str:
    lines = [
        f"- {NAMES[verdict]} : {', '.join(_figure(value) for value in values)}"
        for verdict, values in WEIGHTS.items()
        if any(values)
    ]
    return "\n".join(lines) + "\n"


def _figure(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _summary() -> str:
    rows = [
        f"| {ground.code} | {ground.label} | {'★' * ground.strength} | {_figure(ground.gravity)} |"
        for ground in GROUNDS
    ]
    head = f"\n{len(GROUNDS)} moyens.\n\n| code | moyen | force | gravité |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _section(ground: Ground) -> str:
    lines = [
        f"\n### {ground.code} · {ground.label}\n",
        f"- Force {'★' * ground.strength} · gravité {_figure(ground.gravity)}",
        f"- Textes : {' ; '.join(_article(article) for article in ground.articles)}",
        f"- Faits lus : {', '.join(f'`{name}`' for name in ground.facts) or 'aucun'}",
        f"- Couches : {', '.join(SUBJECT_NAMES[s] for s in ground.subjects) or 'aucune'}",
        f"- Ce qui l'écarte : {ground.clears}",
    ]
    if ground.document:
        lines.append(f"- Pièce à ouvrir : {ground.document}")
    lines.append(f"- Cas : {_cases(ground)}")
    return "\n".join(lines) + "\n"


def _article(article: Article) -> str:
    since = f" (depuis le {article.valid_from:%d/%m/%Y})" if article.valid_from else ""
    until = f" (jusqu'au {article.valid_to:%d/%m/%Y})" if article.valid_to else ""
    return f"{article.text}{since}{until}"


def _verdicts(ground: Ground) -> Counter[Verdict]:
    return Counter(
        cell[0] if isinstance(cell, tuple) else cell for cell in ground.table.cells.values()
    )


def _can_breach(ground: Ground) -> bool:
    return Verdict.BREACH in _verdicts(ground)


def _cases(ground: Ground) -> str:
    counts = _verdicts(ground)
    shown = ", ".join(f"{NAMES[v]} {counts[v]}" for v in Verdict if counts[v])
    return f"{counts.total()} ({shown})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stderr.write(f"{PAGE} : {len(GROUNDS)} moyens\n")
