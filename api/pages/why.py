"""Why an act stands where it stands, in one sentence: what is read before all the rest."""

from __future__ import annotations

from collections.abc import Iterator

from api import wording
from api.pages.card import Card
from scoring.gravity import SAFETY
from vigie.domain.finding import Finding, Verdict

LIKELY = 0.25
SAID = {
    (Verdict.BREACH, 3): "un manquement souvent suffisant à lui seul",
    (Verdict.BREACH, 2): "un manquement à confirmer au dossier",
    (Verdict.BREACH, 1): "un manquement de forme",
    (Verdict.DOUBT, 3): "un doute sur un point décisif",
    (Verdict.DOUBT, 2): "un doute à lever au dossier",
    (Verdict.DOUBT, 1): "un doute de forme",
}


def why(card: Card) -> str | None:
    """One sentence; None when the score must not be shown, or there is none."""
    if card.masked or card.record.score is None:
        return None
    parts = [part for part in _parts(card) if part]
    return wording.sentence("\u00a0; ".join(parts)) if parts else None


def _parts(card: Card) -> Iterator[str | None]:
    score = card.record.score
    if score is None:
        return
    yield _reason(card)
    yield "la sécurité des personnes est en jeu" if score.gravity >= SAFETY else None
    yield _pressing(card)
    if score.steering > 1:
        yield "la stratégie locale le relève"
    if score.steering < 1:
        yield "la stratégie locale l'abaisse"


def _pressing(card: Card) -> str | None:
    if not card.due.near:
        return None
    kind = wording.SHORT_DEADLINES[card.due.kind]
    left = card.due.left or 0
    when = f"dans {wording.plural(left, 'jour')}" if left else "aujourd'hui"
    return f"échéance ({kind}) {when}"


def _reason(card: Card) -> str | None:
    score = card.record.score
    if card.to_read and card.gaps:
        return f"n'ont pu être lus\u00a0: {', '.join(card.gaps)}"
    if card.reason is not None:
        return _of_finding(card.reason)
    if score is not None and score.probability >= LIKELY:
        return "il ressemble à des actes qui ont appelé des observations"
    return "aucun motif relevé"


def _of_finding(finding: Finding) -> str:
    theme = wording.THEMES[finding.theme.value].lower().replace("plu", "PLU")
    if finding.unread:
        return f"n'a pu être lu\u00a0: {', '.join(finding.unread)} ({theme})"
    return f"{SAID[finding.verdict, finding.strength]} ({theme})"
