"""Text without people, addresses, phones and e-mails."""

from __future__ import annotations

import re
from collections.abc import Iterable

_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+")
_PHONE = re.compile(r"(?<![\d-])(?:\+33\s?|0033\s?|0)[1-9](?:[\s.\-]?\d{2}){4}(?!\d)")


def mask(text: str, names: Iterable[str] = ()) -> str:
    """Replaces what identifies a person by a mark in square brackets."""
    masked = _PHONE.sub("[TÉLÉPHONE]", _EMAIL.sub("[COURRIEL]", text))
    for name in sorted(set(names), key=len, reverse=True):
        if len(name) > 2:
            pattern = r"\s+".join(re.escape(part) for part in name.split())
            masked = re.sub(pattern, "[PERSONNE]", masked, flags=re.IGNORECASE)
    return masked
