"""The tables as they stand today; `migrations/` holds the way here, and a test that both agree.

Times are text (`codec.moment`): they sort by instant and keep their offset. Addresses and link texts are stored
once, in `urls` and `texts`, found by the hash of their text: an index over long text is refused by PostgreSQL.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# SQLite counts rows only in a column called INTEGER.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _id() -> Column[int]:
    return Column("id", NUMBER, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _refers(name: str, target: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, NUMBER, ForeignKey(target), nullable=nullable)


def _site() -> Column[str]:
    return Column("site_id", Text, ForeignKey("sites.id"), nullable=False)


sites = Table(
    "sites",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("url"),
    _text("inventory"),  # rubrics and units, JSON
    _text("settings"),  # JSON
)

runs = Table(
    "runs",
    metadata,
    _id(),
    _site(),
    _text("state"),
    _text("started_at"),
    _text("heartbeat_at"),
    Column("finished_at", Text),
    _text("plan"),
    _text("coverage"),
    _text("summary"),
    Index("runs_by_site", "site_id", "id"),
)

urls = Table("urls", metadata, _id(), Column("key", LargeBinary, nullable=False, unique=True), _text("text"))
texts = Table("texts", metadata, _id(), Column("key", LargeBinary, nullable=False, unique=True), _text("text"))

bodies = Table(
    "bodies",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zstd
)

link_sets = Table(
    "link_sets",
    metadata,
    _id(),
    Column("key", LargeBinary, nullable=False, unique=True),  # of the packed content: an unchanged page adds none
    Column("data", LargeBinary, nullable=False),  # links.pack, zstd
)

looks = Table(
    "looks",
    metadata,
    _id(),
    _refers("run_id", "runs.id"),
    _refers("url_id", "urls.id"),
    Column("look", Integer, nullable=False),
    Column("depth", Integer, nullable=False),
    _text("at"),
    _text("method"),
    Column("elapsed", Float(53), nullable=False),
    _refers("final_id", "urls.id", nullable=True),
    Column("status", Integer),
    Column("failure", Text),
    _text("detail"),
    _text("content_type"),
    _text("encoding"),
    _text("peer"),
    _text("body_hash"),
    Column("size", BigInteger, nullable=False),
    Column("truncated", Boolean, nullable=False),
    _refers("links_id", "link_sets.id", nullable=True),
    _text("headers"),  # JSON
    _text("extra"),  # hops and marks, JSON, empty where there are none
    UniqueConstraint("run_id", "url_id", "look", name="looks_once"),
    Index("looks_by_run", "run_id", "id"),
)

skips = Table(
    "skips",
    metadata,
    _id(),
    _refers("run_id", "runs.id"),
    _refers("url_id", "urls.id"),
    _text("reason"),
    _text("detail"),
    UniqueConstraint("run_id", "url_id", "reason", name="skips_once"),
)

probes = Table(
    "probes",
    metadata,
    _id(),
    _refers("run_id", "runs.id"),
    Column("key", LargeBinary, nullable=False),  # of the whole record
    _text("need"),
    _text("subject"),
    _text("at"),
    _text("data"),  # JSON
    UniqueConstraint("run_id", "key", name="probes_once"),
)

audits = Table(
    "audits",
    metadata,
    _id(),
    _refers("run_id", "runs.id"),
    _text("at"),
    Index("audits_by_run", "run_id", "id"),
)

results = Table(
    "results",
    metadata,
    _id(),
    _refers("audit_id", "audits.id"),
    _text("check_id"),
    Column("version", Integer, nullable=False),
    _text("outcome"),
    _text("reason"),
    Column("looked_at", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),  # findings, measures and unknowns, JSON, zstd
    UniqueConstraint("audit_id", "check_id", name="results_once"),
)

issues = Table(
    "issues",
    metadata,
    _id(),
    _site(),
    _text("fingerprint"),
    _text("unit"),
    _text("check_id"),
    _text("code"),
    _text("status"),
    _text("first_seen"),
    _text("last_seen"),
    _refers("first_run", "runs.id"),
    _refers("last_run", "runs.id"),
    Column("closed_at", Text),
    _refers("changed_run", "runs.id"),
    _text("before"),  # the state before changed_run, JSON: a second audit of that run starts from it
    _text("waiver"),  # JSON
    Column("finding", LargeBinary, nullable=False),  # JSON, zstd
    UniqueConstraint("site_id", "fingerprint", name="issues_once"),
)

# Changes only: the status of an issue in a run is that of its last event up to the run.
issue_events = Table(
    "issue_events",
    metadata,
    Column("issue_id", NUMBER, ForeignKey("issues.id"), primary_key=True),
    Column("run_id", NUMBER, ForeignKey("runs.id"), primary_key=True),
    _text("status"),
    _text("at"),
)

scores = Table(
    "scores",
    metadata,
    _id(),
    _refers("run_id", "runs.id"),
    _site(),
    _text("unit"),
    _text("rubric"),
    _text("rubric_version"),
    _text("scorecard"),  # JSON as given
    Index("scores_by_site", "site_id", "unit", "rubric", "id"),
)

# What people say of a unit under a rubric; of those of one kind and key the newest counts.
statements = Table(
    "statements",
    metadata,
    _id(),
    _site(),
    _text("unit"),
    _text("rubric"),
    _text("kind"),
    Column("key", LargeBinary, nullable=False),  # of the item, rule, fact or address
    _text("at"),
    Column("withdrawn", Boolean, nullable=False),
    _text("data"),  # JSON
    Index("statements_by_site", "site_id", "rubric", "id"),
)

# Visits of home pages by the clock: they belong to a site and its days, not to a run.
visits = Table(
    "visits",
    metadata,
    _id(),
    _site(),
    _text("slot"),  # the instant the visit was due: one row a visit, whoever of several schedulers makes it
    _text("at"),
    _text("url"),
    _text("data"),  # JSON; empty until the visit is over
    UniqueConstraint("site_id", "slot", name="visits_once"),
)

nights = Table(
    "nights",
    metadata,
    _id(),
    _site(),
    _text("slot"),  # the instant of due_at in UTC: one row a night, whatever the offset
    _text("due_at"),
    _text("state"),
    _text("worker"),
    Column("claims", Integer, nullable=False, server_default="0"),
    _refers("run_id", "runs.id", nullable=True),
    Column("heartbeat_at", Text),
    Column("started_at", Text),
    Column("finished_at", Text),
    _text("note"),
    UniqueConstraint("site_id", "slot", name="nights_once"),
)
