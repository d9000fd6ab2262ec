"""Facts, one module a kind of fact."""
