"""One look as a row of `looks`, and back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Select, select

from evidence.records import Failure, FailureKind, Fetch, Hop, Visit
from storage.codec import clean, dumps, loads, moment, time_of
from storage.tables import looks, urls

_asked = urls.alias("asked")
_final = urls.alias("final")


COLUMNS = (
    *("run_id", "url_id", "look", "depth", "at", "method", "elapsed", "final_id", "status", "failure", "detail"),
    *("content_type", "encoding", "peer", "body_hash", "size", "truncated", "links_id", "headers", "extra"),
)


def look_row(run: int, visit: Visit, ids: Mapping[str, int], links_id: int | None) -> tuple[Any, ...]:
    """The row of a visit, in the order of COLUMNS; its body is stored elsewhere."""
    fetch = visit.fetch
    return (
        run,
        ids[fetch.url],
        fetch.look,
        visit.depth,
        moment(fetch.at),
        clean(fetch.method),
        fetch.elapsed,
        ids[fetch.final_url] if fetch.final_url else None,
        fetch.status,
        fetch.failure.kind.value if fetch.failure else None,
        clean(fetch.failure.detail) if fetch.failure else "",
        clean(fetch.content_type),
        clean(fetch.encoding),
        clean(fetch.peer),
        fetch.body_hash,
        fetch.size,
        fetch.truncated,
        links_id,
        dumps(fetch.headers) if fetch.headers else "",
        dumps([fetch.hops, fetch.marks]) if fetch.hops or fetch.marks else "",
    )


def select_looks() -> Select[Any]:
    """Looks with the addresses written out."""
    return (
        select(looks, _asked.c.text.label("url"), _final.c.text.label("final_url"))
        .join(_asked, _asked.c.id == looks.c.url_id)
        .outerjoin(_final, _final.c.id == looks.c.final_id)
    )


def fetch_of(row: RowMapping) -> Fetch:
    """The fetch a row of `select_looks` stands for."""
    hops, marks = loads(row["extra"]) or ((), ())
    failure = row["failure"]
    return Fetch(
        url=row["url"],
        at=time_of(row["at"]),
        method=row["method"],
        look=row["look"],
        elapsed=row["elapsed"],
        final_url=row["final_url"] or "",
        hops=tuple(map(Hop._make, hops)),
        status=row["status"],
        failure=Failure(kind=FailureKind(failure), detail=row["detail"]) if failure else None,
        content_type=row["content_type"],
        encoding=row["encoding"],
        headers=loads(row["headers"]),
        peer=row["peer"],
        body_hash=row["body_hash"],
        size=row["size"],
        truncated=row["truncated"],
        marks=tuple(marks),
    )
