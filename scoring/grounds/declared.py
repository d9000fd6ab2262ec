"""The applicant's form against the act."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.consistency import CONTENT
from scoring.grounds.ground import Ground
from scoring.grounds.law import law_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag
from vigie.domain.finding import Theme, Verdict

DOUBT = Verdict.DOUBT
NOT_APPLICABLE = Verdict.NOT_APPLICABLE


def form_differs(case: Case) -> tuple[str, ...]:
    """Where the applicant's form and the act do not say the same, in French."""
    declared = case.dossier.declared
    if declared is None:
        return ()
    differing = [
        f"{label} : {_shown(said)} à la demande, {_shown(printed)} à l'acte"
        for name, label in _DECLARED.items()
        if (fact := getattr(declared.facts, name)) is not None
        and (printed := case.value(name)) is not None
        and _apart(said := fact.value, printed)
    ]
    return (*differing, *declared.contradictions)


_DECLARED = {
    "floor_area_created_m2": "surface de plancher créée (m²)",
    "floor_area_existing_m2": "surface de plancher existante (m²)",
    "dwellings_created": "logements créés",
    "parcels": "parcelles",
}
_ROUNDED = 1.0  # square metres that rounding explains


def _apart(said: object, printed: object) -> bool:
    if isinstance(said, tuple) and isinstance(printed, tuple):
        return not set(printed) <= set(said)
    if isinstance(said, int | float) and isinstance(printed, int | float):
        return abs(said - printed) > (_ROUNDED if isinstance(said, float) else 0)
    return said != printed


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


COH_7 = Ground(
    code="COH-7",
    theme=Theme.CONSISTENCY,
    label="Formulaire de demande et acte qui ne disent pas la même chose",
    strength=2,
    gravity=0.4,
    articles=(CONTENT,),
    facts=tuple(_DECLARED),
    ask=lambda case: (Flag.YES if form_differs(case) else Flag.NO,),
    table=law_table({(Flag.YES,): DOUBT, (ANY,): NOT_APPLICABLE}, Flag),
    because=lambda case, _: f"Demande et acte diffèrent : {' ; '.join(form_differs(case)[:3])}.",
    clears="Une demande modifiée en cours d'instruction, ou une erreur de l'acte.",
    document="formulaire de demande et pièces modifiées",
)

GROUNDS: tuple[Ground, ...] = (COH_7,)
