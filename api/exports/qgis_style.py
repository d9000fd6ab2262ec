"""Styles in QGIS: acts coloured by risk level, zones by regime; French aliases, labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from api.ogc.model import Property

LEVEL_COLOURS = (  # value, label, fill, width of the outline: told apart without colours too
    ("fort", "Risque fort", "179,38,30,200", "0.9"),
    ("moyen", "Risque moyen", "224,138,0,190", "0.6"),
    ("faible", "Risque faible", "242,208,75,180", "0.4"),
    ("aucun relevé", "Aucun motif relevé", "138,138,138,150", "0.2"),
)
REGIME_PATTERNS = (  # value, label, colour, Qt's name of the pattern
    ("strict_interdiction", "Interdiction stricte", "125,17,40,255", "diagonal_x"),
    ("interdiction", "Interdiction", "161,36,25,255", "b_diagonal"),
    ("prescription", "Prescriptions", "42,90,168,255", "dense6"),
    ("prescription_outside_hazard", "Prescriptions hors aléa", "42,90,168,255", "dense7"),
    ("recommendation", "Recommandations", "63,79,140,255", "cross"),
    ("unknown", "Régime non connu", "84,99,107,255", "no"),
    ("U", "Zone urbaine (U)", "107,74,43,255", "horizontal"),
    ("AUc", "Zone à urbaniser ouverte (AUc)", "107,74,43,255", "dense6"),
    ("AUs", "Zone à urbaniser fermée (AUs)", "107,74,43,255", "dense7"),
    ("A", "Zone agricole (A)", "115,98,0,255", "vertical"),
    ("N", "Zone naturelle (N)", "47,107,58,255", "f_diagonal"),
    ("", "Autre", "84,99,107,255", "no"),
)
QGIS_VERSION = "3.22.16"


@dataclass(frozen=True, slots=True)
class Style:
    """How a collection is shown: ``attribute`` chooses among ``fills``, ``label`` is written.

    A fill is its value, its name, its colour, the width of its outline in mm, Qt's pattern.
    """

    attribute: str
    fills: tuple[tuple[str, str, str, str, str], ...]
    label: str | None


BY_LEVEL = Style("niveau", tuple((*level, "solid") for level in LEVEL_COLOURS), None)
RANKED = Style(BY_LEVEL.attribute, BY_LEVEL.fills, "rang")
BY_REGIME = Style(
    "regime",
    tuple((v, label, c, "0.5", pattern) for v, label, c, pattern in REGIME_PATTERNS),
    "code",
)


def renderer(style: Style) -> Element:
    """Categories on the attribute of a style."""
    root = Element("renderer-v2", type="categorizedSymbol", attr=style.attribute, symbollevels="0")
    root.set("enableorderby", "0")
    root.set("forceraster", "0")
    categories, symbols = SubElement(root, "categories"), SubElement(root, "symbols")
    for rank, (value, label, colour, width, pattern) in enumerate(style.fills):
        SubElement(
            categories, "category", value=value, symbol=str(rank), label=label, render="true"
        )
        _symbol(symbols, str(rank), colour, width, pattern)
    return root


def _symbol(symbols: Element, name: str, colour: str, width: str, pattern: str) -> None:
    symbol = SubElement(symbols, "symbol", type="fill", name=name, alpha="1", force_rhr="0")
    layer = SubElement(symbol, "layer", {"class": "SimpleFill", "enabled": "1", "pass": "0"})
    layer.set("locked", "0")
    said = {
        "color": colour,
        "outline_color": "35,35,35,255" if pattern == "solid" else colour,
        "outline_style": "solid",
        "outline_width": width,
        "outline_width_unit": "MM",
        "style": pattern,
    }
    for key, value in said.items():
        SubElement(layer, "prop", k=key, v=value)


def aliases(properties: Sequence[Property]) -> Element:
    """French names of the fields, shown in tables and forms."""
    root = Element("aliases")
    for index, declared in enumerate(properties):
        SubElement(root, "alias", field=declared.name, index=str(index), name=declared.title)
    return root


def labels(field: str) -> Element:
    """The value of a field beside each feature."""
    root = Element("labeling", type="simple")
    settings = SubElement(root, "settings", calloutType="simple")
    words = SubElement(
        settings,
        "text-style",
        fieldName=field,
        fontSize="9",
        fontFamily="Sans",
        textColor="20,20,20,255",
        isExpression="0",
    )
    halo = {"bufferDraw": "1", "bufferSize": "1.2", "bufferSizeUnits": "MM"}
    SubElement(words, "text-buffer", {**halo, "bufferColor": "255,255,255,255"})
    SubElement(settings, "placement", placement="1", priority="5", dist="0")
    SubElement(settings, "rendering", drawLabels="1", scaleVisibility="0", obstacle="1")
    return root


def qml(style: Style, properties: Sequence[Property]) -> Element:
    """The whole style, as QGIS keeps it in a .qml file or in ``layer_styles``."""
    root = Element("qgis", version=QGIS_VERSION, styleCategories="Symbology|Labeling|Fields")
    root.set("labelsEnabled", "1" if style.label else "0")
    root.append(renderer(style))
    if style.label:
        root.append(labels(style.label))
    root.append(aliases(properties))
    SubElement(root, "layerGeometryType").text = "2"
    return root
