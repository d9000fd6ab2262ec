"""Takes what is due, on Dask; keeps what failed, with its reason."""
