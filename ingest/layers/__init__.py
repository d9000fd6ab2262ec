"""Kinds of GIS layer, one module a kind."""
