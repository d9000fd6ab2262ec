"""API: JSON API, OGC API Features, web pages in French."""
