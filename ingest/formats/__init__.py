"""Intake formats, one module a format."""
