"""Drafts of letters as .odt: filled from facts and retained findings, every citation checked."""
