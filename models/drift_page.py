"""The monthly report of drift as a page, in French, for somebody who has not seen one before."""

from __future__ import annotations

from models.drift import LARGE, LARGE_SHARE, Drift, Shift

MOST = 15  # features that changed, largest first


def write_drift(found: Drift) -> str:
    """Markdown of the report."""
    if not found.watched:
        return (
            f"# Dérive — {found.month:%m/%Y}\n\n{found.acts_now} actes reçus ce mois, "
            f"{found.acts_before} les douze mois précédents : rien à comparer.\n"
        )
    return f"""# Dérive — {found.month:%m/%Y}

{found.acts_now} actes reçus, comparés aux {found.acts_before} des douze mois précédents.
{_verdict(found)}

## Ce qui est suivi chaque mois

| | avant | ce mois | ampleur | |
|---|---|---|---|---|
{_rows(found.watched)}

Ampleur : écart des moyennes en écarts-types (é.-t., à regarder au-delà de {_number(LARGE)}), ou
écart de parts, en points (au-delà de {round(100 * LARGE_SHARE)}, davantage pour les mélanges d'un
petit mois). La probabilité change aussi quand un autre modèle est mis en service.

## Types d'actes

| | avant | ce mois |
|---|---|---|
{_types(found)}

## Caractéristiques qui ont changé

{_changed(found)}

## Ce que le hasard a trouvé

Part d'actes à observations dans la part tirée au hasard, la seule mesure sans biais :
{_rate(found)}.
"""


def _verdict(found: Drift) -> str:
    if not found.alarms:
        return "**Rien n'a changé au point d'être regardé.**"
    first = ", ".join(f"« {shift.label} »" for shift in found.alarms[:3])
    more = len(found.alarms) - 3
    rest = f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else ""
    return f"**À regarder : {first}{rest}.**"


def _rows(shifts: tuple[Shift, ...]) -> str:
    return "\n".join(
        f"| {s.label} | {_number(s.before)} | {_number(s.now)} | {_effect(s)} "
        f"| {'à regarder' if s.alarm else 'stable'} |"
        for s in shifts
    )


def _effect(shift: Shift) -> str:
    if shift.name in ("kind", "commune", "no_parcel") or shift.name.endswith("_unknown"):
        size = round(100 * shift.effect)
        return f"{size} point{'s' if abs(size) > 1 else ''}"
    unknown = shift.before is None or shift.now is None
    return "non mesurable" if unknown else f"{_number(shift.effect)} é.-t."


def _types(found: Drift) -> str:
    return "\n".join(
        f"| {kind or 'non lu'} | {100 * before:.0f} % | {100 * now:.0f} % |"
        for kind, before, now in found.types
    )


def _changed(found: Drift) -> str:
    changed = [s for s in found.alarms if s not in found.watched]
    if not changed:
        return "Aucune au point d'être regardée."
    more = f"\n\nEt {len(changed) - MOST} autres." if len(changed) > MOST else ""
    return (
        "| caractéristique | avant | ce mois | ampleur | |\n|---|---|---|---|---|\n"
        f"{_rows(tuple(changed[:MOST]))}{more}"
    )


def _rate(found: Drift) -> str:
    rate = found.outcome_rate
    if rate.value is None or rate.low is None or rate.high is None:
        return "aucun acte tiré au hasard n'a encore de suite mûre"
    value, low, high = (_number(100 * part, 1) for part in (rate.value, rate.low, rate.high))
    return f"{value} % [{low} ; {high}] sur {found.drawn} actes (intervalle à 90 %)"


def _number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}".replace(".", ",")
