"""Addresses where parcels fail: bulk files of the national base, lists that a geocoder answered."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely
from pyproj import CRS

from ingest.layers.cadastre import parcel_id
from ingest.layers.layer import Context, Draft, Kind, RawTable
from ingest.layers.reading import distinct, insee, text, texts
from vigie.domain.address import address_key
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject


def _is_addresses(table: RawTable) -> bool:
    return table.has("numero", "nom_voie", "code_insee", "lon", "lat")


def _addresses(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    numbers = [
        f"{text(number) or ''}{text(again) or ''}"
        for number, again in zip(table.values("numero"), table.values("rep"), strict=True)
    ]
    streets = texts(table.values("nom_voie"))
    codes = [insee(value) for value in table.values("code_insee")]
    labels = [f"{number} {street}" for number, street in zip(numbers, streets, strict=True)]
    return Draft(
        columns={
            "code": [address_key(label) for label in labels],
            "label": labels,
            "insee": codes,
            "subject": [Subject.PARCEL.value] * table.rows,
            "properties": [_parcels(value) for value in table.values("cad_parcelles")],
        },
        geometries=_points(table),
        crs=CRS.from_user_input("OGC:CRS84"),
        communes=distinct(codes),
    )


_GEOCODED = ("result_citycode", "result_score", "result_label")
_TYPED = ("adresse", "address", "adresse_terrain", "numero_voie", "localisation", "voie")
_SURE = 0.7  # of the geocoder, under which its answer is another address as often as not


def _is_geocoded(table: RawTable) -> bool:
    return table.has(*_GEOCODED) and table.first("latitude", "lat") is not None


def _geocoded(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    """Rows that the geocoder placed at a house number, under the address as it was asked."""
    asked = texts(table.values(*_TYPED, "result_label"))
    answered = texts(table.values("result_label"))
    codes = [insee(value) for value in table.values("result_citycode")]
    sure = [
        text(kind) == "housenumber" and (_number(score) or 0.0) >= _SURE
        for kind, score in zip(
            table.values("result_type"), table.values("result_score"), strict=True
        )
    ]
    pairs = zip(table.values("longitude", "lon"), table.values("latitude", "lat"), strict=True)
    points = [
        _point(text(lon), text(lat)) if good else None
        for (lon, lat), good in zip(pairs, sure, strict=True)
    ]
    keys = [
        address_key(one or "") or address_key(other or "")
        for one, other in zip(asked, answered, strict=True)
    ]
    return Draft(
        columns={
            "code": keys,
            "label": answered,
            "insee": codes,
            "subject": [Subject.PARCEL.value] * table.rows,
        },
        geometries=np.array(points, dtype=object),
        crs=CRS.from_user_input("OGC:CRS84"),
        communes=distinct(codes),
    )


def _number(value: Any) -> float | None:
    try:
        return float((text(value) or "").replace(",", "."))
    except ValueError:
        return None


def _parcels(value: Any) -> str | None:
    """The parcels that the base ties to the address."""
    found = [p for part in (text(value) or "").split("|") if (p := parcel_id(part))]
    return json.dumps({"parcelles": found}) if found else None


def _points(table: RawTable) -> np.ndarray[Any, np.dtype[np.object_]]:
    pairs = zip(table.values("lon"), table.values("lat"), strict=True)
    points = [_point(text(lon), text(lat)) for lon, lat in pairs]
    return np.array(points, dtype=object)


def _point(lon: str | None, lat: str | None) -> shapely.Point | None:
    x, y = _number(lon), _number(lat)
    return None if x is None or y is None else shapely.Point(x, y)


ADDRESSES = Kind(
    name="adresses",
    title="Adresses (BAN)",
    subject=Subject.PARCEL,
    role=LayerRole.ADDRESS,
    recognise=_is_addresses,
    draft=_addresses,
    polygons=False,
    alone=True,
)
GEOCODED = Kind(
    name="adresses_geocodees",
    title="Adresses géocodées en lot",
    subject=Subject.PARCEL,
    role=LayerRole.ADDRESS,
    recognise=_is_geocoded,
    draft=_geocoded,
    polygons=False,
    alone=True,
)
KINDS = (ADDRESSES, GEOCODED)
