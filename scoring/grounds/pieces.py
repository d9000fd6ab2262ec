"""The pieces and opinions that an act of this type in this place calls for (CU R431-4 to R431-34).

They fill the request for pieces. Codes are those of the national forms.
"""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.flood import flood_land
from scoring.grounds.forest import wooded
from scoring.grounds.heritage import heritage
from scoring.grounds.land import met
from scoring.grounds.national_rules import national_rules
from scoring.grounds.terms import Flag, Land, Met, Project
from vigie.domain.fact import ActType
from vigie.domain.place import Subject

_PLANS: dict[ActType, tuple[str, ...]] = {
    ActType.PC: (
        "plan de situation (PC1)",
        "plan de masse (PC2)",
        "plan en coupe (PC3)",
        "notice (PC4)",
    ),
    ActType.PCMI: (
        "plan de situation (PCMI1)",
        "plan de masse (PCMI2)",
        "plan en coupe (PCMI3)",
        "notice (PCMI4)",
    ),
    ActType.DP: ("plan de situation (DP1)", "plan de masse (DP2)"),
    ActType.PA: ("plan de situation (PA1)", "notice (PA2)", "plan de composition (PA4)"),
    ActType.PD: ("plan de situation (PD1)", "plan de masse (PD2)"),
    ActType.CUB: ("plan de situation", "note descriptive"),
    ActType.CUA: (),
}
_WET = frozenset({Land.RED, Land.PARTLY_RED, Land.BLUE})
_BUILT = frozenset({Project.DWELLING, Project.PUBLIC, Project.BUILDING, Project.EXTENSION})
_IN = frozenset({Met.YES, Met.PARTLY})


def expected_pieces(case: Case) -> tuple[str, ...]:
    """Pieces to ask for when they did not come, in French."""
    plans = _PLANS.get(case.act_type, ()) if case.act_type else ()
    return ("formulaire de demande", *plans, *_by_place(case))


def _by_place(case: Case) -> tuple[str, ...]:
    wanted = (
        (flood_land(case) in _WET and case.project in _BUILT, "attestation PPRI (PC13 ou PCMI13)"),
        (heritage(case) in _IN, "avis de l'architecte des Bâtiments de France"),
        (met(case, Subject.FOREST, wooded) in _IN, "autorisation de défrichement (PC24)"),
        (national_rules(case) is Flag.YES, "avis conforme du préfet"),
        (case.project is Project.PUBLIC, "avis de la commission de sécurité (SDIS)"),
    )
    return tuple(name for due, name in wanted if due)
