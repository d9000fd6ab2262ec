"""The store: SQLAlchemy Core, one module an aggregate. Values go down, values come up."""
