"""What makes an invented act unlawful.

Codes are those of the reference of the control. Nothing here imports the grounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from benchmarks.grounds.story import Story, heard, zone
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Decision,
    Destination,
    Opinion,
    OpinionBody,
    OpinionSense,
    Signatory,
    SignatoryRole,
    Stage,
    WorksKind,
)
from vigie.domain.place import Regime, Subject

Change = Callable[[Story, Random], Story]
ATTESTATION = "l'attestation de l'expert certifiant la réalisation de l'étude (PCMI13)"
LEVEL = "La sous-face du premier plancher sera calée à la cote PHE + 30 cm, soit 3,40 m NGF."
AGAINST, FOR = OpinionSense.UNFAVOURABLE, OpinionSense.FAVOURABLE
BLUE = ("B", "RU", "Bu")
PPRI, PPRIF = "34DDTM20120007", "34DDTM20080003"


def _flood(story: Story, regime: Regime, share: float, code: str) -> Story:
    wet = story.on(zone(Subject.FLOOD_PLAN, share, code=code, regime=regime.value, plan=PPRI))
    conditional = Decision.GRANTED_WITH_CONDITIONS
    return wet.writes(ATTESTATION).said(conditions=(LEVEL,), decision=conditional)


def red(story: Story, draw: Random) -> Story:
    """Land mostly in a zone of interdiction."""
    regime = draw.choice((Regime.INTERDICTION, Regime.STRICT_INTERDICTION))
    return _flood(story, regime, draw.uniform(0.6, 1.0), draw.choice(("R", "Rn", "RU", "Z9")))


def blue(story: Story, draw: Random) -> Story:
    """Land in a zone of prescription, whatever its letter."""
    return _flood(story, Regime.PRESCRIPTION, draw.uniform(0.3, 1.0), draw.choice(BLUE))


def extended(story: Story, area: float) -> Story:
    """An extension of an existing house."""
    return story.said(
        works="Extension d'une maison d'habitation",
        works_kinds=(WorksKind.EXTENSION,),
        floor_area_created_m2=area,
        floor_area_existing_m2=90.0,
        dwellings_created=None,
    )


def fenced(story: Story) -> Story:
    """A fence."""
    return declared(story).said(
        works="Édification d'une clôture", works_kinds=(WorksKind.FENCE,), destination=None
    )


def declared(story: Story) -> Story:
    """Made by declaration."""
    number = story.facts["dossier_number"].replace("PC ", "DP ")
    return story.said(
        dossier_number=number,
        act_type=ActType.DP,
        decision=Decision.NON_OPPOSITION,
        floor_area_created_m2=None,
        dwellings_created=None,
    )


def shop(story: Story) -> Story:
    """A shop."""
    number = story.facts["dossier_number"]
    return story.said(
        dossier_number=number,
        act_type=ActType.PC,
        works="Construction d'un commerce de détail",
        works_kinds=(WorksKind.NEW_BUILDING,),
        destination=Destination.COMMERCE,
        floor_area_created_m2=300.0,
        dwellings_created=None,
        applicant_kind=ApplicantKind.COMPANY,
        architect_named=True,
    ).writes("l'avis de la sous-commission départementale de sécurité")


def shed(story: Story) -> Story:
    """A farm shed."""
    return story.said(
        act_type=ActType.PC,
        works="Construction d'un hangar agricole pour le matériel de l'exploitation",
        works_kinds=(WorksKind.FARM_BUILDING,),
        destination=Destination.FARMING,
        floor_area_created_m2=200.0,
        dwellings_created=None,
    )


def converted(story: Story) -> Story:
    """A barn made into lodgings."""
    return story.said(
        act_type=ActType.PC,
        works="Changement de destination d'une grange en gîte",
        works_kinds=(WorksKind.CHANGE_OF_USE,),
        destination=Destination.TOURISM,
        floor_area_created_m2=0.0,
        dwellings_created=None,
    ).writes("l'avis de la sous-commission départementale de sécurité")


def divided(story: Story) -> Story:
    """Land divided into lots by declaration."""
    return declared(story).said(
        works="Division en vue de construire, deux lots", works_kinds=(WorksKind.SUBDIVISION,)
    )


def littoral(story: Story) -> Story:
    """In a commune of the shore."""
    return replace(story, commune=replace(story.commune, littoral=True))


def montagne(story: Story) -> Story:
    """In a commune of the mountain."""
    return replace(story, commune=replace(story.commune, montagne=True))


def rnu(story: Story) -> Story:
    """In a commune without a local plan."""
    kept = tuple(z for z in story.zones if z.subject is not Subject.PLU)
    bare = replace(story, zones=kept, commune=replace(story.commune, planning_document="RNU"))
    return bare.said(plu_zone=None)


def alone(story: Story, neighbours: int = 0) -> Story:
    """With few buildings around, or none."""
    return replace(story, neighbours=neighbours)


def refused(story: Story) -> Story:
    """Refused."""
    return story.said(decision=Decision.REFUSED, conditions=())


def withdrawn(story: Story, days: int) -> Story:
    """Withdrawn some days after it was granted."""
    first = story.facts["decided_on"]
    later = story.said(
        decision=Decision.WITHDRAWN, stage=Stage.RETRAIT, decided_on=first + timedelta(days=days)
    )
    return later.writes(f"l'arrêté du {first:%d/%m/%Y} accordant le permis de construire")


def farmed(story: Story) -> Story:
    """For a farmer."""
    return story.writes(
        "l'attestation de la MSA établissant que le demandeur, exploitant viticole, justifie d'une "
        "présence permanente nécessaire à l'exploitation"
    )


def opinion(body: OpinionBody, sense: OpinionSense) -> Change:
    """With an opinion visaed."""
    return lambda story, _: heard(story, Opinion(body, sense))


def _pick(*changes: Change) -> Change:
    return lambda story, draw: draw.choice(changes)(story, draw)


ABF = OpinionBody.ABF
PROTECTED = zone(Subject.SUP, 1.0, code="AC1", label="abords de l'église")

# code: the story that is unlawful for it. Other codes that the same sight holds stand after it.
CAUSES: dict[tuple[str, ...], Change] = {
    ("INO-1",): red,
    ("INO-1", "INO-4"): lambda s, d: red(s, d).said(works="Maison avec garage en sous-sol"),
    ("INO-1", "TAC-1"): lambda s, d: red(s, d).said(
        decision=Decision.TACIT, tacit_on=s.facts["decided_on"], conditions=()
    ),
    ("INO-2", "INO-1"): lambda s, d: red(s, d).said(
        act_type=ActType.PC,
        works="Transformation d'un garage en logement",
        works_kinds=(WorksKind.CHANGE_OF_USE,),
        floor_area_created_m2=0.0,
    ),
    ("INO-4",): lambda s, d: blue(s, d).said(works="Maison individuelle avec cave et sous-sol"),
    ("INO-7",): opinion(OpinionBody.DDTM, AGAINST),
    ("FEU-1",): lambda s, d: s.on(
        zone(Subject.FIRE_PLAN, d.uniform(0.6, 1), code="A", regime="interdiction", plan=PPRIF)
    ).writes("l'avis favorable du SDIS", "l'obligation de débroussaillement"),
    ("FEU-6",): lambda s, _: s.on(zone(Subject.FOREST, 0.9, code="massif")).writes(
        "les obligations légales de débroussaillement"
    ),
    ("LIT-1",): lambda s, d: littoral(alone(s, d.randint(0, 3))).in_plu("AUs", "2AU"),
    ("LIT-2",): lambda s, _: littoral(alone(extended(s, 30.0), 2)).on(
        zone(Subject.SHORE, 0.9, code="bande des 100 m")
    ),
    ("LIT-4",): lambda s, _: littoral(alone(shed(s).in_plu("A", "A"))),
    ("LIT-5",): lambda s, d: littoral(s).on(
        zone(Subject.PLU_PRESCRIPTION, 0.9, code=d.choice(("31-01", "31-00")), label="espace")
    ),
    ("ENV-2",): lambda s, _: s.on(
        zone(Subject.PLU_PRESCRIPTION, 0.8, code="01-00", label="Espace boisé classé")
    ),
    ("ENV-5",): lambda s, d: shop(s).said(floor_area_created_m2=float(d.randint(10_000, 60_000))),
    ("AGR-1",): lambda s, d: s.in_plu("A", d.choice(("A", "Ap", "A1"))),
    ("AGR-2",): lambda s, d: s.in_plu("N", d.choice(("N", "Nl", "N2"))),
    ("AGR-3",): lambda s, d: converted(s).in_plu(*d.choice((("A", "A"), ("N", "N")))),
    ("AGR-4",): lambda s, _: s.writes("le STECAL « hébergement léger » du PLU"),
    ("CAB-1",): lambda s, d: fenced(s.in_plu("A", "A")).said(
        works=d.choice(("Installation d'un mobil-home", "Installation de deux caravanes")),
        works_kinds=(WorksKind.ANNEXE,),
    ),
    ("RNU-1",): lambda s, _: rnu(s),
    ("RNU-2",): lambda s, _: heard(rnu(s), Opinion(OpinionBody.PREFET, AGAINST)),
    ("RNU-3",): lambda s, _: alone(heard(rnu(s), Opinion(OpinionBody.PREFET, FOR))),
    # A lot to build on is a new dwelling: a farm or natural zone forbids it as such.
    ("DIV-1", "AGR-1"): lambda s, _: divided(s).in_plu("A", "Ap"),
    ("DIV-1", "AGR-2"): lambda s, _: divided(s).in_plu("N", "N"),
    ("PLU-2",): lambda s, _: s.writes("l'adaptation mineure accordée à l'article UC 7"),
    ("PLU-1",): lambda s, _: s.said(plu_zone="N"),
    ("ABF-1",): lambda s, d: s.on(
        zone(Subject.SUP, 1.0, code=d.choice(("AC1", "AC2", "AC4")), label="secteur")
    ),
    ("ABF-2",): lambda s, _: heard(s.on(PROTECTED), Opinion(ABF, AGAINST)),
    ("COM-1",): lambda s, d: s.said(
        signatory=Signatory(
            "Dominique FICTIF", d.choice((SignatoryRole.DEPUTY, SignatoryRole.AGENT)), True
        )
    ),
    ("COM-2",): lambda s, _: s.said(
        signatory=Signatory("Dominique FICTIF", SignatoryRole.PRESIDENT, False)
    ),
    ("ARC-1",): _pick(
        lambda s, d: s.said(
            floor_area_created_m2=float(d.randint(151, 400)), architect_named=False
        ),
        lambda s, _: s.said(applicant_kind=ApplicantKind.COMPANY, architect_named=False),
    ),
    ("SEU-1",): lambda s, d: declared(extended(s, 0.0)).said(
        floor_area_created_m2=float(d.randint(41, 120)), floor_area_existing_m2=100.0
    ),
    ("TAC-1",): lambda s, _: fenced(s.in_plu("A", "A")).said(
        works="Pose de panneaux photovoltaïques au sol",
        works_kinds=(WorksKind.PHOTOVOLTAIC,),
        decision=Decision.TACIT,
        tacit_on=s.facts["decided_on"],
    ),
    ("TAC-2",): _pick(
        lambda s, d: refused(s).said(
            filed_on=s.facts["decided_on"] - timedelta(days=d.randint(80, 120))
        ),
        lambda s, d: refused(s).said(
            filed_on=s.facts["decided_on"] - timedelta(days=150),
            tacit_on=s.facts["decided_on"] - timedelta(days=d.randint(1, 40)),
        ),
    ),
    ("RET-1",): _pick(
        lambda s, d: withdrawn(s, d.randint(100, 300)).writes("la procédure contradictoire"),
        lambda s, d: withdrawn(s, d.randint(20, 80)),
    ),
    ("MON-1",): lambda s, _: montagne(alone(s)).in_plu("AUc", "1AU"),
    ("FOR-1",): lambda s, _: replace(refused(s), recitals=()),
    ("FOR-3",): lambda s, _: s.said(
        decision=Decision.GRANTED_WITH_CONDITIONS,
        conditions=("Un nouveau plan de masse devra être fourni avant travaux.",),
    ),
}
