"""Ingest: from a file that arrived to documents that can be read."""
