"""The store: SQLAlchemy Core, one module an aggregate. Values go down, values come up."""

from vigie.store.engine import Store, open_store

__all__ = ["Store", "open_store"]
