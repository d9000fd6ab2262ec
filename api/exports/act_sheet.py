"""One act on one page: a tagged PDF (PDF/UA-1) that a screen reader reads in order.

The sheet goes into the file of the act: it names neither the applicant nor the signatory.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from api.pages.act import clock_rows, worth_reading
from api.pages.card import Card, shown_findings
from api.pages.values import fact_rows
from api.pages.why import why
from api.render import environment
from vigie.domain.evidence import PageEvidence, ZoneEvidence
from vigie.domain.finding import Finding

TEMPLATE = "act_sheet.html"
VARIANT = "pdf/ua-1"
MOST_REASONS, MOST_ZONES = 6, 5
PRINTED = (
    "works", "parcels", "site_area_m2", "floor_area_created_m2", "dwellings_created",
    "destination", "plu_zone", "risk_zones_cited", "opinions",
)  # fmt: skip


def act_sheet(card: Card, today: dt.date) -> bytes:
    """The sheet as a PDF of one page; the weakest reasons are counted where they have no room."""
    findings = worth_reading(shown_findings(card.record))
    for shown in range(min(MOST_REASONS, len(findings)), -1, -1):
        drawn = _drawn(card, findings, shown, today)
        if len(drawn.pages) == 1 or shown == 0:
            break
    pdf: bytes = drawn.copy(drawn.pages[:1]).write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    return pdf


def _drawn(card: Card, findings: tuple[Finding, ...], shown: int, today: dt.date) -> Document:
    html = (
        environment()
        .get_template(TEMPLATE)
        .render(
            card=card,
            record=card.record,
            why=why(card),
            findings=findings[:shown],
            left_out=len(findings) - shown,
            places=places,
            zones=_zones(card),
            clocks=clock_rows(card.record.deadlines, today),
            facts=[row for row in fact_rows(card.record.dossier.facts) if row.name in PRINTED],
            today=today,
        )
    )
    return HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=())).render(
        font_config=FontConfiguration()
    )


def places(finding: Finding) -> str:
    """Where a finding is seen: pages of the act, zones of the map."""
    pages = sorted({e.page for e in finding.evidence if isinstance(e, PageEvidence)})
    told = [f"page {', '.join(map(str, pages))} de l'acte"] if pages else []
    told += [
        f"zone {e.code} ({e.plan_words or e.layer})"
        for e in finding.evidence
        if isinstance(e, ZoneEvidence) and e.code
    ]
    return "\u00a0; ".join(dict.fromkeys(told))


def _zones(card: Card) -> list[Any]:
    met = [zone for zone in card.record.dossier.place.zones if zone.share > 0]
    return sorted(met, key=lambda zone: (-zone.share, zone.layer, zone.code or ""))[:MOST_ZONES]
