"""Evidence in, evidence out: any text, any time, the same record twice."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from evidence.records import Failure, FailureKind, Fetch, Hop, Link, LinkKind, Need, Probe, Record, Skip, Visit
from storage import interning
from storage.codec import clean
from storage.links import KINDS
from storage.reading import compressed_bodies, decompress
from storage.site import StoredSite
from storage.store import Store, open_store
from storage.tables import bodies, link_sets, looks, probes, skips, texts, urls
from tests.storage.conftest import NOW

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

words = st.text(max_size=12) | st.sampled_from(["", "\x00", "a\x00b", "\ud800", "𠮷政务", "é\\u0000", "首页" * 2000])
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)
links = st.builds(Link, words, words, st.sampled_from(LinkKind), words)
fetches = st.builds(
    Fetch,
    url=words.filter(bool),
    at=times,
    method=words,
    look=st.integers(1, 3),
    elapsed=st.floats(0, 1000),
    final_url=words,
    hops=st.lists(st.builds(Hop, words, st.integers(100, 599), words, words), max_size=2).map(tuple),
    status=st.none() | st.integers(100, 599),
    failure=st.none() | st.builds(Failure, kind=st.sampled_from(FailureKind), detail=words),
    content_type=words,
    encoding=words,
    headers=st.dictionaries(words, words, max_size=3),
    peer=words,
    body_hash=st.just(""),
    size=st.integers(0, 2**40),
    truncated=st.booleans(),
    marks=st.lists(words, max_size=2).map(tuple),
)
visits = st.builds(
    Visit, fetch=fetches, depth=st.integers(0, 9), links=st.none() | st.lists(links, max_size=4).map(tuple)
)
_unique = count()


def _fit(fetch: Fetch) -> Fetch:
    """The fetch with every text as it can be stored."""
    hops = tuple(Hop(clean(hop.url), hop.status, clean(hop.location), clean(hop.peer)) for hop in fetch.hops)
    failure = fetch.failure and Failure(kind=fetch.failure.kind, detail=clean(fetch.failure.detail))
    return replace(
        fetch,
        url=clean(fetch.url),
        method=clean(fetch.method),
        final_url=clean(fetch.final_url),
        content_type=clean(fetch.content_type),
        encoding=clean(fetch.encoding),
        peer=clean(fetch.peer),
        hops=hops,
        failure=failure,
        headers={clean(name): clean(value) for name, value in fetch.headers.items()},
        marks=tuple(map(clean, fetch.marks)),
    )


def _fit_link(link: Link) -> Link:
    return Link(clean(link.target), clean(link.text), link.kind, clean(link.fragment))


def _counts(store: Store) -> list[int]:
    with store.database.read() as connection:
        tables = (urls, texts, bodies, link_sets, looks, skips, probes)
        return [connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


@quick
@given(batch=st.lists(visits, max_size=4, unique_by=lambda visit: clean(visit.fetch.url)))
def test_any_visit_comes_back_as_written(store: Store, batch: list[Visit]) -> None:
    run = store.runs.start("jia", NOW, {})
    store.evidence.writer(run).write(batch)
    past = list(store.evidence.past(run))
    assert [entry.fetch for entry in past] == [_fit(visit.fetch) for visit in batch]
    assert [entry.fetch.at.utcoffset() for entry in past] == [visit.fetch.at.utcoffset() for visit in batch]
    assert [entry.depth for entry in past] == [visit.depth for visit in batch]
    assert [entry.links for entry in past] == [
        None if visit.links is None else tuple(map(_fit_link, visit.links)) for visit in batch
    ]


@quick
@given(body=st.binary(max_size=3000))
def test_any_body_comes_back_as_written(store: Store, body: bytes) -> None:
    run = store.runs.start("jia", NOW, {})
    digest = sha256(body).hexdigest()
    fetch = Fetch(url="http://www.jia.gov.cn/", at=NOW, status=200, body_hash=digest, headers={"ETag": '"1"'})
    store.evidence.writer(run).write([Visit(fetch=fetch, depth=0, body=body, links=())])
    answer = store.evidence.previous((run,)).recall("http://www.jia.gov.cn/")
    assert answer is not None and (answer.kept, answer.body_hash) == (True, digest)
    with store.database.read() as connection:
        assert decompress(compressed_bodies(connection, (digest,))[digest]) == body


@quick
@given(subject=words, data=st.dictionaries(words, words | st.integers() | st.lists(words, max_size=2), max_size=3))
def test_any_probe_and_skip_comes_back(store: Store, subject: str, data: dict[str, object]) -> None:
    run = store.runs.start("jia", NOW, {})
    probe = Probe(need=Need.DNS, subject=subject, at=NOW, data={"answer": clean("ok"), "said": data})
    url = f"http://www.jia.gov.cn/{next(_unique)}"
    store.evidence.writer(run).write([probe, Skip(url, "robots", subject)])
    site = StoredSite(store, run)
    (stored,) = site.probes(Need.DNS)
    assert (stored.subject, stored.at, stored.data["answer"]) == (clean(subject), NOW, "ok")
    assert site.probes(Need.TLS) == ()
    assert site.skips() == (Skip(url, "robots", clean(subject)),)


def _visit(number: int, look: int = 1, body: bytes = b"<html>") -> Visit:
    url = f"http://www.jia.gov.cn/{number}"
    fetch = Fetch(url=url, at=NOW, look=look, status=200, body_hash=sha256(body).hexdigest(), final_url=url)
    link = Link("http://www.jia.gov.cn/next", "下一页", LinkKind.A)
    return Visit(fetch=fetch, depth=1, body=body, links=(link,))


def test_a_batch_written_twice_is_there_once(store: Store, run: int) -> None:
    batch: list[Record] = [
        _visit(1),
        _visit(2),
        Skip("http://www.jia.gov.cn/3", "depth"),
        Probe(need=Need.TLS, subject="www.jia.gov.cn", at=NOW),
    ]
    store.evidence.writer(run).write(batch)
    before = _counts(store)
    store.evidence.writer(run).write(batch)
    assert _counts(store) == before
    store.evidence.writer(run).write([_visit(1, look=2)])
    assert _counts(store)[4] == before[4] + 1


def test_a_record_once_in_a_batch_of_doubles(store: Store, run: int) -> None:
    store.evidence.writer(run).write([_visit(1), _visit(1)])
    assert len(list(store.evidence.past(run))) == 1


def test_an_unchanged_page_costs_no_second_body_nor_links(store: Store, run: int) -> None:
    store.evidence.writer(run).write([_visit(1)])
    before = _counts(store)
    second = store.runs.start("jia", NOW + timedelta(days=1), {})
    store.evidence.writer(second).write([_visit(1)])
    assert _counts(store)[:4] == before[:4]
    changed = store.runs.start("jia", NOW + timedelta(days=2), {})
    store.evidence.writer(changed).write([_visit(1, body=b"<html>new")])
    assert _counts(store)[2] == before[2] + 1


def test_a_body_without_a_hash_is_refused_and_nothing_written(store: Store, run: int) -> None:
    nameless = replace(_visit(2), fetch=replace(_visit(2).fetch, body_hash=""))
    with pytest.raises(ValueError, match="body_hash"):
        store.evidence.writer(run).write([_visit(1), nameless])
    assert list(store.evidence.past(run)) == []


def test_a_failed_batch_leaves_no_memory_behind(store: Store, run: int) -> None:
    writer = store.evidence.writer(run)
    naive = replace(_visit(2), fetch=replace(_visit(2).fetch, at=datetime(2026, 1, 1)))
    with pytest.raises(ValueError, match="offset"):
        writer.write([_visit(1), naive])
    assert sum(_counts(store)) == 0
    writer.write([_visit(1)])
    (entry,) = store.evidence.past(run)
    assert entry.fetch.url == "http://www.jia.gov.cn/1"


def test_what_is_forgotten_is_found_again(store: Store, run: int) -> None:
    writer = store.evidence.writer(run)
    writer._urls = interning.Interner(urls, limit=5)
    writer._texts = interning.Interner(texts, limit=5)
    for start in range(0, 60, 6):
        writer.write([_visit(number) for number in range(start, start + 6)])
    writer.write([_visit(number, look=2) for number in range(60)])
    assert len(list(store.evidence.past(run))) == 120
    assert _counts(store)[0] == 61


def test_two_writers_share_words(url: str, store: Store, run: int) -> None:
    other_run = store.runs.start("yi", NOW, {})
    with open_store(url) as other:
        first, second = store.evidence.writer(run), other.evidence.writer(other_run)
        for number in range(20):
            first.write([_visit(number)])
            second.write([_visit(19 - number)])
    assert _counts(store)[:4] == [21, 1, 1, 1]
    assert len(list(store.evidence.past(other_run))) == 20


def test_previous_gives_the_last_good_answer_of_the_runs(store: Store) -> None:
    numbers = []
    for day, etag in enumerate(['"a"', '"b"', '"c"']):
        numbers.append(store.runs.start("jia", NOW + timedelta(days=day), {}))
        visit = _visit(1)
        fetch = replace(visit.fetch, headers={"ETag": etag, "last-modified": "Mon"})
        store.evidence.writer(numbers[-1]).write([replace(visit, fetch=fetch), _visit(2)])
    previous = store.evidence.previous(numbers[:2])
    answer = previous.recall("http://www.jia.gov.cn/1")
    assert answer is not None and answer.kept
    assert (answer.headers["etag"], answer.headers["last-modified"]) == ('"b"', "Mon")
    assert [link.target for link in previous.links("http://www.jia.gov.cn/1")] == [
        link.target for link in _visit(1).links or ()
    ]
    assert list(previous.links("http://www.jia.gov.cn/2")) == []  # the same uses, given already
    assert previous.recall("http://www.jia.gov.cn/3") is None
    assert store.evidence.previous(()).recall("http://www.jia.gov.cn/1") is None


def test_an_answer_after_redirects_counts_for_the_address_that_gave_it(store: Store, run: int) -> None:
    visit = _visit(1)
    fetch = replace(visit.fetch, headers={"etag": '"a"'}, final_url="http://www.jia.gov.cn/login")
    store.evidence.writer(run).write([replace(visit, fetch=fetch)])
    previous = store.evidence.previous((run,))
    assert previous.recall("http://www.jia.gov.cn/1") is None
    assert previous.recall("http://www.jia.gov.cn/login") is not None


@pytest.mark.parametrize(("marks", "recalled"), [((), True), (("soft-404",), False)])
def test_an_answer_with_a_fault_is_not_built_upon(
    store: Store, run: int, marks: tuple[str, ...], recalled: bool
) -> None:
    visit = _visit(1)
    store.evidence.writer(run).write([replace(visit, fetch=replace(visit.fetch, marks=marks))])
    assert (store.evidence.previous((run,)).recall(visit.fetch.url) is not None) is recalled


def test_a_look_that_stands_for_an_earlier_one_is_a_page_with_its_links(store: Store, run: int) -> None:
    visit = _visit(1)
    store.evidence.writer(run).write([visit])
    known = store.evidence.previous((run,)).recall(visit.fetch.url)
    assert known is not None
    later = store.runs.start("jia", NOW + timedelta(days=1), {})
    again = Visit(fetch=replace(visit.fetch, status=304), depth=1, links_key=known.links_key)
    store.evidence.writer(later).write([again])
    (first,), (second,) = StoredSite(store, run).pages(), StoredSite(store, later).pages()
    assert (first.tree.html, first.links) == (second.tree.html, second.links)
    (past,) = store.evidence.past(later)
    assert past.links == visit.links


def test_every_kind_of_link_has_its_own_code() -> None:
    assert sorted(KINDS) == sorted(LinkKind)
    assert KINDS[:2] == (LinkKind.A, LinkKind.AREA)  # stored as positions


def test_an_address_longer_than_an_index_entry(store: Store, run: int) -> None:
    visit = _visit(1)
    url = "http://www.jia.gov.cn/?" + sha256(b"x").hexdigest() * 200
    link = Link(url, "长" * 20_000, LinkKind.A)
    store.evidence.writer(run).write([replace(visit, fetch=replace(visit.fetch, url=url), links=(link,))])
    (entry,) = store.evidence.past(run)
    assert entry.fetch.url == url and entry.links == (link,)
