"""A QGIS layer definition (.qlr): a live collection of the OGC service with its style."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from api.exports.qgis_style import BY_LEVEL, BY_REGIME, RANKED, aliases, labels, renderer
from api.ogc.model import Collection

TITLES = {"queue": "Vigie : file du jour", "acts": "Vigie : tous les actes"}


def to_qlr(service: str, collection: Collection) -> bytes:
    """The definition of a live layer; ``service`` is the address of ``/ogc``."""
    title = TITLES.get(collection.id, f"Vigie : {collection.title}")
    identifier = f"vigie_{collection.id}"
    source = (
        "pagingEnabled='true' restrictToRequestBBOX='1' srsname='OGC:CRS84' "
        f"typename='{collection.id}' url='{service}'"
    )
    root = Element("qlr")
    group = SubElement(root, "layer-tree-group", name="", checked="Qt::Checked", expanded="1")
    SubElement(
        group,
        "layer-tree-layer",
        name=title,
        id=identifier,
        source=source,
        providerKey="OAPIF",
        checked="Qt::Checked",
        expanded="1",
    )
    layers = SubElement(root, "maplayers")
    layers.append(_layer(identifier, title, source, collection))
    body: bytes = tostring(root, encoding="utf-8")
    return b"<!DOCTYPE qgis-layer-definition>\n" + body


def _layer(identifier: str, title: str, source: str, collection: Collection) -> Element:
    style = {"queue": RANKED, "acts": BY_LEVEL}.get(collection.id, BY_REGIME)
    layer = Element("maplayer", type="vector", geometry="Polygon")
    layer.set("labelsEnabled", "1" if style.label else "0")
    layer.set("wkbType", "Polygon")
    layer.set("refreshOnNotifyEnabled", "0")
    for name, text in (("id", identifier), ("datasource", source), ("layername", title)):
        SubElement(layer, name).text = text
    srs = SubElement(SubElement(layer, "srs"), "spatialrefsys")
    SubElement(srs, "authid").text = "OGC:CRS84"
    SubElement(layer, "provider", encoding="UTF-8").text = "OAPIF"
    layer.append(renderer(style))
    if style.label:
        layer.append(labels(style.label))
    layer.append(aliases(collection.properties))
    SubElement(layer, "layerGeometryType").text = "2"
    return layer
