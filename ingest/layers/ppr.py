"""What the two standards of risk plans share: regimes, states, and what a zone is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ingest.layers.layer import Context, Draft, PlanRecord, RawTable
from ingest.layers.reading import code, plain, text
from vigie.domain.layer import LayerState
from vigie.domain.place import Regime, Subject

# typereg (COVADIS) and typereglement (CNIG) agree up to 04; 05 differs: see each module.
REGIMES = {
    "01": Regime.PRESCRIPTION_OUTSIDE_HAZARD,
    "02": Regime.PRESCRIPTION,
    "03": Regime.INTERDICTION,
    "04": Regime.STRICT_INTERDICTION,
}
_REGIME_WORDS = (
    (re.compile(r"interdiction\s+stricte"), Regime.STRICT_INTERDICTION),
    (re.compile(r"interdi"), Regime.INTERDICTION),
    (re.compile(r"hors\s+(zone\s+d.?\s*)?alea"), Regime.PRESCRIPTION_OUTSIDE_HAZARD),
    (re.compile(r"prescription|autorisation\s+sous"), Regime.PRESCRIPTION),
    (re.compile(r"recommandation"), Regime.RECOMMENDATION),
)
_MODELS = {  # models of procedure of GASPAR
    "PPRNI": Subject.FLOOD_PLAN,
    "PPRI": Subject.FLOOD_PLAN,
    "PPRNL": Subject.FLOOD_PLAN,
    "PPRL": Subject.FLOOD_PLAN,
    "PSS": Subject.FLOOD_PLAN,
    "PPRNIF": Subject.FIRE_PLAN,
    "PPRIF": Subject.FIRE_PLAN,
    "PPRM": Subject.OTHER_PLAN,
    "PPRT": Subject.OTHER_PLAN,
    "PPRNMVT": Subject.OTHER_PLAN,
    "PPRNS": Subject.OTHER_PLAN,
    "PPRNAV": Subject.OTHER_PLAN,
    "PPRNEV": Subject.OTHER_PLAN,
    "PPRNCY": Subject.OTHER_PLAN,
    "PPRNRAD": Subject.OTHER_PLAN,
}
_FIRE = re.compile(r"\bpprn?[-_ ]?i?f\b|incendie|feux?\b|foret")
_FLOOD = re.compile(
    r"\bpprn?[-_ ]?[il]\b|inond|submersion|\bcrues?\b|ruissel|deferlement|torrent|debordement"
    r"|remontees?\b.*nappe|\bphe\b"
)
_OTHER = re.compile(
    r"mouvement|glissement|eboulement|chutes? de|affaissement|effondrement|avalanche|sism|seism"
    r"|minier|technolog|argile|retrait|cavite|\bpprn?[-_ ]?[mt]\b|volcan|radon|cyclon"
)


_WATER = re.compile(
    r"\bvallees?\b|bassins? versants?|\bbassin d[eu']|\betangs?\b|rivieres?\b|\bfleuve|ruisseau"
    r"|\bplaine\b|\bdelta\b|cours d.?eau"
)
# Families of codes of flood plans of the Hérault and its neighbours: red and blue, urban or
# natural, precaution; hazard (fort, modéré, résiduel) by urban or not.
_FLOOD_CODE = re.compile(
    r"R[NnUuPpDd]|B[NnUu]\d?|Z[1-4]|(?:F|M|R|TF|Fsub|Msub|Rsub)-?(?:U|NU|CU|Ucu|Ud)|FUcu|Ri[1-4d]"
)


def regime(value: Any, label: str | None = None) -> Regime:
    """The regime of a zone by its typereg, in figures or in words; never by its letter.

    ``label`` is looked at only when the source has no typereg at all.
    """
    found = text(value)
    if found is None:
        return _regime_by_words(label)
    by_code = REGIMES.get(code(found, 2) or "")
    return by_code or _regime_by_words(found)


def _regime_by_words(words: str | None) -> Regime:
    said = plain(words)
    return next((r for pattern, r in _REGIME_WORDS if pattern.search(said)), Regime.UNKNOWN)


def subject_of_hazard(value: Any) -> Subject | None:
    """Subject of a hazard by GASPAR's numbers: 11… flood, 16… fire, others."""
    digits = re.sub(r"\D", "", text(value) or "")
    if len(digits) < 2 or set(digits) == {"9"}:
        return None  # 9999999 is « several risks »
    if digits.startswith("11"):
        return Subject.FLOOD_PLAN
    return Subject.FIRE_PLAN if digits.startswith("16") else Subject.OTHER_PLAN


def subject_of_model(value: Any) -> Subject | None:
    """Subject of a model of procedure (PPRN-I, PPRN-If…); None for those of several risks."""
    return _MODELS.get(re.sub(r"[^A-Z]", "", (text(value) or "").upper()))


def subject_of_words(words: str | None) -> Subject | None:
    """Subject of a zone or a plan by its name; flood wins where a name says several."""
    said = plain(words)
    if _FLOOD.search(said):
        return Subject.FLOOD_PLAN
    if _FIRE.search(said):
        return Subject.FIRE_PLAN
    return Subject.OTHER_PLAN if _OTHER.search(said) else None


def zone_subjects(
    labels: Sequence[str | None], plans: Sequence[str | None], context: Context, table: RawTable
) -> list[str | None]:
    """Subject of each zone: its own name, else its plan's, else the file's, else None."""
    of_file = subject_of_words(re.sub(r"[_.]", " ", " ".join(table.where.split("/")[-3:])))
    return [
        subject_of_words(label) or _subject_of_plan(context.plan(plan), of_file)
        for label, plan in zip(labels, plans, strict=True)
    ]


def _subject_of_plan(plan: PlanRecord | None, of_file: Subject | None) -> Subject | None:
    """None for a plan of several risks: its zone may be about any of them."""
    if plan is None:
        return of_file
    if len(plan.subjects) == 1:
        return next(iter(plan.subjects))
    if plan.subjects:
        return None
    return subject_of_words(plan.name) or of_file or plan.hint or _subject_of_land(plan.name)


def _subject_of_land(name: str | None) -> Subject | None:
    """A plan named after a valley, a basin, a river or an étang is about water."""
    return Subject.FLOOD_PLAN if _WATER.search(plain(name)) else None


def zone_plans(
    plans: Sequence[str | None], codes: Sequence[str | None], labels: Sequence[str | None]
) -> list[PlanRecord]:
    """What the zones of a table tell of their plans: the subjects that their names say.

    Where no name says any, the codes may: those of flood plans form families of their own.
    """
    found: dict[str, tuple[set[Subject], set[str]]] = {}
    for plan, code_, label in zip(plans, codes, labels, strict=True):
        if plan:
            subjects, seen = found.setdefault(plan, (set(), set()))
            subjects.update(filter(None, [subject_of_words(label)]))
            seen.update(filter(None, [code_]))
    return [
        PlanRecord(plan, subjects=frozenset(subjects), hint=_hint(seen))
        for plan, (subjects, seen) in found.items()
    ]


def _hint(codes: set[str]) -> Subject | None:
    """Flood, when every code is of the families of flood plans and two at least are their own."""
    families = [bool(_FLOOD_CODE.fullmatch(code_)) for code_ in codes]
    plain_ones = [code_ in ("R", "B") for code_ in codes]
    whole = all(f or p for f, p in zip(families, plain_ones, strict=True))
    return Subject.FLOOD_PLAN if whole and sum(families) >= 2 else None


def zone_draft(
    table: RawTable,
    context: Context,
    plans: Sequence[str | None],
    labels: Sequence[str | None],
    said: Mapping[str, Sequence[Any]],
) -> Draft:
    """Zones of plans as a draft: ``said`` holds their codes and regimes as the standard has them.

    ``said`` may name their subject; else it is looked for in names, plans and file.
    """
    subjects = said.get("subject") or zone_subjects(labels, plans, context, table)
    columns = {"plan": plans, "label": labels, **said, "subject": subjects}
    return Draft(columns={**columns, **plan_columns(plans, context)}, geometries=table.geometries)


def hazard_columns(
    risks: Sequence[str | None], levels: Sequence[str | None]
) -> dict[str, list[str | None]]:
    """Codes of hazard zones: the risk and its level; they have no regime."""
    pairs = zip(risks, levels, strict=True)
    return {
        "code": [f"{risk or '?'}-{level or '?'}" for risk, level in pairs],
        "subject": [Subject.HAZARD.value] * len(risks),
    }


def plan_columns(plans: Sequence[str | None], context: Context) -> dict[str, list[Any]]:
    """State, dates and name of the plan of each row, as far as the delivery says."""
    records = [context.plan(plan) or PlanRecord(plan or "") for plan in plans]
    return {
        "state": [record.state.value for record in records],
        "valid_from": [record.valid_from for record in records],
        "valid_to": [record.valid_to for record in records],
        "properties": [_named(record.name) for record in records],
    }


def _named(name: str | None) -> str | None:
    return json.dumps({"plan_name": name}, ensure_ascii=False) if name else None


def plan_id(value: Any) -> str | None:
    """Identifier of a plan in one spelling: upper case, no blanks."""
    found = text(value)
    return re.sub(r"\s+", "", found).upper() if found else None


def plan_ids(values: Iterable[Any]) -> list[str | None]:
    """:func:`plan_id` of each value."""
    return [plan_id(value) for value in values]


STATES_CNIG = {
    "DEB_PRG": LayerState.PRESCRIBED,
    "DEB_MTG": LayerState.PRESCRIBED,
    "PRESCRIT": LayerState.PRESCRIBED,
    "PAC": LayerState.PRESCRIBED,  # made known to the communes: not enforceable as a plan
    "PROROGE": LayerState.PRESCRIBED,
    "ANTICIPE": LayerState.ANTICIPATED,
    "APPROUVE": LayerState.APPROVED,
    "ANNULE": LayerState.ANNULLED,
    "ABROGE": LayerState.REPEALED,
}
STATES_COVADIS = {
    "01": LayerState.PRESCRIBED,
    "02": LayerState.APPROVED,
    "03": LayerState.REPEALED,
    "04": LayerState.ANTICIPATED,
}
ENDED = frozenset({LayerState.ANNULLED, LayerState.REPEALED})


def state(value: Any) -> LayerState:
    """State of a plan as either standard codes it."""
    found = plain(text(value)).upper()
    by_code = STATES_COVADIS.get(code(found, 2) or "") or STATES_CNIG.get(found)
    return by_code or next(
        (s for word, s in STATES_CNIG.items() if found.startswith(word)), LayerState.UNKNOWN
    )
