"""What changes between two states of one act when its words stay the same, and why.

Only layers, registers and rules can then have changed. The rules of today on the land as it was
kept tell one from the other: what they say differently is the rule's doing, the rest is the land's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from scoring.explain import VERDICT_NAMES
from scoring.grounds import BY_CODE
from scoring.grounds.ground import SUBJECT_NAMES
from scoring.grounds.land import TOUCHES
from scoring.grounds.weights import worst
from scoring.urgency import expired
from vigie.domain.change import ActChange, FindingChange
from vigie.domain.dossier import Commune, Dossier
from vigie.domain.evidence import ZoneEvidence
from vigie.domain.fact import said
from vigie.domain.finding import Finding, Verdict
from vigie.domain.place import Place, Subject, ZoneHit
from vigie.domain.record import ActRecord, ActStatus

Assess = Callable[[Dossier], tuple[Finding, ...]]
_SHOWN = (Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN)
_Seen = tuple[Finding | None, Finding | None, Finding | None]  # kept, same land, now
_SHARE = 0.005  # under it two drawings of one zone are the same
_ABOUT_COMMUNE = (
    ("littoral", "commune littorale"),
    ("montagne", "commune de montagne"),
    ("planning_document", "document d'urbanisme"),
)


def act_change(
    before: ActRecord, after: ActRecord, assess: Assess, *, at: datetime | None = None
) -> ActChange | None:
    """How an act changes between what was kept of it and what is concluded now.

    None when nothing does, or when the act itself was read, corrected or dated anew.
    """
    if not _same_words(before, after):
        return None
    found = finding_changes(before.dossier, before.findings, after.dossier, after.findings, assess)
    if not found:
        return None
    facts = after.dossier.facts
    return ActChange(
        act_id=after.act_id,
        dossier_number=said(facts.dossier_number),
        commune_insee=said(facts.commune_insee),
        defere_on=after.deadlines.defere.date if after.deadlines else None,
        changes=found,
        at=at,
    )


def turn(change: FindingChange) -> str:
    """What becomes of a finding, in words: « doute devenu manquement », « manquement levé »."""
    before, after = (one and VERDICT_NAMES[one] for one in (change.before, change.after))
    if before is None:
        return f"{after} nouveau"
    if after is None:
        return f"{before} levé"
    return f"{before} maintenu, autre appui" if before == after else f"{before} devenu {after}"


def open_clock(record: ActRecord, today: date) -> bool:
    """Whether an act is in control and the préfet can still act on it."""
    if record.status is not ActStatus.READY or record.deadlines is None:
        return False
    return not expired(record.deadlines, today)


def _same_words(before: ActRecord, after: ActRecord) -> bool:
    if not before.status is after.status is ActStatus.READY:
        return False
    one, other = (_words(record.dossier) for record in (before, after))
    return one == other


def _words(dossier: Dossier) -> tuple[object, ...]:
    """What is known of an act from its own papers and dates."""
    read = (dossier.masked_text, dossier.unread_pages, dossier.reading_confidence)
    return (dossier.facts, dossier.clock, dossier.declared, dossier.documents, *read)


def finding_changes(
    was: Dossier,
    kept: Iterable[Finding],
    now: Dossier,
    found: Iterable[Finding],
    assess: Assess,
) -> tuple[FindingChange, ...]:
    """Findings that differ, the strongest first, each with what made it differ."""
    old, new = _by_ground(kept), _by_ground(found)
    codes = [code for code in {**old, **new} if _state(old.get(code)) != _state(new.get(code))]
    if not codes:
        return ()
    same_land = _by_ground(assess(was))
    changed = [
        _change(code, (old.get(code), same_land.get(code), new.get(code)), was, now)
        for code in codes
    ]
    return tuple(sorted(changed, key=lambda one: (_rank(one), -one.strength, one.ground)))


def _rank(change: FindingChange) -> int:
    return _SHOWN.index(change.after) if change.after in _SHOWN else len(_SHOWN)


def _by_ground(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {one.ground: one for one in findings if one.verdict in _SHOWN}


def _state(finding: Finding | None) -> object:
    """What makes two findings of a ground the same: the conclusion and the zones it rests on."""
    if finding is None:
        return None
    zones = {
        (e.plan, e.code)
        for e in finding.evidence
        if isinstance(e, ZoneEvidence) and (e.share or 0) >= TOUCHES
    }
    return (finding.verdict, worst(finding).verdict, finding.strength, frozenset(zones))


def _change(code: str, seen: _Seen, was: Dossier, now: Dossier) -> FindingChange:
    old, same_land, new = seen
    shown = new or old
    assert shown is not None  # one of the two differs from nothing
    why: list[str] = []
    if _state(old) != _state(same_land):
        why.append(f"la règle du moyen {code} a changé depuis le dernier classement")
    if _state(same_land) != _state(new):
        why.extend(land_changes(was, now, _subjects(code)))
    return FindingChange(
        ground=code,
        strength=shown.strength,
        before=old.verdict if old else None,
        after=new.verdict if new else None,
        because=shown.because,
        why=tuple(why),
    )


def _subjects(code: str) -> tuple[Subject, ...]:
    ground = BY_CODE.get(code)
    return ground.subjects if ground else ()


def land_changes(was: Dossier, now: Dossier, subjects: tuple[Subject, ...]) -> tuple[str, ...]:
    """What differs in the land and its commune, first on these subjects, else on any."""
    commune = _commune_changes(was.commune, now.commune)
    if was.delegations != now.delegations:
        commune = (*commune, "registre des délégations de la commune")
    own = (*_placed(was.place, now.place), *_zones(was.place, now.place, subjects), *commune)
    every = own or _zones(was.place, now.place, tuple(Subject))
    return every or ("le terrain est connu autrement qu'au dernier classement",)


def _placed(was: Place, now: Place) -> list[str]:
    if (was.precision, was.parcels) == (now.precision, now.parcels):
        return []
    return [f"terrain situé autrement : {now.reason}"]


def _zones(was: Place, now: Place, subjects: tuple[Subject, ...]) -> tuple[str, ...]:
    lines: list[str] = []
    for subject in subjects:
        lines += _covered(was, now, subject)
        old, new = _shares(was, subject), _shares(now, subject)
        lines += [_said(key, old.get(key), new.get(key)) for key in _moved(old, new)]
    if Subject.BUILDING in subjects:
        lines += _built(was, now)
    return tuple(dict.fromkeys(lines))


def _covered(was: Place, now: Place, subject: Subject) -> list[str]:
    before, after = subject in was.surveyed, subject in now.surveyed
    if before == after:
        return []
    name = SUBJECT_NAMES[subject]
    if after:
        return [f"{name} : une couche en vigueur couvre désormais le terrain"]
    return [f"{name} : plus aucune couche en vigueur ne couvre le terrain"]


_Key = tuple[str, str | None, str | None, str | None]


def _shares(place: Place, subject: Subject) -> dict[_Key, ZoneHit]:
    return {
        (h.layer, h.plan, h.code, h.regime): h for h in place.hits(subject) if h.share >= TOUCHES
    }


def _moved(old: dict[_Key, ZoneHit], new: dict[_Key, ZoneHit]) -> list[_Key]:
    return [
        key
        for key in {**new, **old}
        if key not in old or key not in new or abs(old[key].share - new[key].share) > _SHARE
    ]


def _said(key: _Key, old: ZoneHit | None, new: ZoneHit | None) -> str:
    layer, _, code, regime = key
    seen = new or old
    plan = seen.plan_words if seen else None
    zone = f"couche « {layer} », zone {code or regime or '?'}" + (f" de {plan}" if plan else "")
    if new is None:
        return f"{zone} : n'est plus sur le terrain"
    since = f", en vigueur depuis le {new.valid_from:%d/%m/%Y}" if new.valid_from else ""
    if old is None:
        return f"{zone} : désormais sur {_percent(new.share)} du terrain{since}"
    return f"{zone} : de {_percent(old.share)} à {_percent(new.share)} du terrain"


def _built(was: Place, now: Place) -> list[str]:
    old, new = was.surroundings, now.surroundings
    counts = [None if one is None else one.within_100_m for one in (old, new)]
    if counts[0] == counts[1]:
        return []
    said_by = ["inconnu" if count is None else f"{count} bâtiment(s)" for count in counts]
    layer = new.layer if new else (old.layer if old else "")
    return [f"couche « {layer} », bâti dans les 100 m : {said_by[0]}, désormais {said_by[1]}"]


def _commune_changes(was: Commune | None, now: Commune | None) -> tuple[str, ...]:
    lines = []
    for name, label in _ABOUT_COMMUNE:
        old, new = getattr(was, name, None), getattr(now, name, None)
        if old != new:
            was_now = f"{_answer(old)}, désormais {_answer(new)}"
            lines.append(f"registre des communes, {label} : {was_now}")
    return tuple(lines)


def _answer(value: object) -> str:
    if value is None:
        return "non connu"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _percent(share: float) -> str:
    return f"{min(share, 1.0):.0%}".replace("%", " %")
