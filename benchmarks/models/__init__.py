"""Benchmark of the risk models, on a made world of tables."""
