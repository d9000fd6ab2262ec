"""From a reading to the acts it holds, each with its facts and its text without identities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from features.facts import split
from features.facts.act_kind import read_act_kind
from features.facts.act_text import ActText, act_text
from features.facts.applicant import read_applicant
from features.facts.architect import read_architect
from features.facts.articles import read_articles
from features.facts.authority import read_authority
from features.facts.checks import read_doubts
from features.facts.commune import read_commune
from features.facts.conditions import read_conditions
from features.facts.decided_on import read_decided_on
from features.facts.decision import read_decision
from features.facts.destination import read_destination
from features.facts.dossier_number import read_dossier_number, read_short_number
from features.facts.dwellings import read_dwellings
from features.facts.filing_dates import read_filing_dates
from features.facts.flood_level import read_flood_level
from features.facts.gazetteer import Gazetteer
from features.facts.masking import mask
from features.facts.opinions import read_opinions
from features.facts.parcels import read_parcels
from features.facts.signatory import read_signatory
from features.facts.stamps import read_stamps
from features.facts.surfaces import read_surfaces
from features.facts.works import read_works
from features.facts.zones import read_zones
from vigie.domain.dossier import Extracted
from vigie.domain.fact import Fact, Facts
from vigie.domain.page import Page, Reading

FactReader = Callable[[ActText, Facts], Mapping[str, Fact[Any]]]

# In order: a reader may ask what those before it found.
FACT_READERS: tuple[FactReader, ...] = (
    read_stamps,
    read_dossier_number,
    read_commune,
    read_act_kind,
    read_short_number,
    read_decision,
    read_authority,
    read_filing_dates,
    read_decided_on,
    read_applicant,
    read_parcels,
    read_works,
    read_surfaces,
    read_dwellings,
    read_destination,
    read_zones,
    read_opinions,
    read_articles,
    read_conditions,
    read_flood_level,
    read_architect,
    read_doubts,
    read_signatory,
)


def extract(reading: Reading, *, gazetteer: Gazetteer | None = None) -> tuple[Extracted, ...]:
    """The acts of a document, the main one first; none for a document without prose."""
    groups = split.acts(reading)
    found = [_extracted(pages, gazetteer) for pages in groups]
    found = [act for act in found if act.facts.act_type is not None] or found[:1]
    receipt = split.receipts(reading)
    if found and receipt:
        found[0] = _with_receipt(found[0], receipt)
    return tuple(found)


def read_facts(act: ActText) -> Facts:
    """All facts of one act."""
    facts = Facts()
    for reader in FACT_READERS:
        facts = replace(facts, **reader(act, facts))
    return facts


def _extracted(pages: tuple[Page, ...], gazetteer: Gazetteer | None) -> Extracted:
    act = act_text(pages, gazetteer)
    facts = read_facts(act)
    return Extracted(tuple(p.number for p in pages), facts, mask(act.text.string, _names(facts)))


def _names(facts: Facts) -> list[str]:
    names = [facts.applicant_name.value if facts.applicant_name else None,
             facts.site_address.value if facts.site_address else None,
             facts.signatory.value.name if facts.signatory else None]  # fmt: skip
    return [name for name in names if name and len(name.split()) < 12]


def _with_receipt(main: Extracted, pages: tuple[Page, ...]) -> Extracted:
    """Reception and identifier from the receipt, where the act does not print them."""
    stamped = read_stamps(act_text(pages), Facts())
    missing = {name: fact for name, fact in stamped.items() if getattr(main.facts, name) is None}
    return replace(main, facts=replace(main.facts, **missing))
