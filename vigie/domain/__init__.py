"""Frozen values that the stages hand to each other. Standard library and shapely only."""
