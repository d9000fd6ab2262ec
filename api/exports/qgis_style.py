"""The style of the queue in QGIS: coloured by risk level, French aliases, ranks as labels."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from api.ogc.model import Property

LEVEL_COLOURS = (  # value, label, fill, width of the outline: told apart without colours too
    ("fort", "Risque fort", "179,38,30,200", "0.9"),
    ("moyen", "Risque moyen", "224,138,0,190", "0.6"),
    ("faible", "Risque faible", "242,208,75,180", "0.4"),
    ("aucun relevé", "Aucun motif relevé", "138,138,138,150", "0.2"),
)
QGIS_VERSION = "3.22.16"


def renderer() -> Element:
    """Categories on the property « niveau »."""
    root = Element("renderer-v2", type="categorizedSymbol", attr="niveau", symbollevels="0")
    root.set("enableorderby", "0")
    root.set("forceraster", "0")
    categories, symbols = SubElement(root, "categories"), SubElement(root, "symbols")
    for rank, (value, label, colour, width) in enumerate(LEVEL_COLOURS):
        SubElement(
            categories, "category", value=value, symbol=str(rank), label=label, render="true"
        )
        _symbol(symbols, str(rank), colour, width)
    return root


def _symbol(symbols: Element, name: str, colour: str, width: str) -> None:
    symbol = SubElement(symbols, "symbol", type="fill", name=name, alpha="1", force_rhr="0")
    layer = SubElement(symbol, "layer", {"class": "SimpleFill", "enabled": "1", "pass": "0"})
    layer.set("locked", "0")
    said = {
        "color": colour,
        "outline_color": "35,35,35,255",
        "outline_style": "solid",
        "outline_width": width,
        "outline_width_unit": "MM",
        "style": "solid",
    }
    for key, value in said.items():
        SubElement(layer, "prop", k=key, v=value)


def aliases(properties: Sequence[Property]) -> Element:
    """French names of the fields, shown in tables and forms."""
    root = Element("aliases")
    for index, declared in enumerate(properties):
        SubElement(root, "alias", field=declared.name, index=str(index), name=declared.title)
    return root


def labels() -> Element:
    """The rank beside each act."""
    root = Element("labeling", type="simple")
    settings = SubElement(root, "settings", calloutType="simple")
    SubElement(
        settings,
        "text-style",
        fieldName="rang",
        fontSize="9",
        fontFamily="Sans",
        textColor="20,20,20,255",
        isExpression="0",
    )
    SubElement(settings, "placement", placement="1", priority="5", dist="0")
    SubElement(settings, "rendering", drawLabels="1", scaleVisibility="0", obstacle="1")
    return root


def qml(properties: Sequence[Property]) -> Element:
    """The whole style, as QGIS keeps it in a .qml file or in ``layer_styles``."""
    root = Element("qgis", version=QGIS_VERSION, styleCategories="Symbology|Labeling|Fields")
    root.set("labelsEnabled", "1")
    root.append(renderer())
    root.append(labels())
    root.append(aliases(properties))
    SubElement(root, "layerGeometryType").text = "2"
    return root
