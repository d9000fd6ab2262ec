"""A QGIS layer definition (.qlr): the live queue with its style, from the OGC service."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from api.exports.qgis_style import aliases, labels, renderer
from api.ogc.records import ACT_PROPERTIES, QUEUE_PROPERTIES

TITLES = {"queue": "Vigie : file du jour", "acts": "Vigie : tous les actes"}


def to_qlr(service: str, collection: str = "queue") -> bytes:
    """The definition of a live layer; ``service`` is the address of ``/ogc``."""
    title = TITLES[collection]
    identifier = f"vigie_{collection}"
    source = (
        "pagingEnabled='true' restrictToRequestBBOX='1' srsname='OGC:CRS84' "
        f"typename='{collection}' url='{service}'"
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


def _layer(identifier: str, title: str, source: str, collection: str) -> Element:
    layer = Element("maplayer", type="vector", geometry="Polygon", labelsEnabled="1")
    layer.set("wkbType", "Polygon")
    layer.set("refreshOnNotifyEnabled", "0")
    for name, text in (("id", identifier), ("datasource", source), ("layername", title)):
        SubElement(layer, name).text = text
    srs = SubElement(SubElement(layer, "srs"), "spatialrefsys")
    SubElement(srs, "authid").text = "OGC:CRS84"
    SubElement(layer, "provider", encoding="UTF-8").text = "OAPIF"
    layer.append(renderer())
    if collection == "queue":
        layer.append(labels())
    layer.append(aliases(QUEUE_PROPERTIES if collection == "queue" else ACT_PROPERTIES))
    SubElement(layer, "layerGeometryType").text = "2"
    return layer
