"""Who made a layer and under which licence, as the metadata beside it say (ISO 19139)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

LARGEST_BYTES = 4 << 20
_LICENCE = re.compile(r"licen[cs]e|\bodbl\b|creative commons|\bcc[- ]by|domaine public", re.I)
_LEGAL = ("useLimitation", "otherConstraints")
_OWNERS = ("owner", "publisher", "custodian", "author", "pointOfContact")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a layer says of itself: who made it, the licence."""

    origin: str | None = None
    licence: str | None = None

    def completed(self, other: Metadata | None) -> Metadata:
        """Both together; what ``self`` says stands."""
        if other is None:
            return self
        return Metadata(self.origin or other.origin, self.licence or other.licence)


NOTHING_SAID = Metadata()


def read_metadata(content: bytes | str) -> Metadata | None:
    """The metadata of an XML text, None when it is not a record of metadata."""
    if len(content) > LARGEST_BYTES:
        return None
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    if _name(root) not in ("MD_Metadata", "MI_Metadata"):
        return None
    return Metadata(_origin(root), _licence(root))


def _origin(root: Element) -> str | None:
    """The owner of the data before who publishes them, both before who wrote the metadata."""
    parties: dict[str, str] = {}
    for party in _all(root, "CI_ResponsibleParty", "CI_Responsibility"):
        who = next((t for e in _all(party, "organisationName") if (t := _text(e))), None)
        roles = [e.get("codeListValue") or _text(e) or "" for e in _all(party, "CI_RoleCode")]
        if who:
            parties.setdefault(roles[0] if roles else "", who)
    known = (parties[role] for role in _OWNERS if role in parties)
    return next(known, next(iter(parties.values()), None))


def _licence(root: Element) -> str | None:
    said = (_text(element) for element in _all(root, *_LEGAL))
    return next((words for words in said if words and _LICENCE.search(words)), None)


def _all(root: Element, *names: str) -> Iterator[Element]:
    return (element for element in root.iter() if _name(element) in names)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None


def nearest(where: str, found: Iterable[tuple[str, Metadata]]) -> Metadata | None:
    """The metadata for a table: those of its own name, else those of the closest folder."""
    best: tuple[int, Metadata] | None = None
    for place, metadata in found:
        closeness = _closeness(where, place)
        if closeness and (best is None or closeness > best[0]):
            best = closeness, metadata
    return best[1] if best else None


def _closeness(where: str, metadata: str) -> int:
    """0 when the metadata speak of something else; the deeper their folder, the closer."""
    stem = re.sub(r"(\.shp)?\.xml$", "", metadata, flags=re.I)
    if re.split(r"\.\w+(?:, table .*)?$", where)[0] == stem:
        return len(where) + len(metadata)
    folder = metadata.rpartition("/")[0]
    return len(folder) if folder and where.startswith(f"{folder}/") else 0
