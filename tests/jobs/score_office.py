"""A store with one small portal already crawled and audited, for tests of scores without a crawl."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from checks.model import Finding, Measure, Outcome, Problem, Result, Unknown, fingerprint
from evidence.records import Coverage, Fetch, Link, LinkKind, Place, SiteInfo, Unit, Visit
from jobs.clock import Clock
from jobs.commands import Desk
from jobs.settings import Settings
from storage.runs import RunState
from storage.store import Store, open_store

HOME = "http://www.jia.gov.cn/"
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = date(2026, 11, 21)
FINANCE, CIVIL = "区财政局", "区民政局"
INFO = SiteInfo(
    id="jia",
    name="甲区人民政府",
    url=HOME,
    rubrics=("songjiang-2022",),
    units=(Unit(name=FINANCE, kind="部门", scope=("/czj/",)), Unit(name=CIVIL, kind="部门", scope=("/mzj/",))),
)


def page(path: str, text: str = "", links: Sequence[str] = ()) -> Visit:
    """One page read, with its source."""
    body = (text or f"<title>{path}</title>").encode()
    digest = sha256(body).hexdigest()
    fetch = Fetch(url=HOME + path, final_url=HOME + path, at=NOW, status=200, encoding="utf-8", body_hash=digest)
    uses = tuple(Link(HOME + link, link, LinkKind.A) for link in links)
    return Visit(fetch=fetch, depth=1 if path else 0, body=body, links=uses)


def dead(path: str, target: str, places: Sequence[str] = ()) -> Finding:
    """A dead link on a page of the portal."""
    message = f"页面“{path}”上的链接打不开"
    used = tuple(Place(HOME + place, "详情", LinkKind.A) for place in (path, *places))
    problem = Problem(
        code="dead", message=message, page_url=HOME + path, target_url=HOME + target, subject="详情", places=used
    )
    return Finding(
        fingerprint=fingerprint("broken-links", problem),
        site="jia",
        check="broken-links",
        code="dead",
        doubtful=False,
        page_url=problem.page_url,
        target_url=problem.target_url,
        subject=problem.subject,
        message=message,
        places=used,
    )


def present(unit: str, column: str, holds: bool, path: str = "") -> Measure:
    """Whether a unit has a column."""
    return Measure(name="present", value=holds, subject=column, unit=unit, url=HOME + path if path else "")


def results(
    *findings: Finding, measures: Sequence[Measure] = (), unknowns: Sequence[Unknown] = ()
) -> tuple[Result, ...]:
    """What the checks said of the portal."""
    share = Measure(name="dead-share", value=Decimal("0.02"), numerator=1, denominator=50)
    links = Result(
        check="broken-links",
        version=1,
        outcome=Outcome.FAILED if findings else Outcome.PASSED,
        looked_at=50,
        findings=findings,
        measures=(share,),
    )
    columns = Result(
        check="required-columns",
        version=1,
        outcome=Outcome.CANNOT_TELL if unknowns else Outcome.PASSED,
        measures=tuple(measures),
        unknowns=tuple(unknowns),
    )
    dates = Result(check="update-frequency", version=1, outcome=Outcome.PASSED)
    return links, columns, dates


def audited(store: Store, said: Sequence[Result], *, at: datetime = NOW, pages: Sequence[Visit] = ()) -> int:
    """A finished run with what the checks said of it."""
    run = store.runs.start("jia", at, {})
    store.evidence.writer(run).write([page("", links=("czj/", "mzj/")), page("czj/"), page("mzj/"), *pages])
    store.runs.finish(run, at, RunState.FINISHED, Coverage(pages=3, addresses=3))
    store.results.save(run, at, said)
    store.findings.record("jia", run, at, said, lambda _: True)
    return run


@contextmanager
def office(folder: Path, info: SiteInfo = INFO) -> Iterator[Desk]:
    """A desk over a new database with the portal in it."""
    with open_store(f"sqlite:///{folder / 'hecha.db'}") as store:
        store.sites.upsert(info)
        yield Desk(store=store, settings=Settings(), clock=Clock(today=TODAY), quiet=True, progress=False)
