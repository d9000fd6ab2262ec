"""The layouts of the demonstration: the same draft on the paper of different services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from vigie.demo.acts import Act
from vigie.demo.manner import Manner, as_stamp
from vigie.demo.paper import Seal, labelled, safe, style, text
from vigie.demo.wording import Draft, Row, in_whose_name, shown_name, works_text
from vigie.domain.fact import ActType, Authority, Decision, Stage

Flow = list[Flowable]
GRID = [("BOX", (0, 0), (-1, -1), 0.8, black), ("INNERGRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip
WIDTH = 174 * mm


def lay_out(draft: Draft, act: Act, manner: Manner) -> Flow:
    """The flow of one act, in the layout of its service or the form of its type."""
    if act.decision is Decision.TACIT:
        return _tacit(draft, act, manner)
    if act.act_type in {ActType.CUA, ActType.CUB} and act.stage is Stage.INITIAL:
        return _certificate(draft, act, manner)
    return LAYOUTS[manner.layout](draft, act, manner)


def _cartouche(draft: Draft, act: Act, manner: Manner) -> Flow:
    """Two columns in a frame: who and what on the left, number and figures on the right."""
    shape = style(manner.font, manner.size)
    left = [labelled(label, value, shape) for label, value in draft.left]
    right = [labelled("N°", draft.number, style(manner.font, manner.size + 1.5)), Spacer(1, 6)]
    right += [labelled(label, value, shape) for label, value in draft.right]
    frame = Table([[left, right]], colWidths=[WIDTH * 0.62, WIDTH * 0.38], style=GRID)
    head = [*_centred(draft.header, manner, 10.5), Spacer(1, 8), *_title(draft, manner)]
    return [*head, Spacer(1, 6), frame, Spacer(1, 8), *_body(draft, act, manner)]


def _cadres(draft: Draft, act: Act, manner: Manner) -> Flow:
    """Frames numbered 1 and 2, labels above, the request on the left."""
    shape, small = style(manner.font, manner.size), style(manner.font, 8)
    dates = [labelled(label, value, shape) for label, value in draft.left[:-5]]
    who = [labelled(label, value, shape) for label, value in draft.left[-5:]]
    first = [text("CADRE 1 : DEMANDE", small, bold=True), *dates, *who]
    second = [text("CADRE 2 : RÉFÉRENCE DU DOSSIER", small, bold=True),
              labelled("Dossier n°", draft.number, style(manner.font, manner.size + 1)),
              Spacer(1, 4),
              *[labelled(label, value, shape) for label, value in draft.right]]  # fmt: skip
    frames = Table([[first, second]], colWidths=[WIDTH * 0.58, WIDTH * 0.42], style=GRID)
    banner = Table([[_centred(draft.title, manner, 12)]], colWidths=[WIDTH], style=GRID)
    head = _centred(draft.header, manner, 11)
    return [*head, Spacer(1, 6), banner, Spacer(1, 5), frames, Spacer(1, 6),
            *_body(draft, act, manner)]  # fmt: skip


def _bandeau(draft: Draft, act: Act, manner: Manner) -> Flow:
    """A coloured band with the title, then one table of labels over the whole width."""
    title = style(manner.font, 13, textColor=white, alignment=1, leading=16)
    band = Table([[[text(line, title, bold=True) for line in draft.title]]], colWidths=[WIDTH],
                 style=[("BACKGROUND", (0, 0), (-1, -1), HexColor("#23485a")),
                        ("TOPPADDING", (0, 0), (-1, -1), 7),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), 8)])  # fmt: skip
    shape = style(manner.font, manner.size)
    rows: list[Row] = [("Dossier n°", draft.number), *draft.left, *draft.right]
    cells = [[text(label, shape), text(value, shape, bold=True)] for label, value in rows]
    table = Table(cells, colWidths=[WIDTH * 0.32, WIDTH * 0.68], style=[
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, HexColor("#9aa7ad")),
        ("BACKGROUND", (0, 0), (0, -1), HexColor("#eef2f3")), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])  # fmt: skip
    head = [text(line, style(manner.font, 9.5), bold=not i) for i, line in enumerate(draft.header)]
    return [*head, Spacer(1, 6), band, Spacer(1, 5), table, Spacer(1, 7),
            *_body(draft, act, manner)]  # fmt: skip


def _software(draft: Draft, act: Act, manner: Manner) -> Flow:
    """A letter printed by the instruction software: header on two sides, no frames."""
    shape = style(manner.font, manner.size)
    left = [text(line, style(manner.font, 10), bold=True) for line in draft.header]
    right = [labelled("Référence :", draft.number, shape),
             text("Service urbanisme – application du droit des sols", style(manner.font,
             8))]  # fmt: skip
    head = Table([[left, right]], colWidths=[WIDTH * 0.55, WIDTH * 0.45],
                 style=[("VALIGN", (0, 0), (-1, -1), "TOP")])  # fmt: skip
    rows = [
        [text(label, shape), text(value, shape)] for label, value in (*draft.left, *draft.right)
    ]
    table = Table(rows, colWidths=[WIDTH * 0.34, WIDTH * 0.66], style=[
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 0.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5)])  # fmt: skip
    return [head, Spacer(1, 12), *_title(draft, manner), Spacer(1, 8), table, Spacer(1, 8),
            *_body(draft, act, manner)]  # fmt: skip


def _village(draft: Draft, act: Act, manner: Manner) -> Flow:
    """A plain typed order: everything in prose, the request told in the first visa."""
    shape = style(manner.font, manner.size, firstLineIndent=14, spaceAfter=4, alignment=4)
    told = (
        f"la demande présentée le {manner.day(act.filed_on)} par {shown_name(act, manner)},"
        f" demeurant {act.applicant.address}, {act.applicant.city}, pour :"
        f" {works_text(act)}, sur un terrain sis {act.address},"
        f" cadastré {manner.parcels(act.parcels)}{_figures(act, manner)}"
    )
    head = [*_centred(draft.header, manner, 12), Spacer(1, 12), *_title(draft, manner),
            *_centred((f"Dossier n° {draft.number}",), manner, 11), Spacer(1, 10)]  # fmt: skip
    visas = [text(f"VU {line},", shape) for line in (told, *draft.visas[1:])]
    body: Flow = [text(draft.authority, shape), Spacer(1, 4), *visas]
    body += [text(line, shape) for line in draft.recitals]
    return [*head, *body, *_operative(draft, act, manner, shape)]


def _figures(act: Act, manner: Manner) -> str:
    project = act.project
    shown = f", d'une superficie de {manner.area(act.site_area)}"
    if project.floor_area:
        shown += f", pour une surface de plancher créée de {manner.area(project.floor_area)}"
    if project.existing:
        shown += f" (existante : {manner.area(project.existing)})"
    if act.architect:
        shown += f", projet établi par {act.architect}, architecte"
    return shown


def _state_form(draft: Draft, act: Act, manner: Manner) -> Flow:
    """The form of the State's services: republic on the left, boxes ticked, frames full width."""
    shape, small = style(manner.font, manner.size), style(manner.font, 8)
    left = [text("PRÉFET DE L'HÉRAULT", style(manner.font, 12), bold=True),
            text("Liberté", small), text("Égalité", small), text("Fraternité", small)]  # fmt: skip
    right = [text(line, style(manner.font, 11), bold=True) for line in draft.title]
    head = Table([[left, right]], colWidths=[WIDTH * 0.35, WIDTH * 0.65],
                 style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEAFTER", (0, 0), (0, 0), 1,
                 black)])  # fmt: skip
    request = [labelled(label, value, shape) for label, value in draft.left]
    figures = [labelled("dossier n°", draft.number, style(manner.font, 11))]
    figures += [labelled(label, value, shape) for label, value in draft.right]
    ticked = {"Habitation": "housing", "Agricole": "farming", "Commerce": "commerce"}
    boxes = "   ".join(
        f"[{'X' if act.project.kind.destination == key else ' '}] {name}"
        for name, key in ticked.items()
    )
    frames = Table([[[text("Demande", small, bold=True), *request]],
                    [[text("Décision relative au projet", small, bold=True), *figures,
                      text(boxes, shape)]]], colWidths=[WIDTH], style=GRID)  # fmt: skip
    commune = text(f"{draft.header[-1]} – délivré {in_whose_name(act)}", shape, bold=True)
    return [head, Spacer(1, 8), commune, Spacer(1, 4), frames, Spacer(1, 8),
            *_body(draft, act, manner)]  # fmt: skip


def _certificate(draft: Draft, act: Act, manner: Manner) -> Flow:
    """A certificat d'urbanisme: frames with the request, then « CERTIFIE »."""
    shape, small = style(manner.font, manner.size), style(manner.font, 8)
    request = [text("DEMANDE", small, bold=True)]
    request += [labelled(label, value, shape) for label, value in draft.left]
    ground = [labelled("N°", draft.number, style(manner.font, 11))]
    ground += [labelled(label, value, shape) for label, value in draft.right]
    frame = Table([[request, ground]], colWidths=[WIDTH * 0.62, WIDTH * 0.38], style=GRID)
    head = [*_centred(draft.header, manner, 10.5), Spacer(1, 6), *_title(draft, manner)]
    flow: Flow = [*head, Spacer(1, 5), frame, Spacer(1, 6)]
    flow += [text(f"Vu {line} ;", shape) for line in draft.visas]
    flow += [text(line, shape) for line in draft.recitals]
    return [*flow, *_operative(draft, act, manner, shape, order="CERTIFIE")]


def _tacit(draft: Draft, act: Act, manner: Manner) -> Flow:
    """The certificate of a tacit decision, asked for after the silence."""
    shape = style(manner.font, manner.size + 0.8, spaceAfter=6, alignment=4)
    declared = act.act_type is ActType.DP
    what = "d'opposition" if declared else "de refus"
    good = "une décision de non-opposition tacite" if declared else "un permis tacite"
    silence = "NON-OPPOSITION TACITE À UNE DÉCLARATION PRÉALABLE" if declared else "PERMIS TACITE"
    title = (f"CERTIFICAT DE {silence}", "(article R. 424-13 du code de l'urbanisme)")
    assert act.tacit_on is not None
    rows = [labelled(label, value, shape) for label, value in (*draft.left, *draft.right)]
    said = (
        f"{draft.authority.rstrip(',')} certifie qu'aucune décision {what} n'a été notifiée au"
        f" demandeur dans le délai d'instruction. En conséquence, le projet susvisé bénéficie"
        f" d'{good} à compter du {manner.day(act.tacit_on)}."
    )
    head = [*_centred(draft.header, manner, 11), Spacer(1, 14), *_centred(title, manner, 12.5)]
    number = labelled("Dossier n°", draft.number, shape)
    return [*head, Spacer(1, 12), number, *rows, Spacer(1, 12), text(said, shape),
            text("Le présent certificat est délivré pour servir et valoir ce que de droit.", shape),
            *_end(draft, act, manner)]  # fmt: skip


def _centred(lines: tuple[str, ...], manner: Manner, size: float) -> Flow:
    shape = style(manner.font, size, alignment=1)
    return [text(line, shape, bold=True) for line in lines]


def _title(draft: Draft, manner: Manner) -> Flow:
    first, *rest = draft.title
    return [*_centred((first,), manner, 14), *_centred(tuple(rest), manner, 11)]


def _body(draft: Draft, act: Act, manner: Manner) -> Flow:
    shape = style(manner.font, manner.size, spaceAfter=2.5, alignment=4)
    seen = manner.choose("vu", ("Vu ", "VU ", "Vu "))
    flow: Flow = [text(draft.authority, shape)]
    flow += [text(f"{seen}{line}{' ;' if seen == 'Vu ' else ','}", shape) for line in draft.visas]
    flow += [text(line, shape) for line in draft.recitals]
    return [*flow, *_operative(draft, act, manner, shape)]


def _operative(draft: Draft, act: Act, manner: Manner, shape: Any, order: str = "") -> Flow:
    centred = style(manner.font, manner.size + 2, alignment=1)
    flow: Flow = [Spacer(1, 6), text(order or draft.order, centred, bold=True), Spacer(1, 4)]
    glued = manner.choose("glued articles", ("yes", "no")) == "yes"
    for heading, words in draft.articles:
        if glued:
            flow.append(Paragraph(f"<u>{heading}</u> : {safe(words)}", shape))
        else:
            flow += [text(heading, style(manner.font, manner.size), bold=True), text(words, shape)]
    return [*flow, *_end(draft, act, manner)]


def _end(draft: Draft, act: Act, manner: Manner) -> Flow:
    shape = style(manner.font, manner.size + 0.4, leftIndent=88 * mm)
    stamped = draft.closing == "STAMP"
    lines = [] if stamped else [text(line, shape) for line in draft.closing.split("|")]
    lines += [text(line, shape) for line in draft.signature]
    town = "État" if act.authority is Authority.ETAT else act.town.name
    seal = Seal(town, f"seal:{act.index}", as_stamp(act.decided_on) if stamped else None)
    flow: Flow = [Spacer(1, 8), KeepTogether([*lines, seal])]
    small = style(manner.font, 7.2, alignment=4, spaceAfter=2)
    if draft.boilerplate:
        flow.append(text("INFORMATIONS – À LIRE ATTENTIVEMENT", small, bold=True))
    for heading, words in draft.boilerplate:
        flow.append(Paragraph(f"<b>{heading} :</b> {safe(words)}", small))
    return flow


LAYOUTS: dict[str, Callable[[Draft, Act, Manner], Flow]] = {
    "cartouche": _cartouche,
    "cadres": _cadres,
    "bandeau": _bandeau,
    "software": _software,
    "village": _village,
    "state_form": _state_form,
}
