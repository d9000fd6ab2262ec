"""Recall and precision of the grounds on acts invented from causes."""
