"""Benchmarks: what the program reads, finds and ranks, measured against other ways."""
