"""Numbers from the findings of the grounds: how many, how strong, in which theme.

A ground that left no finding counts as nothing found: these numbers are never unknown.
"""

from __future__ import annotations

from features.feature import Feature, Findings, of_findings
from vigie.domain.finding import Finding, Theme, Verdict

# Points of one finding, by verdict and strength (1 formal, 2 needs the file, 3 enough alone): ten
# for each log-odds that the rules give it before anything is learnt. Models learn their weight.
POINTS = {
    Verdict.BREACH: {1: 5.0, 2: 18.0, 3: 36.0},
    Verdict.DOUBT: {1: 2.0, 2: 7.0, 3: 15.0},
    Verdict.UNKNOWN: {1: 0.5, 2: 1.5, 3: 3.0},
}
SECOND = 0.25  # share kept by findings of a theme beside its strongest: they have one cause
MOST_POINTS = 100.0

THEMES = {
    Theme.FLOOD: "inondation",
    Theme.FIRE: "feu de forêt",
    Theme.LITTORAL: "littoral",
    Theme.MONTAGNE: "montagne",
    Theme.ENVIRONMENT: "environnement",
    Theme.FARM_NATURAL: "zones agricoles et naturelles",
    Theme.PLU: "document d'urbanisme",
    Theme.CONSULTATION: "consultations",
    Theme.HERITAGE: "patrimoine",
    Theme.COMPETENCE: "compétence",
    Theme.FORM: "forme",
    Theme.PROCEDURE: "procédure",
    Theme.TRANSMISSION: "transmission",
    Theme.CONSISTENCY: "cohérence de l'acte",
}

# Families of grounds that share a theme with others and mean something else.
FAMILIES = {
    "RNU": "règlement national d'urbanisme",
    "CAB": "cabanisation",
    "DIV": "division de terrain",
    "TAC": "décision tacite",
    "RET": "retrait",
    "SEU": "seuils de procédure",
    "MOD": "modificatif",
    "ARC": "recours à l'architecte",
}


def points(finding: Finding) -> float:
    """Points of one finding; none when it is clear or does not apply."""
    return POINTS.get(finding.verdict, {}).get(finding.strength, 0.0)


@of_findings("rule_points", version=1, label="Points des règles", unit="points")
def rule_points(findings: Findings) -> float:
    """Of each theme the strongest finding whole, the others a quarter; at most 100 in all."""
    total = 0.0
    for theme in {finding.theme for finding in findings}:
        own = sorted((points(f) for f in findings if f.theme is theme), reverse=True)
        total += own[0] + SECOND * sum(own[1:])
    return min(MOST_POINTS, total)


def _count(name: str, label: str, verdict: Verdict, strength: int) -> Feature:
    @of_findings(name, version=1, label=label, unit="moyens")
    def count(findings: Findings) -> float:
        return float(sum(f.verdict is verdict and f.strength == strength for f in findings))

    return count


def _theme(theme: Theme, title: str) -> Feature:
    @of_findings(
        f"alarm_{theme.value}",
        version=1,
        label=f"Moyen le plus fort : {title}",
        unit="points",
        theme=theme,
    )
    def strongest(findings: Findings) -> float:
        return max((points(f) for f in findings if f.theme is theme), default=0.0)

    return strongest


def _family(code: str, title: str) -> Feature:
    @of_findings(
        f"alarm_{code.lower()}", version=1, label=f"Moyen le plus fort : {title}", unit="points"
    )
    def strongest(findings: Findings) -> float:
        prefix = f"{code}-"
        return max((points(f) for f in findings if f.ground.startswith(prefix)), default=0.0)

    return strongest


FEATURES: tuple[Feature, ...] = (
    rule_points,
    _count("breaches_3", "Manquements suffisants à eux seuls (★★★)", Verdict.BREACH, 3),
    _count("breaches_2", "Manquements à vérifier au dossier (★★)", Verdict.BREACH, 2),
    _count("breaches_1", "Manquements de forme (★)", Verdict.BREACH, 1),
    _count("doubts_3", "Doutes sur un moyen fort (★★★)", Verdict.DOUBT, 3),
    _count("doubts_2", "Doutes sur un moyen à vérifier (★★)", Verdict.DOUBT, 2),
    _count("unknown_3", "Moyens forts qui n'ont pu être examinés", Verdict.UNKNOWN, 3),
    *(_theme(theme, title) for theme, title in THEMES.items()),
    *(_family(code, title) for code, title in FAMILIES.items()),
)
