"""Scoring: from a dossier to findings, a score, deadlines, a rank."""
