"""Facts read from acts that the readers were not written from."""
