"""The words of an invented act, as a town hall would print them; one layout of the bench's own."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.grounds.story import Story
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Decision,
    Destination,
    Opinion,
    OpinionBody,
    OpinionSense,
    SignatoryRole,
    Stage,
)

NOUNS = {
    ActType.PC: "permis de construire",
    ActType.PCMI: "permis de construire",
    ActType.DP: "déclaration préalable",
}
BODIES = {
    OpinionBody.ABF: "l'Architecte des Bâtiments de France",
    OpinionBody.DDTM: "la Direction départementale des territoires et de la mer",
    OpinionBody.PREFET: "Monsieur le Préfet de l'Hérault",
    OpinionBody.CDPENAF: "la CDPENAF",
    OpinionBody.SDIS: "le SDIS",
}
SENSES = {OpinionSense.FAVOURABLE: "favorable", OpinionSense.UNFAVOURABLE: "défavorable"}
DESTINATIONS: dict[Destination | None, str] = {
    Destination.HOUSING: "Habitation",
    Destination.COMMERCE: "Commerce",
    Destination.FARMING: "Exploitation agricole",
    Destination.TOURISM: "Hébergement touristique",
}
ROLES = {
    SignatoryRole.MAYOR: "Le Maire",
    SignatoryRole.DEPUTY: "Pour le Maire et par délégation,\nl'Adjoint délégué à l'urbanisme",
    SignatoryRole.AGENT: "Pour le Maire et par délégation,\nle Directeur général des services",
    SignatoryRole.PRESIDENT: "Le Président",
}


def lines(story: Story) -> list[str]:
    """The act, line by line."""
    return [*_head(story), *_request(story), *_visas(story), *_operative(story), *_signature(story)]


def _head(story: Story) -> list[str]:
    facts = story.facts
    noun = NOUNS[facts["act_type"]]
    title = f"ARRÊTÉ relatif à {'une' if noun[0] == 'd' else 'un'} {noun}"
    if facts["stage"] is Stage.RETRAIT:
        title = f"ARRÊTÉ portant RETRAIT d'un {noun}"
    if facts["stage"] is Stage.TRANSFERT:
        title = f"ARRÊTÉ de TRANSFERT d'un {noun}"
    return [
        "RÉPUBLIQUE FRANÇAISE",
        "Département de l'Hérault",
        f"COMMUNE DE {story.commune.name.upper()}",
        "",
        title,
        "PRIS PAR LE MAIRE AU NOM DE LA COMMUNE",
        "",
        f"Dossier n° {facts['dossier_number']}",
    ]


def _request(story: Story) -> list[str]:
    facts = story.facts
    company = facts["applicant_kind"] is ApplicantKind.COMPANY
    said = [
        ("Demande déposée le", f"{facts['filed_on']:%d/%m/%Y}"),
        ("Présentée par :", "SARL ESSAI FICTIF" if company else "Madame Camille ESSAI"),
        ("Nature des travaux :", facts["works"]),
        ("Adresse du terrain :", f"{facts['site_address']}, {story.commune.name}"),
        ("Références cadastrales :", " et ".join(_parcel(p) for p in facts["parcels"])),
        ("Superficie du terrain :", _area(facts["site_area_m2"])),
        ("Surface de plancher créée :", _area(facts.get("floor_area_created_m2"))),
        ("Surface de plancher existante :", _area(facts.get("floor_area_existing_m2"))),
        ("Destination :", DESTINATIONS.get(facts["destination"])),
        ("Nombre de logements créés :", facts.get("dwellings_created")),
        ("Architecte :", "Atelier FICTIF, architecte DPLG" if facts["architect_named"] else None),
    ]
    return [f"{label} {value}" for label, value in said if value is not None]


def _parcel(identifier: str) -> str:
    return f"{identifier[8:10].lstrip('0')} {int(identifier[10:])}"


def _area(value: float | None) -> str | None:
    return None if value is None else f"{value:g} m²".replace(".", ",")


def _visas(story: Story) -> list[str]:
    facts = story.facts
    plan = "le plan local d'urbanisme approuvé le 12 mars 2015"
    named = f"{plan}, et notamment le règlement de la zone {facts['plu_zone']}"
    visas = [
        "le code de l'urbanisme, notamment ses articles L.421-1 et suivants",
        named if facts.get("plu_zone") else "le règlement national d'urbanisme",
        "la demande susvisée",
        *(_opinion(opinion) for opinion in facts["opinions"]),
        *story.visas,
    ]
    recitals = [f"Considérant que {recital} ;" for recital in story.recitals]
    return ["Le Maire,", *(f"Vu {visa} ;" for visa in visas), *recitals]


def _opinion(opinion: Opinion) -> str:
    body = BODIES[opinion.body]
    of = "de " + body if not body.startswith("le ") else "du " + body[3:]
    kind = "conforme " if opinion.body is OpinionBody.PREFET else ""
    return f"l'avis {kind}{SENSES[opinion.sense]} {of} en date du 3 février 2023"


def _operative(story: Story) -> list[str]:
    facts = story.facts
    noun = NOUNS[facts["act_type"]]
    first = {
        Decision.GRANTED: f"Le {noun} est ACCORDÉ pour le projet décrit dans la demande.",
        Decision.GRANTED_WITH_CONDITIONS: f"Le {noun} est ACCORDÉ sous réserve du respect des "
        "prescriptions mentionnées à l'article 2.",
        Decision.NON_OPPOSITION: "Il n'est pas fait opposition à la déclaration préalable.",
        Decision.REFUSED: f"Le {noun} est REFUSÉ.",
        Decision.WITHDRAWN: "L'arrêté susvisé est RETIRÉ.",
        Decision.TACIT: f"Une décision tacite est acquise depuis le {_tacit(facts)}.",
    }[facts["decision"]]
    if facts["stage"] is Stage.TRANSFERT:
        first = f"Le {noun} est TRANSFÉRÉ à la SARL ESSAI pour sa durée de validité restante."
    conditions = [f"- {condition}" for condition in facts["conditions"]]
    second = ["Article 2 : Prescriptions", *conditions] if conditions else []
    return ["ARRÊTE", f"Article 1 : {first}", *second]


def _tacit(facts: dict[str, Any]) -> str:
    day = facts.get("tacit_on")
    return f"{day:%d/%m/%Y}" if day else ""


def _signature(story: Story) -> list[str]:
    signatory = story.facts["signatory"]
    day = story.facts["decided_on"]
    return [
        f"Fait à {story.commune.name}, le {day:%d/%m/%Y}",
        *ROLES[signatory.role].split("\n"),
        signatory.name,
    ]


def masked(story: Story) -> str:
    """The text as scoring gets it: without names and addresses."""
    hidden = (story.facts["site_address"], "Camille ESSAI", story.facts["signatory"].name)
    text = "\n".join(lines(story))
    for words in hidden:
        text = text.replace(words, "[masqué]")
    return text


def pdf(story: Story, *, bottom: float = 60.0) -> bytes:
    """The act as a born-digital PDF; ``bottom`` is where pages end, in points from their foot."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    row = 800.0
    for line in lines(story):
        for part in _wrapped(line):
            if row < bottom:
                canvas.showPage()
                row = 800.0
            canvas.setFont("Helvetica", 10)
            canvas.drawString(60, row, part)
            row -= 15
    canvas.save()
    return out.getvalue()


def _wrapped(line: str, width: int = 92) -> list[str]:
    words, rows = line.split(" "), [""]
    for word in words:
        if len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows
