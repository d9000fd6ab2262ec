"""Lawful twins: the same sight as a cause, with the thing in order."""

from __future__ import annotations

from benchmarks.grounds.causes import (
    ABF,
    FOR,
    PROTECTED,
    Change,
    alone,
    blue,
    converted,
    declared,
    divided,
    extended,
    farmed,
    fenced,
    littoral,
    montagne,
    opinion,
    red,
    refused,
    rnu,
    shed,
    shop,
    withdrawn,
)
from benchmarks.grounds.story import heard, zone
from vigie.domain.fact import (
    Decision,
    Opinion,
    OpinionBody,
    Signatory,
    SignatoryRole,
    Stage,
)
from vigie.domain.place import Subject

# The same sight, in order.
TWINS: dict[str, Change] = {
    "maison en zone bleue avec cote": blue,
    "extension limitée en zone rouge": lambda s, d: extended(red(s, d), 15.0),
    "clôture en zone rouge": lambda s, d: fenced(red(s, d)).said(conditions=()),
    "refus en zone rouge": lambda s, d: refused(red(s, d)),
    "avis favorable de la DDTM": opinion(OpinionBody.DDTM, FOR),
    "logement nécessaire en zone A": lambda s, _: farmed(s.in_plu("A", "A")),
    "hangar en zone A": lambda s, _: shed(s.in_plu("A", "A")),
    "refus en zone A": lambda s, _: refused(s.in_plu("A", "A")),
    "maison en continuité, littoral": lambda s, _: littoral(s),
    "hangar littoral avec accord": lambda s, _: heard(
        littoral(alone(shed(s).in_plu("A", "A"))), Opinion(OpinionBody.PREFET, FOR)
    ),
    "maison en continuité, montagne": lambda s, _: montagne(s),
    "RNU, avis conforme favorable": lambda s, _: heard(rnu(s), Opinion(OpinionBody.PREFET, FOR)),
    "abords, accord de l'ABF": lambda s, _: heard(s.on(PROTECTED), Opinion(ABF, FOR)),
    "commerce avec architecte": lambda s, _: shop(s),
    "grande surface dispensée": lambda s, _: (
        shop(s)
        .said(floor_area_created_m2=12_000.0)
        .writes("la décision de dispense d'évaluation environnementale après examen au cas par cas")
    ),
    "grande maison avec architecte": lambda s, _: s.said(
        floor_area_created_m2=210.0, architect_named=True
    ),
    "adjoint, délégation visée": lambda s, _: s.said(
        signatory=Signatory("Dominique FICTIF", SignatoryRole.DEPUTY, True)
    ).writes("l'arrêté municipal du 4 juillet 2020 portant délégation de signature à l'adjoint"),
    "retrait à temps, contradictoire": lambda s, d: withdrawn(s, d.randint(20, 85)).writes(
        "la procédure contradictoire engagée auprès du bénéficiaire"
    ),
    "retrait à la demande": lambda s, d: withdrawn(s, d.randint(100, 300)).writes(
        "la demande de retrait présentée par le bénéficiaire"
    ),
    "petite extension par déclaration": lambda s, _: declared(extended(s, 0.0)).said(
        floor_area_created_m2=18.0, floor_area_existing_m2=90.0
    ),
    "tacite en zone urbaine": lambda s, _: s.said(
        decision=Decision.TACIT, tacit_on=s.facts["decided_on"]
    ),
    "division en zone urbaine": lambda s, _: divided(s),
    "transfert en zone rouge": lambda s, d: (
        red(s, d)
        .said(stage=Stage.TRANSFERT, conditions=(), decision=Decision.GRANTED)
        .writes("l'accord du titulaire initial")
    ),
    "bois hors du terrain": lambda s, _: s.on(
        zone(Subject.FOREST, 1.0, code="bande des 200 m")
    ).writes("les obligations légales de débroussaillement"),
    "gîte désigné, avis conforme": lambda s, _: heard(
        converted(s)
        .in_plu("A", "A")
        .on(zone(Subject.PLU_PRESCRIPTION, 1.0, code="16-01", label="bâtiment désigné")),
        Opinion(OpinionBody.CDPENAF, FOR),
    ),
}
