"""One spelling for the number and street of an address, so that two writings of it meet."""

from __future__ import annotations

import re
import unicodedata

_LONG = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard",
    "rte": "route", "ch": "chemin", "che": "chemin", "chem": "chemin", "imp": "impasse",
    "pl": "place", "all": "allee", "r": "rue", "st": "saint", "ste": "sainte", "lot": "lotissement",
    "res": "residence", "sq": "square", "fg": "faubourg", "fbg": "faubourg", "qu": "quai",
    "gal": "general", "dr": "docteur", "cdt": "commandant", "mal": "marechal", "pdt": "president",
}  # fmt: skip
_SMALL = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et"})
_AGAIN = {"bis": "b", "ter": "t", "quater": "q"}
_NUMBER = re.compile(r"(?<!\d)(\d{1,4})\s?(bis|ter|quater|[a-f])?\b(?!\s?\d)")


def address_key(words: str) -> str | None:
    """« 12 bis, av. de la Mer » as « 12b avenue mer »; None without a number and a street.

    What follows a postal code is left out.
    """
    plain = _plain(words)
    before = re.split(r"\b\d{5}\b", plain)[0]
    match = _NUMBER.search(before)
    if match is None:
        return None
    again = _AGAIN.get(match[2] or "", match[2] or "")
    tokens = [_LONG.get(t, t) for t in re.findall(r"[a-z0-9]+", before[match.end() :])]
    street = [token for token in tokens if token not in _SMALL]
    return f"{match[1]}{again} {' '.join(street)}" if street else None


def _plain(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
