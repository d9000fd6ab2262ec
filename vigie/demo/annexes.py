"""Pages that come with an act of the demonstration: receipts, opinions, plans."""

from __future__ import annotations

from random import Random

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from vigie.demo.acts import Act, Said
from vigie.demo.land import Land
from vigie.demo.manner import Manner, in_words
from vigie.demo.paper import Plan, style, text
from vigie.demo.wording import works_text
from vigie.domain.fact import OpinionSense

Flow = list[Flowable]
CONCLUSIONS = {
    OpinionSense.FAVOURABLE: "AVIS FAVORABLE",
    OpinionSense.FAVOURABLE_WITH_CONDITIONS: "AVIS FAVORABLE ASSORTI DE PRESCRIPTIONS",
    OpinionSense.UNFAVOURABLE: "AVIS DÉFAVORABLE",
    OpinionSense.TACIT: "ABSENCE D'OBSERVATION",
    OpinionSense.NONE: "SANS OBJET",
}


def annexes(act: Act, land: Land, manner: Manner) -> Flow:
    """Annex pages of an act, each on a new page; most acts have none."""
    draw = Random(f"annexes:{act.index}")
    flow: Flow = []
    if act.stamped and draw.random() < 0.07:
        flow += _receipt(act, manner)
    if act.opinions and draw.random() < 0.1:
        flow += _opinion(act, act.opinions[0], manner)
    if draw.random() < 0.04:
        flow += _plan(act, land)
    return flow


def _receipt(act: Act, manner: Manner) -> Flow:
    """The page that the transmission platform adds behind the act."""
    shape = style("Helvetica", 9.5)
    rows = (
        ("Acte reçu par :", "Préfecture de l'Hérault"),
        ("Nature transaction :", "AR de transmission d'acte"),
        ("Date d'émission de l'accusé de réception :", f"{act.received_on:%Y-%m-%d}"),
        ("Nombre de pièces jointes :", "1"),
        ("Nom émetteur :", act.town.name),
        ("N° de SIREN :", act.town.siren),
        ("Numéro Acte de la collectivité locale :", act.number.replace(" ", "")[:15]),
        ("Objet acte :", f"{manner.number(act.number)} – {works_text(act)}"),
        ("Nature de l'acte :", "Actes individuels"),
        ("Matière :", "2.2-Actes relatifs au droit d'occupation ou d'utilisation des sols"),
        ("Identifiant Acte :", act.actes_id),
    )
    cells = [[text(label, shape), text(value, shape)] for label, value in rows]
    title = text("Accusé de réception d'un acte en préfecture", style("Helvetica", 14), bold=True)
    return [PageBreak(), Spacer(1, 20 * mm), title, Spacer(1, 8 * mm),
            Table(cells, colWidths=[70 * mm, 100 * mm])]  # fmt: skip


def _opinion(act: Act, said: Said, manner: Manner) -> Flow:
    """The letter of a body consulted."""
    shape = style("Times", 11, spaceAfter=7, alignment=4)
    name = said.name[0].upper() + said.name[1:]
    lines = (
        f"Objet : consultation sur le dossier {manner.number(act.number)}",
        f"Réf. : votre demande du {in_words(act.filed_on)}",
        f"Vous avez bien voulu me consulter sur le projet suivant : {works_text(act)}, situé"
        f" {act.address} à {act.town.name}, parcelle(s) {manner.parcels(act.parcels)}.",
        "Après examen des pièces du dossier, et compte tenu de la situation du terrain, j'émets sur"
        " ce projet un :",
    )
    flow: Flow = [PageBreak(), text(name, shape, bold=True), Spacer(1, 10 * mm),
                  text(f"Montpellier, le {in_words(said.given_on)}", shape), Spacer(1,
                  6 * mm)]  # fmt: skip
    flow += [text(line, shape) for line in lines]
    flow += [
        text(CONCLUSIONS[said.sense], style("Times", 14, alignment=1, spaceAfter=9), bold=True)
    ]
    flow += [text("Le chef de service,", style("Times", 11, leftIndent=95 * mm))]
    return flow


def _plan(act: Act, land: Land) -> Flow:
    title = text("PC 1 – Plan de situation (échelle 1/2000)", style("Helvetica", 11), bold=True)
    return [PageBreak(), title, Spacer(1, 5 * mm), Plan(land.parcels, act.parcels)]
