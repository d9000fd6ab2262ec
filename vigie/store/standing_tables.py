"""Tables of what ranking, counting and searching need of each act, without reading it whole."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from vigie.store.tables import METADATA, Instant

STANDINGS = Table(
    "standings",
    METADATA,
    Column("act_id", ForeignKey("acts.act_id", ondelete="CASCADE"), primary_key=True),
    Column("word_id", BigInteger, nullable=False),  # row of its words in act_words
    Column("changed_at", Instant, nullable=False),
    Column("open_from", Date, nullable=False),
    Column("open_until", Date, nullable=False),  # last day on which it awaits a reading
    Column("filed_on", Date, nullable=False),
    Column("probability", Float),
    Column("gravity", Float),
    Column("steering", Float),
    Column("chance", Float),  # the probability before what only serves the order of reading
    Column("suspension_on", Date),
    Column("suspension_sure", Boolean),
    Column("recours_on", Date),
    Column("recours_sure", Boolean),
    Column("defere_on", Date),
    Column("defere_sure", Boolean),
    Column("pressing", Boolean, nullable=False),  # a breach often enough alone
    Column("read", Boolean, nullable=False),
    Column("followed", Boolean, nullable=False),
    Column("insee", Text),
    Column("commune", Text),
    Column("epci", Text),
    Column("act_type", Text),
    Column("themes", Integer, nullable=False),  # one bit a theme: those at play
    Column("open_themes", Integer, nullable=False),  # one bit a theme: those not cleared
    Column("west", Float),  # what a map shows of it, EPSG:2154; null without a place
    Column("south", Float),
    Column("east", Float),
    Column("north", Float),
    Index(None, "word_id"),
    Index(None, "changed_at"),
    Index(None, "open_until", "open_from"),
)

QUEUE_ROWS = Table(
    "queue_rows",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("act_id", String(64), nullable=False),
    Column("word_id", BigInteger, nullable=False),
    Column("value", Float, nullable=False),
    Column("steering", Float, nullable=False),
    Column("stratum", String(16), nullable=False),
    Column("inclusion", Float, nullable=False),
    Column("shut", Boolean, nullable=False),  # concluded since the queue was made
    Column("insee", Text),
    Column("epci", Text),
    Column("act_type", Text),
    Column("themes", Integer, nullable=False),
    Column("due_on", Date),
    Index(None, "day", "act_id"),
    Index(None, "day", "shut", "rank"),
    Index(None, "day", "insee", "rank"),
)

PRECEDENTS = Table(  # what an act whose outcome is known shares with others: grounds, zones
    "precedents",
    METADATA,
    Column("key", String(128), primary_key=True),
    Column("known_on", Date, primary_key=True),
    Column("act_id", ForeignKey("acts.act_id", ondelete="CASCADE"), primary_key=True),
    Index(None, "act_id"),
)

OVERRIDES = Table(  # acts that a named person put first or last, and why
    "overrides",
    METADATA,
    Column("act_id", String(64), primary_key=True),
    Column("place", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

CLAIMS = Table(  # who has which act
    "claims",
    METADATA,
    Column("act_id", String(64), primary_key=True),
    Column("by", String(128), nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

SKIPS = Table(  # acts that somebody passed over on a day, and why
    "skips",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("by", String(128), primary_key=True),
    Column("act_id", String(64), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

STRATEGIES = Table(  # every version of the local strategy; the last one is in force
    "strategies",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("since", Date, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("body", JSON, nullable=False),
)

SAVED_VIEWS = Table(
    "saved_views",
    METADATA,
    Column("by", String(128), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("query", Text, nullable=False),
)
