"""Puts an act of the demonstration into words, in the manner of the commune that drafts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from vigie.demo import phrases
from vigie.demo.acts import Act, Said
from vigie.demo.manner import Manner, in_words
from vigie.demo.operative import operative, title_key
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Authority,
    Decision,
    SignatoryRole,
    Stage,
)

Row = tuple[str, str]
PLAN_DAYS = ("12 juillet 2011", "28 février 2017", "19 décembre 2019", "3 mars 2021", "16/11/2022")
DELEGATION_DAYS = ("4 juillet 2020", "10 juillet 2020", "28/05/2020", "15 juin 2022", "03/02/2023")


@dataclass(frozen=True, slots=True)
class Draft:
    """An act in words. ``left`` and ``right`` are the two sides of the cartouche."""

    header: tuple[str, ...]
    title: tuple[str, ...]
    number: str
    left: tuple[Row, ...]
    right: tuple[Row, ...]
    authority: str
    visas: tuple[str, ...]
    recitals: tuple[str, ...]
    order: str
    articles: tuple[Row, ...]
    closing: str
    signature: tuple[str, ...]
    boilerplate: tuple[Row, ...]


def draft(act: Act, manner: Manner) -> Draft:
    """The act as its drafter would have typed it."""
    draw = Random(f"wording:{act.town.insee}:{act.index}")
    return Draft(
        header=_header(act, manner),
        title=_title(act, manner),
        number=manner.number(act.number),
        left=tuple(_left(act, manner)),
        right=tuple(_right(act, manner)),
        authority=_opening(act),
        visas=tuple(_visas(act, manner)),
        recitals=tuple(_recitals(act, manner)),
        order=manner.choose("order", phrases.ORDERS),
        articles=tuple(operative(act, manner, draw)),
        closing=_closing(act, manner),
        signature=tuple(_signature(act, manner)),
        boilerplate=_boilerplate(act, manner),
    )


def _header(act: Act, manner: Manner) -> tuple[str, ...]:
    town = act.town.name.upper()
    if act.authority is Authority.ETAT:
        return ("PRÉFET DE L'HÉRAULT", f"COMMUNE DE {town}")
    if act.authority is Authority.EPCI:
        return ("MÉTROPOLE FICTIVE DES GARRIGUES", f"Commune de {act.town.name}")
    first = manner.choose("header", ("RÉPUBLIQUE FRANÇAISE", "RÉPUBLIQUE FRANÇAISE", "MAIRIE"))
    of = manner.choose("of", ("COMMUNE DE {t}", "VILLE DE {t}", "COMMUNE DE {t}"))
    return (first, "Département de l'Hérault", of.format(t=town))


def in_whose_name(act: Act) -> str:
    """« au nom de … », as the title and the form say it."""
    return {
        Authority.COMMUNE: "AU NOM DE LA COMMUNE",
        Authority.EPCI: "AU NOM DE L'ÉTABLISSEMENT PUBLIC DE COOPÉRATION INTERCOMMUNALE",
        Authority.ETAT: "AU NOM DE L'ÉTAT",
    }[act.authority]


def _title(act: Act, manner: Manner) -> tuple[str, ...]:
    if act.act_type in {ActType.CUA, ActType.CUB} and act.stage is Stage.INITIAL:
        letter = "a" if act.act_type is ActType.CUA else "b"
        second = {
            "a": "DE SIMPLE INFORMATION (article L. 410-1 a du code de l'urbanisme)",
            "b": "OPÉRATION RÉALISABLE OU NON (article L. 410-1 b du code de l'urbanisme)",
        }[letter]
        return (f"CERTIFICAT D'URBANISME CU{letter}", second, f"DÉLIVRÉ {in_whose_name(act)}")
    noun = phrases.NOUNS[act.act_type][0]
    key = title_key(act)
    shape = manner.choose(f"title:{key}", phrases.TITLES[key])
    shape = shape.replace("LE MAIRE", "LE PRÉSIDENT") if act.authority is Authority.EPCI else shape
    text = shape.format(noun=noun, NOUN=noun.upper(), name=in_whose_name(act))
    if act.act_type is ActType.DP:
        text = text.replace("d'un déclaration", "d'une déclaration")
        text = text.replace("D'UN DÉCLARATION", "D'UNE DÉCLARATION")
    lines = tuple(text.split("|"))
    if "AU NOM" not in text and manner.layout != "village":
        lines = (*lines, in_whose_name(act).lower().replace("état", "État"))
    return lines


def _label(manner: Manner, key: str) -> str:
    return manner.choose(f"label:{key}", phrases.LABELS[key])


def _left(act: Act, manner: Manner) -> Iterator[Row]:
    yield _label(manner, "filed"), manner.day(act.filed_on, "cartouche")
    if act.completed_on is not None:
        yield _label(manner, "completed"), manner.day(act.completed_on, "cartouche")
    if manner.choose("shows posting", ("yes", "yes", "no")) == "yes":
        yield _label(manner, "posted"), manner.day(act.posted_on, "cartouche")
    yield _label(manner, "by"), shown_name(act, manner)
    if act.applicant.manager:
        yield _label(manner, "manager"), act.applicant.manager
    yield _label(manner, "living"), f"{act.applicant.address}, {act.applicant.city}"
    yield _label(manner, "for"), works_text(act)
    yield _label(manner, "site"), f"{act.address}, {act.town.name}"
    yield _label(manner, "cadastre"), manner.parcels(act.parcels)


def works_text(act: Act) -> str:
    """The nature of the works as printed."""
    if act.stage is Stage.MODIFICATIF:
        change = Random(f"change:{act.index}").choice(
            ("Modification des façades et des ouvertures", "Déplacement du garage",
             "Modification de l'implantation", "Modification de la toiture et des clôtures")
        )  # fmt: skip
        return f"{change} ({act.project.text.lower()})"
    return act.project.text


def shown_name(act: Act, manner: Manner) -> str:
    """The applicant as the commune prints it."""
    name = act.applicant.name
    if act.applicant.kind is not ApplicantKind.PERSON:
        return name
    form = manner.choose("names", ("full", "short", "capitals"))
    if form == "short":
        return name.replace("Monsieur", "M.").replace("Madame", "Mme")
    return name.upper() if form == "capitals" else name


def _right(act: Act, manner: Manner) -> Iterator[Row]:
    project = act.project
    if act.act_type is ActType.CUA:
        yield _label(manner, "site_area"), manner.area(act.site_area)
        return
    if act.stage is Stage.INITIAL or manner.layout != "village":
        yield _label(manner, "site_area"), manner.area(act.site_area)
    if project.floor_area:
        yield _label(manner, "floor"), manner.area(project.floor_area)
    if project.existing:
        yield _label(manner, "existing"), manner.area(project.existing)
    if project.footprint and manner.choose("shows footprint", ("yes", "no")) == "yes":
        yield _label(manner, "footprint"), manner.area(project.footprint)
    if project.dwellings:
        yield _label(manner, "dwellings"), str(project.dwellings)
    yield (
        _label(manner, "destination"),
        manner.choose(
            f"destination:{project.kind.destination}",
            phrases.DESTINATIONS[project.kind.destination],
        ),
    )
    if act.architect:
        yield _label(manner, "architect"), act.architect


def _opening(act: Act) -> str:
    if act.authority is Authority.EPCI:
        return "Le Président de la Métropole Fictive des Garrigues,"
    if act.authority is Authority.ETAT:
        return f"Le Maire de {act.town.name}, agissant au nom de l'État,"
    return f"Le Maire de {act.town.name},"


def _visas(act: Act, manner: Manner) -> Iterator[str]:
    noun = phrases.NOUNS[act.act_type][0]
    request = manner.choose("visa:request", phrases.REQUEST_VISAS).format(
        noun=noun,
        filed=manner.day(act.filed_on),
        applicant=shown_name(act, manner),
        number=manner.number(act.number),
    )
    yield request
    yield manner.choose("visa:code", phrases.CODE_VISAS)
    yield manner.choose("visa:plan", phrases.PLAN_VISAS[act.town.document]).format(
        day=manner.choose("plan day", PLAN_DAYS), zone=act.zone
    )
    if act.risk is not None and act.risk_cited:
        yield manner.choose("visa:risk", phrases.RISK_VISAS).format(
            plan=act.risk.plan.name, day=in_words(act.risk.plan.approved), zone=act.risk.code
        )
    yield from _later_visas(act, manner)
    for said in act.opinions:
        yield opinion_words(said, manner)
    if act.signed.by_delegation and act.signed.visa:
        yield manner.choose("visa:delegation", phrases.DELEGATION_VISAS).format(
            name=act.signed.name, day=manner.choose("delegated on", DELEGATION_DAYS)
        )


def _later_visas(act: Act, manner: Manner) -> Iterator[str]:
    if act.base is None:
        return
    noun = phrases.NOUNS[act.act_type][0]
    base = f"n° {manner.number(act.base.number)}"
    yield f"le {noun} {base} délivré le {manner.day(act.base.decided_on)}".replace(
        "le déclaration préalable", "la décision de non-opposition à la déclaration préalable"
    )
    if act.stage is Stage.RETRAIT:
        asked = act.decided_on - timedelta(days=35)
        yield f"le courrier du préfet de l'Hérault en date du {manner.day(asked)}"
        if act.contradictory_on is not None:
            yield f"la procédure contradictoire engagée le {manner.day(act.contradictory_on)}"
    if act.asked_by_holder:
        yield f"la demande d'annulation du bénéficiaire en date du {manner.day(act.filed_on)}"
    if act.stage is Stage.TRANSFERT:
        yield f"l'accord de {act.base.applicant.name}, titulaire de l'autorisation"


def opinion_words(said: Said, manner: Manner) -> str:
    """An opinion as the commune cites it."""
    sense = manner.choose(f"sense:{said.sense}", phrases.SENSES[said.sense])
    shape = manner.choose("visa:opinion", phrases.OPINION_VISAS)
    text = shape.format(sense=sense, name=said.name, day=manner.day(said.given_on))
    return text.replace(" de le ", " du ").replace(" de Monsieur le ", " de M. le ")


def _recitals(act: Act, manner: Manner) -> Iterator[str]:
    for reason in act.reasons:
        zone = act.risk.code if act.risk else "rouge"
        text = manner.choose(f"reason:{reason}", phrases.REASONS[reason])
        yield text.format(zone=zone, plu=act.zone or "non urbanisée")
    if act.farming_need and act.decision.favourable:
        yield phrases.FARMING_NEED
    if act.stage is Stage.RETRAIT:
        yield (
            "Considérant que le préfet de l'Hérault a demandé le retrait de l'acte susvisé comme"
            " entaché d'illégalité ;"
        )


def _closing(act: Act, manner: Manner) -> str:
    form = manner.choose("closing", ("Fait à {t}, le {d}", "{t}, le {d}", "À {t}, le {d}",
                                     "Fait à {t}|Le {d}", "STAMP"))  # fmt: skip
    return form.format(t=act.town.name, d=manner.day(act.decided_on, "closing"))


def _signature(act: Act, manner: Manner) -> Iterator[str]:
    signed = act.signed
    if signed.role is SignatoryRole.MAYOR:
        yield "Le Président," if act.authority is Authority.EPCI else "Le Maire,"
    elif signed.role is SignatoryRole.DEPUTY:
        yield manner.choose("by delegation", ("Pour le Maire et par délégation,",
                                              "Par délégation du Maire,",
                                              "P/ le Maire,"))  # fmt: skip
        yield manner.choose("deputy", ("L'adjoint délégué à l'urbanisme", "L'Adjoint au Maire",
                                       "Le premier adjoint"))  # fmt: skip
    else:
        yield "Pour le Maire et par délégation,"
        yield "Le directeur général des services"
    yield signed.name.replace("Monsieur ", "").replace("Madame ", "")


def _boilerplate(act: Act, manner: Manner) -> tuple[Row, ...]:
    """What every act of its kind ends with; the appeals changed by law on 28 November 2025."""
    appeal = (phrases.APPEAL, phrases.APPEALS[act.decided_on >= date(2025, 11, 28)])
    if act.decision is Decision.TACIT:
        return ()
    if act.decision in phrases.DENIALS or act.decision is Decision.WITHDRAWN:
        return (appeal,)
    if manner.layout == "village":
        return phrases.BOILERPLATE[1:3]
    if act.act_type in {ActType.CUA, ActType.CUB}:
        return (phrases.BOILERPLATE[2], phrases.BOILERPLATE[4], appeal)
    return (*phrases.BOILERPLATE, appeal)
