"""Web pages, in French."""
