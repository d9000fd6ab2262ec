"""Layouts of the benchmark's acts, kept out of sight of the rules.

A form with small labels over their values, a register sheet in four columns, a letter in prose.
"""
# ruff: noqa: E501 - phrases of acts are kept whole

from __future__ import annotations

import io
import random
from collections.abc import Callable
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from benchmarks.facts.acts import MadeAct, day

Layout = Callable[[MadeAct, random.Random], list[Flowable]]

_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10, leading=12.5, spaceAfter=3)
_SERIF = ParagraphStyle("serif", fontName="Times-Roman", fontSize=11, leading=13.5, spaceAfter=4)
_CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=9.5, leading=11.5)
_LABEL = ParagraphStyle(
    "label", fontName="Helvetica-Oblique", fontSize=7.5, leading=9, textColor=colors.grey
)
_TITLE = ParagraphStyle(
    "title", fontName="Helvetica-Bold", fontSize=13, leading=16, alignment=TA_CENTER, spaceAfter=8
)
_SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=7.5, leading=9, spaceBefore=3)
_RIGHT = ParagraphStyle("right", parent=_TEXT, alignment=TA_RIGHT)


def pdf(act: MadeAct, layout: Layout, rng: random.Random) -> bytes:
    """The act as a PDF with native text."""
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, leftMargin=50, rightMargin=50, topMargin=45, bottomMargin=45
    ).build(layout(act, rng))
    return out.getvalue()


def _p(text: str, style: ParagraphStyle = _TEXT) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _boxed(label: str, value: str) -> list[Paragraph]:
    return [_p(label, _LABEL), _p(value, _CELL)]


def form(act: MadeAct, rng: random.Random) -> list[Flowable]:
    """Small grey labels over their values, in ruled boxes two by two."""
    cells = [
        _boxed("Numéro du dossier", act.number), _boxed("Date de dépôt de la demande", act.fields["filed"]), _boxed("Demandeur", act.asked_by), _boxed("Demeurant à", act.home),
        _boxed("Nature des travaux", act.works), _boxed("Adresse du terrain", f"{act.site}, {act.town}"), _boxed("Références cadastrales", act.parcels),
    ]  # fmt: skip
    for key, label in (
        ("site_area", "Superficie du terrain"),
        ("area", "Surface de plancher créée"),
        ("use", "Destination"),
        ("dwellings", "Nombre de logements"),
        ("architect", "Architecte"),
    ):
        if key in act.fields:
            cells.append(_boxed(label, act.fields[key]))
    if len(cells) % 2:
        cells.append([_p("", _CELL)])
    table = Table(
        [cells[i : i + 2] for i in range(0, len(cells), 2)],
        colWidths=[245, 245],
        style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    return [_p(f"COMMUNE DE {act.town.upper()}", _CELL), _p("Liberté - Égalité - Fraternité", _LABEL), Spacer(1, 8), _p(act.title, _TITLE),
            _p("pris par le Maire au nom de la Commune", _CELL), Spacer(1, 6), table, Spacer(1, 8), *_body(act, rng, _TEXT, "ARRÊTE", "Article {n} - ")]  # fmt: skip


def register(act: MadeAct, rng: random.Random) -> list[Flowable]:
    """Label and value in four columns, as software prints them."""
    pairs = [("Dossier", act.number), ("Déposé le", act.fields["filed"]), ("Pétitionnaire", act.asked_by), ("Adresse du demandeur", act.home),
             ("Objet de la demande", act.works), ("Lieu des travaux", f"{act.site} {act.town}"), ("Parcelle(s)", act.parcels)]  # fmt: skip
    for key, label in (
        ("site_area", "Surface du terrain"),
        ("area", "Surface de plancher"),
        ("use", "Destination des locaux"),
        ("dwellings", "Logements créés"),
        ("architect", "Auteur du projet"),
    ):
        if key in act.fields:
            pairs.append((label, act.fields[key]))
    if len(pairs) % 2:
        pairs.append(("", ""))
    rows = [
        [
            _p(f"{label} :" if label else "", _CELL) if i % 2 == 0 else _p(text, _CELL)
            for pair in pairs[k : k + 2]
            for i, (label, text) in enumerate(((pair[0], ""), ("", pair[1])))
        ]
        for k in range(0, len(pairs), 2)
    ]
    table = Table(
        rows,
        colWidths=[85, 165, 85, 160],
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (0, -1), colors.whitesmoke),
        ],
    )
    return [_p(f"Ville de {act.town}\nService de l'urbanisme", _CELL), _p(act.title, _TITLE), _p("AU NOM DE LA COMMUNE", _TITLE), table, Spacer(1, 10),
            *_body(act, rng, _TEXT, "DÉCIDE", "ARTICLE {n} : ")]  # fmt: skip


def letter(act: MadeAct, rng: random.Random) -> list[Flowable]:
    """No cartouche: all is told in the visa of the request."""
    told = f"Vu la demande {_article(act)} n° {act.number}, déposée le {act.fields['filed']} par {act.name}, demeurant {act.home}, en vue de : {act.works[0].lower() + act.works[1:]}, sur un terrain situé {act.site} à {act.town}, cadastré {act.parcels}"
    told += f", d'une superficie de {act.fields['site_area']}" if "site_area" in act.fields else ""
    told += (
        f", pour une surface de plancher créée de {act.fields['area']}"
        if "area" in act.fields
        else ""
    )
    told += f", à destination de : {act.fields['use']}" if "use" in act.fields else ""
    told += (
        f", comportant {act.fields['dwellings']} logement(s)" if "dwellings" in act.fields else ""
    )
    told += (
        f", projet établi par {act.fields['architect']}, architecte"
        if "architect" in act.fields
        else ""
    )
    return [_p("Département de l'Hérault", _SERIF), _p(f"MAIRIE DE {act.town.upper()}", _SERIF), Spacer(1, 10), _p(act.title, _TITLE),
            _p(f"Le Maire de {act.town}, agissant au nom de la commune,", _SERIF), _p(told + " ;", _SERIF), *_body(act, rng, _SERIF, "ARRÊTE :", "Article {n}. ")]  # fmt: skip


def _article(act: MadeAct) -> str:
    kind = act.truth["act_type"]
    return {
        "PC": "de permis de construire",
        "PA": "de permis d'aménager",
        "PD": "de permis de démolir",
        "DP": "de déclaration préalable",
    }.get(kind, "de certificat d'urbanisme")


def _body(
    act: MadeAct, rng: random.Random, style: ParagraphStyle, heading: str, article: str
) -> list[Flowable]:
    if act.truth["act_type"] == "CUb":
        heading = "CERTIFIE"
    flow: list[Flowable] = [_p(text, style) for text in (*act.visas, *act.reasons)]
    flow.append(_p(heading, _TITLE))
    flow.append(_p(article.format(n="1er") + act.decision, style))
    if act.conditions:
        flow.append(_p(article.format(n=2) + "Prescriptions", style))
        flow += [_p(f"- {text}", style) for text in act.conditions]
    flow.append(_p(article.format(n=3) + act.boiler[2], style))
    flow += [
        Spacer(1, 10),
        _p(f"Fait à {act.town}, le {day(rng, act.truth['decided_on'])}", _RIGHT),
        _p(f"{act.signer[0]}\n{act.signer[1]}", _RIGHT),
        Spacer(1, 14),
    ]
    return flow + [_p(text, _SMALL) for text in act.boiler[:2]]


LAYOUTS: dict[str, Layout] = {"form": form, "register": register, "letter": letter}
