"""Containers of layers: how the bytes of a Shapefile, a GeoPackage or a GeoJSON become tables."""
