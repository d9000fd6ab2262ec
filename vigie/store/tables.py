"""Tables of the store. What is filtered or sorted is a column; the rest is compressed JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC, without the zone that SQLite cannot keep."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware again."""
        return None if value is None else value.replace(tzinfo=UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("kind", String(32)),
    Column("size", Integer, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", Text),
    Column("received_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("pages", Integer),
    Column("pages_ocr", Integer),
    Index(None, "stage", "received_at"),
    Index(None, "updated_at", "sha256"),
)

NAMES = Table(
    "names",
    METADATA,
    Column("sha256", ForeignKey("documents.sha256"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("arrived_at", Instant, nullable=False),
)

READINGS = Table(
    "readings",
    METADATA,
    Column("sha256", ForeignKey("documents.sha256"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("read_at", Instant, nullable=False),
)

EXTRACTIONS = Table(
    "extractions",
    METADATA,
    Column("sha256", ForeignKey("documents.sha256"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("act_id", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "act_id"),
)

ACTS = Table(
    "acts",
    METADATA,
    Column("act_id", String(64), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("dossier_number", Text),
    Column("base_number", Text),  # without the suffix of a modificatif or a transfer
    Column("actes_id", Text),
    Column("commune_insee", Text),
    Column("act_type", Text),
    Column("stage", Text),
    Column("decided_on", Date),
    Column("received_on", Date, nullable=False),
    Column("defere_on", Date),
    Column("rank_value", Float),
    Column("stale", Boolean, nullable=False),  # something it rests on changed: to be scored again
    Column("body", LargeBinary, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index(None, "dossier_number"),
    Index(None, "base_number"),
    Index(None, "actes_id"),
    Index(None, "status", "received_on"),
    Index(None, "status", "decided_on"),
    Index(None, "status", "defere_on", "rank_value"),
    Index(None, "commune_insee", "received_on"),
    Index(None, "commune_insee", "decided_on"),
    Index(None, "stale", "act_id"),
    Index(None, "updated_at", "act_id"),
)

PARCELS = Table(
    "parcels",
    METADATA,
    Column("act_id", ForeignKey("acts.act_id", ondelete="CASCADE"), primary_key=True),
    Column("parcel", Text, primary_key=True),
    Index(None, "parcel"),
)

BASES_CITED = Table(  # what a retrait, a prorogation… says that it bears on
    "bases_cited",
    METADATA,
    Column("act_id", ForeignKey("acts.act_id", ondelete="CASCADE"), primary_key=True),
    Column("number", Text),
    Column("insee", Text),
    Column("decided_on", Date),
    Index(None, "number"),
    Index(None, "insee", "decided_on"),
)

EARLIER_ACTS = Table(  # acts reviewed, which count in the past of those that come after
    "earlier_acts",
    METADATA,
    Column("act_id", ForeignKey("acts.act_id", ondelete="CASCADE"), primary_key=True),
    Column("insee", Text),
    Column("service", Text),
    Column("reviewed_on", Date, nullable=False),
    Column("found_on", Date),
    Index(None, "reviewed_on", "insee", "service"),
    Index(None, "found_on", "insee", "service"),
)

CONTROLS = Table(
    "controls",
    METADATA,
    Column("control_id", String(64), primary_key=True),
    Column("source_sha256", String(64)),
    Column("dossier_number", Text),
    Column("actes_id", Text),
    Column("decided_on", Date),
    Column("body", LargeBinary, nullable=False),
    Column("added_at", Instant, nullable=False),
    Index(None, "dossier_number"),
    Index(None, "actes_id"),
    Index(None, "source_sha256"),
)

REFUSED_ROWS = Table(
    "refused_rows",
    METADATA,
    Column("source_sha256", String(64), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("place", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

LAYERS = Table(
    "layers",
    METADATA,
    Column("layer_id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("role", String(32), nullable=False),
    Column("subject", String(32), nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("state", String(16), nullable=False),
    Column("added_at", Instant),
    Column("body", LargeBinary, nullable=False),
    Index(None, "subject"),
)

ATTACHMENTS = Table(
    "attachments",
    METADATA,
    Column("sha256", ForeignKey("documents.sha256"), primary_key=True),
    Column("name", Text, primary_key=True),  # identifier of @CTES or dossier number of the act
    Column("role", String(16), nullable=False),
    Column("body", LargeBinary),  # what it says; null until it is read
    Index(None, "name"),
)

DELEGATIONS = Table(
    "delegations",
    METADATA,
    Column("delegation_id", String(64), primary_key=True),
    Column("source_sha256", String(64), nullable=False),
    Column("commune_insee", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "commune_insee"),
    Index(None, "source_sha256"),
)

PLANNING = Table(
    "planning",
    METADATA,
    Column("commune_insee", String(8), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("document", String(16), nullable=False),
)

CLIENTS = Table(
    "clients",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("scopes", Text, nullable=False),  # separated by blanks
    Column("made_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)

REVIEWS = Table(
    "reviews",
    METADATA,
    Column("review_id", String(64), primary_key=True),
    Column("act_id", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "act_id", "at"),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("act_id", String(64), primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Index(None, "at"),
)

DEPOSITS = Table(
    "deposits",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("sha256", ForeignKey("documents.sha256"), nullable=False),
    Column("at", Instant, nullable=False),
)

ARTICLES = Table(  # texts of the law
    "articles",
    METADATA,
    Column("code", String(128), primary_key=True),
    Column("number", String(32), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("text", Text, nullable=False),
)

SETTINGS = Table(
    "settings",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("set_at", Instant, nullable=False),
)
