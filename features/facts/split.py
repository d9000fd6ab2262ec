"""Which pages of a document are an act of their own, and which only go with one."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.domain.page import Page, PageKind, Reading

_WITHOUT_ACT = frozenset({PageKind.RECEIPT, PageKind.PLAN, PageKind.BLANK, PageKind.UNREAD})


def receipts(reading: Reading) -> tuple[Page, ...]:
    """Receipt pages of the transmission."""
    return tuple(page for page in reading.pages if page.kind is PageKind.RECEIPT)


def acts(reading: Reading) -> tuple[tuple[Page, ...], ...]:
    """Groups of pages, one an act."""
    pages: Sequence[Page] = [p for p in reading.pages if p.kind not in _WITHOUT_ACT and p.words]
    return (tuple(pages),) if pages else ()
