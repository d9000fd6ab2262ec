"""Prints an act of the demonstration as a PDF with its text."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate

from vigie.demo.acts import Act
from vigie.demo.annexes import annexes
from vigie.demo.land import Land
from vigie.demo.layouts import lay_out
from vigie.demo.manner import as_stamp, manner_of
from vigie.demo.paper import Furniture, on_page
from vigie.demo.wording import draft


def print_act(act: Act, land: Land, *, front_only: bool = False) -> bytes:
    """The PDF of an act, the same bytes for the same act.

    ``front_only`` leaves out what stands on the back of the sheet: notices and annexes.
    """
    manner = manner_of(act.town)
    written = draft(act, manner)
    if front_only:
        flow = lay_out(replace(written, boilerplate=()), act, manner)
    else:
        flow = [*lay_out(written, act, manner), *annexes(act, land, manner)]
    out = BytesIO()
    corner = _in_corner(act)
    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=18 * mm,
        rightMargin=18 * mm,
        topMargin=(26 if act.stamped and corner else 14) * mm,
        bottomMargin=(16 if not act.stamped or corner else 32) * mm,
        title=f"Acte {act.number}",
        author="Démonstration Vigie",
        invariant=1,
    )
    page = on_page(_furniture(act, written.number))
    template.build(flow, onFirstPage=page, onLaterPages=page)
    return out.getvalue()


def _in_corner(act: Act) -> bool:
    return Random(f"corner:{act.town.insee}").random() < 0.6


def _furniture(act: Act, reference: str) -> Furniture:
    draw = Random(f"furniture:{act.index}")
    stamp = _platform_stamp(act) if act.stamped else ()
    paper = not act.stamped and draw.random() < 0.6
    received = as_stamp(act.received_on) if paper else None
    return Furniture(stamp, _in_corner(act), received, draw.uniform(-9, 12), reference)


def _platform_stamp(act: Act) -> tuple[str, ...]:
    """One of the two forms in use, by commune."""
    day = f"{act.received_on:%d/%m/%Y}"
    if Random(f"platform:{act.town.insee}").random() < 0.6:
        return (
            f"Envoyé en préfecture le {day}",
            f"Reçu en préfecture le {day}",
            f"Affiché le {day}",
            f"ID : {act.actes_id}",
        )
    return (
        "Accusé de réception en préfecture",
        act.actes_id,
        f"Date de télétransmission : {day}",
        f"Date de réception préfecture : {day}",
    )
