"""What the routes of OGC API – Features ask of a source. Geometries are in EPSG:2154."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the features of a collection: its name, what it is, its JSON type."""

    name: str
    title: str
    type: str = "string"
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of features. ``id`` has no dot (QGIS drops what follows one)."""

    id: str
    title: str
    description: str
    properties: tuple[Property, ...]
    extent: Bounds | None = None
    interval: tuple[dt.date | None, dt.date | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a collection."""

    id: str
    geometry: BaseGeometry | None
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a collection: a page of the features that pass every filter.

    ``bounds`` is in EPSG:2154; ``during`` includes both ends, None is open.
    """

    limit: int
    offset: int = 0
    bounds: Bounds | None = None
    during: tuple[dt.date | None, dt.date | None] | None = None
    equal: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of features and how many there are in all."""

    features: Sequence[Feature]
    matched: int


class Source(Protocol):
    """Where the collections come from."""

    def collections(self) -> Sequence[Collection]:
        """Every collection, in the order in which to show them."""
        ...

    def features(self, collection: str, question: Question) -> Found:
        """A page of a collection that exists."""
        ...

    def feature(self, collection: str, identifier: str) -> Feature | None:
        """One feature of a collection that exists, None when it has none of that id."""
        ...
