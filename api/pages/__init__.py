"""Web pages, in French: one module a page, each with its router; listed in ``site``."""
