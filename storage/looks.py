"""One look as a row of `looks`, and back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Select, select

from evidence.records import Failure, FailureKind, Fetch, Hop, Visit
from storage.codec import clean, dumps, loads, moment, time_of
from storage.tables import looks, urls

_asked = urls.alias("asked")
_final = urls.alias("final")


def look_row(run: int, visit: Visit, ids: Mapping[str, int], links_id: int | None) -> dict[str, Any]:
    """The row of a visit; its body is stored elsewhere."""
    fetch = visit.fetch
    return {
        "run_id": run,
        "url_id": ids[fetch.url],
        "look": fetch.look,
        "depth": visit.depth,
        "at": moment(fetch.at),
        "method": clean(fetch.method),
        "elapsed": fetch.elapsed,
        "final_id": ids[fetch.final_url] if fetch.final_url else None,
        "status": fetch.status,
        "failure": fetch.failure.kind.value if fetch.failure else None,
        "detail": clean(fetch.failure.detail) if fetch.failure else "",
        "content_type": clean(fetch.content_type),
        "encoding": clean(fetch.encoding),
        "peer": clean(fetch.peer),
        "body_hash": fetch.body_hash,
        "size": fetch.size,
        "truncated": fetch.truncated,
        "links_id": links_id,
        "headers": dumps(fetch.headers) if fetch.headers else "",
        "extra": dumps([fetch.hops, fetch.marks]) if fetch.hops or fetch.marks else "",
    }


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
