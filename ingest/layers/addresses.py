"""Addresses of the national base (BAN), from its bulk files: used where parcels fail."""

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


def _parcels(value: Any) -> str | None:
    """The parcels that the base ties to the address."""
    found = [p for part in (text(value) or "").split("|") if (p := parcel_id(part))]
    return json.dumps({"parcelles": found}) if found else None


def _points(table: RawTable) -> np.ndarray[Any, np.dtype[np.object_]]:
    pairs = zip(table.values("lon"), table.values("lat"), strict=True)
    points = [_point(text(lon), text(lat)) for lon, lat in pairs]
    return np.array(points, dtype=object)


def _point(lon: str | None, lat: str | None) -> shapely.Point | None:
    try:
        return shapely.Point(float(lon or ""), float(lat or ""))
    except ValueError:
        return None


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
KINDS = (ADDRESSES,)
