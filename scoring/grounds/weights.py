"""How much a finding weighs, from its verdict and its strength."""

from __future__ import annotations

from dataclasses import replace

from vigie.domain.finding import Finding, Verdict

# Log-odds that one finding adds when no model is there to learn them: an order of magnitude set
# by hand, and the order in which findings are shown. What could not be read or placed weighs as
# if it were there: unreadable is not innocent. What no layer covers weighs little.
WEIGHTS: dict[Verdict, tuple[float, float, float]] = {
    Verdict.BREACH: (0.5, 1.8, 3.6),
    Verdict.DOUBT: (0.2, 0.7, 1.5),
    Verdict.UNKNOWN: (0.05, 0.15, 0.3),
    Verdict.CLEAR: (0.0, 0.0, 0.0),
    Verdict.NOT_APPLICABLE: (0.0, 0.0, 0.0),
}


def stated_weight(finding: Finding) -> float:
    """Log-odds of one finding as it stands, strengths 1 to 3."""
    return WEIGHTS[finding.verdict][finding.strength - 1]


def weight(finding: Finding) -> float:
    """Log-odds of one finding, what was not read taken against the act."""
    return stated_weight(worst(finding))


def worst(finding: Finding) -> Finding:
    """The finding as it would be if what was not read were against the act."""
    if finding.unread and finding.verdict in (Verdict.DOUBT, Verdict.UNKNOWN):
        return replace(finding, verdict=Verdict.BREACH)
    return finding
