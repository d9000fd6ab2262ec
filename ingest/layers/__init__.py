"""GIS layers: any declared CRS and any usual container in, EPSG:2154 zones in the catalogue out."""

from ingest.layers.add import Added, add
from ingest.layers.layer import Kind, Layer, LayerRefused
from ingest.layers.metadata import Metadata
from ingest.layers.read import LAYERS, read_layers

__all__ = ["LAYERS", "Added", "Kind", "Layer", "LayerRefused", "Metadata", "add", "read_layers"]
