"""The applicant's form and the sender's envelope, against the act."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.consistency import CONTENT
from scoring.grounds.ground import Article, Ground
from scoring.grounds.law import law_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Term
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

_URBANISM = "2.2"  # « actes relatifs au droit d'occupation ou d'utilisation des sols »
_NOT_INDIVIDUAL = {
    "1": "délibération",
    "2": "arrêté réglementaire",
    "4": "contrat ou convention",
    "5": "document budgétaire",
}


class Envelope(Term):
    """What @CTES was told of the act, against what it is."""

    FITTING = "matière et nature conformes"
    MATTER = "autre matière"
    NATURE = "autre nature"
    NONE = "non déclarées"


def _envelope(case: Case) -> Envelope:
    """A matter coarser than 2.2 (« 2 ») fits; so does a nature that is « other »."""
    sent = case.dossier.transmission
    if sent is None or (sent.matter is None and sent.nature is None):
        return Envelope.NONE
    matter = sent.matter or _URBANISM
    if not (matter.startswith(_URBANISM) or _URBANISM.startswith(matter)):
        return Envelope.MATTER
    return Envelope.NATURE if sent.nature in _NOT_INDIVIDUAL else Envelope.FITTING


def _because_8(case: Case, _: Verdict) -> str:
    sent = case.dossier.transmission
    if sent is None:
        return "Aucune classification n'a été déclarée à la transmission."
    if _envelope(case) is Envelope.NATURE:
        nature = _NOT_INDIVIDUAL[sent.nature or ""]
        return f"Transmis comme « {nature} » alors que l'acte est une décision individuelle."
    return (
        f"Transmis sous la matière {sent.matter} alors que l'acte est une décision d'urbanisme "
        f"(matière {_URBANISM})."
    )


COH_8 = Ground(
    code="COH-8",
    theme=Theme.CONSISTENCY,
    label="Matière ou nature déclarée à la transmission contraire à l'acte",
    strength=1,
    gravity=0.15,
    articles=(
        Article("Code général des collectivités territoriales, articles L2131-1 et L2131-2"),
    ),
    facts=("act_type",),
    ask=lambda case: (_envelope(case),),
    table=law_table(
        {
            (frozenset({Envelope.MATTER, Envelope.NATURE}),): DOUBT,
            (ANY,): NOT_APPLICABLE,
        },
        Envelope,
    ),
    because=_because_8,
    clears="Une erreur de saisie de la commune : l'acte se lit pour ce qu'il est.",
)

GROUNDS: tuple[Ground, ...] = (COH_7, COH_8)
