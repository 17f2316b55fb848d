"""A stored run read as a Site: pages, redirects, depths, places, looks."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from evidence.errors import UsageError
from evidence.records import Coverage, Failure, FailureKind, Fetch, Link, LinkKind, Place, Record, SiteInfo, Skip, Visit
from evidence.site import Site
from storage import fetches, shelf
from storage.links import unpack
from storage.runs import RunState
from storage.site import StoredSite
from storage.store import Store
from tests.storage.conftest import NOW

HOME = "http://www.jia.gov.cn/"


def _page(
    path: str,
    *links: Link | str,
    depth: int = 1,
    to: str = "",
    text: str = "",
    encoding: str = "utf-8",
    status: int = 200,
    look: int = 1,
) -> Visit:
    body = (text or f"<title>{path}</title>").encode(encoding)
    fetch = Fetch(
        url=HOME + path,
        final_url=HOME + (to or path),
        at=NOW,
        status=status,
        encoding=encoding,
        body_hash=sha256(body).hexdigest(),
        look=look,
    )
    uses = tuple(link if isinstance(link, Link) else Link(HOME + link, link, LinkKind.A) for link in links)
    return Visit(fetch=fetch, depth=depth, body=body, links=uses)


def _dead(path: str, kind: FailureKind = FailureKind.TIMEOUT, look: int = 1) -> Visit:
    fetch = Fetch(url=HOME + path, at=NOW, look=look, failure=Failure(kind=kind))
    return Visit(fetch=fetch, depth=2)


@pytest.fixture
def portal(store: Store, run: int) -> Site:
    """Home → a → b; old redirects to b; an orphan; a dead address; a 404 with a body."""
    batch: list[Record] = [
        _page(
            "b",
            Link(HOME + "dead", "失效", LinkKind.A, "top"),
            depth=2,
            text="<title>乙 文</title>",
            encoding="gb18030",
        ),
        _page("", "a", "old", Link(HOME + "logo.png", "", LinkKind.IMG), depth=0),
        _page("a", "b", "dead", "dead"),
        _page("old", "dead", to="c", depth=1),
        _page("orphan", "deep", depth=1),
        _page("gone", "a", status=404),
        _dead("dead"),
        _dead("dead", FailureKind.RESET, look=2),
        Visit(fetch=Fetch(url=HOME + "logo.png", at=NOW, status=200), depth=1),
        Skip(HOME + "z", "robots", "/z"),
        Skip(HOME + "y", "depth"),
    ]
    store.evidence.writer(run).write(batch)
    return StoredSite(store, run)


def test_pages_come_shallowest_first_then_by_address(portal: Site) -> None:
    assert [(page.url.removeprefix(HOME), page.depth) for page in portal.pages()] == [
        ("", 0),
        ("a", 1),
        ("c", 1),
        ("orphan", 1),
        ("b", 2),
    ]


def test_a_page_is_read_in_its_encoding_with_its_links_in_order(portal: Site) -> None:
    page = portal.page(HOME + "b")
    assert page is not None
    assert (page.title, page.links) == ("乙 文", (Link(HOME + "dead", "失效", LinkKind.A, "top"),))
    home = portal.page(HOME)
    assert home is not None
    assert [link.target.removeprefix(HOME) for link in home.links] == ["a", "old", "logo.png"]


def test_a_page_is_found_by_the_address_that_leads_to_it(portal: Site) -> None:
    by_redirect, direct = portal.page(HOME + "old"), portal.page(HOME + "c")
    assert by_redirect is not None and direct is not None
    assert by_redirect.url == direct.url == HOME + "c"
    assert direct.fetch.url == HOME + "old"


@pytest.mark.parametrize("path", ["gone", "dead", "logo.png", "never"])
def test_what_was_not_read_is_no_page(portal: Site, path: str) -> None:
    assert portal.page(HOME + path) is None


def test_depths_follow_links_and_redirects(portal: Site) -> None:
    depths = {path: portal.depth(HOME + path) for path in ("", "a", "old", "c", "b", "dead", "logo.png")}
    assert depths == {"": 0, "a": 1, "old": 1, "c": 1, "b": 2, "dead": 2, "logo.png": 0}
    assert portal.depth(HOME + "orphan") is None
    assert portal.depth(HOME + "deep") is None
    assert portal.depth("http://nowhere.example/") is None


def test_a_frame_costs_no_click_but_a_picture_is_no_way(store: Store, run: int) -> None:
    frame, picture = Link(HOME + "frame", "", LinkKind.FRAME), Link(HOME + "odd", "", LinkKind.IMG)
    canonical = Link(HOME + "meta", "", LinkKind.META)
    pages = [
        _page("", frame, picture, canonical, depth=0),
        _page("frame", "in"),
        _page("in"),
        _page("odd", "x"),
        _page("meta"),
    ]
    store.evidence.writer(run).write(pages)
    site = StoredSite(store, run)
    assert [site.depth(HOME + path) for path in ("frame", "in", "odd", "x", "meta")] == [0, 1, None, None, None]


def test_looks_and_targets(portal: Site) -> None:
    looks = portal.looks(HOME + "dead")
    assert [(fetch.look, fetch.failure and fetch.failure.kind) for fetch in looks] == [
        (1, FailureKind.TIMEOUT),
        (2, FailureKind.RESET),
    ]
    assert portal.looks(HOME + "never") == ()
    targets = [target.removeprefix(HOME) for target in portal.targets()]
    assert targets == ["", "a", "b", "dead", "gone", "logo.png", "old", "orphan"]


def test_places_by_shallowness_and_address(portal: Site) -> None:
    wanted = [HOME + "dead", HOME + "logo.png", HOME + "never"]
    places = portal.places(wanted)
    assert list(places) == wanted
    assert places[HOME + "dead"] == (
        Place(HOME + "a", "dead", LinkKind.A),
        Place(HOME + "a", "dead", LinkKind.A),
        Place(HOME + "c", "dead", LinkKind.A),
        Place(HOME + "b", "失效", LinkKind.A),
    )
    assert places[HOME + "logo.png"] == (Place(HOME, "", LinkKind.IMG),)
    assert places[HOME + "never"] == ()
    assert portal.places([]) == {}


def test_places_read_links_again_when_they_do_not_fit_in_memory(portal: StoredSite) -> None:
    whole, links = portal.places(portal.targets()), [page.links for page in portal.pages()]
    portal._reader._room = 0
    portal._reader._sets.clear()
    assert portal.places(portal.targets()) == whole
    assert portal._reader._sets == {}
    assert [page.links for page in portal.pages()] == links


def test_skips_info_time_and_coverage(store: Store, run: int, portal: Site) -> None:
    assert portal.skips() == (Skip(HOME + "y", "depth", ""), Skip(HOME + "z", "robots", "/z"))
    assert portal.info == SiteInfo(id="jia", name="甲区人民政府", url=HOME)
    assert (portal.observed_at, portal.observed_at.utcoffset()) == (NOW, timedelta(hours=8))
    assert portal.coverage == Coverage(pages=5, addresses=8, complete=False)
    store.runs.finish(run, NOW, RunState.FINISHED, Coverage(pages=5, addresses=9))
    assert StoredSite(store, run).coverage == Coverage(pages=5, addresses=9)


def test_a_later_good_look_gives_the_page_and_a_later_bad_one_does_not_take_it(store: Store, run: int) -> None:
    second = _page("a", "new", look=2, text="<title>第二次</title>")
    store.evidence.writer(run).write([_page("", "a", depth=0), _page("a"), second, _dead("a", look=3)])
    page = StoredSite(store, run).page(HOME + "a")
    assert page is not None and (page.title, page.fetch.look) == ("第二次", 2)


def test_an_unchanged_page_is_read_from_the_body_of_an_earlier_night(store: Store, run: int) -> None:
    first = _page("", "a", depth=0, text="<title>未变</title>")
    store.evidence.writer(run).write([first])
    tonight = store.runs.start("jia", NOW, {})
    unchanged = replace(first, fetch=replace(first.fetch, status=304), body=None)
    store.evidence.writer(tonight).write([unchanged])
    page = StoredSite(store, tonight).page(HOME)
    assert page is not None and page.title == "未变"


def test_a_page_whose_body_was_not_kept_is_no_page(store: Store, run: int) -> None:
    store.evidence.writer(run).write([replace(_page("", depth=0), body=None)])
    assert list(StoredSite(store, run).pages()) == []


def test_reading_twice_gives_the_same_in_whatever_order_it_was_written(store: Store, run: int) -> None:
    pages = [_page("", *(str(number) for number in range(40)), depth=0), *(_page(str(number)) for number in range(40))]
    store.evidence.writer(run).write(pages)
    other = store.runs.start("jia", NOW, {})
    for page in reversed(pages):
        store.evidence.writer(other).write([page])
    first, second = (
        [(page.url, page.depth, page.html, page.links) for page in StoredSite(store, number).pages()]
        for number in (run, other)
    )
    assert first == second
    assert len(first) == 41


def test_an_unknown_run_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="99"):
        StoredSite(store, 99)


def test_looks_dropped_from_memory_are_read_again(monkeypatch: pytest.MonkeyPatch, store: Store, run: int) -> None:
    monkeypatch.setattr(fetches, "KEPT_BLOCKS", 1)
    monkeypatch.setattr(fetches, "BLOCK", 3)
    store.evidence.writer(run).write([_page(str(number)) for number in range(10)])
    site = StoredSite(store, run)
    for _ in range(2):
        assert [site.looks(url)[0].url for url in site.targets()] == list(site.targets())


@pytest.mark.parametrize("room", [0, 200])
def test_pages_dropped_from_memory_are_read_again(
    monkeypatch: pytest.MonkeyPatch, store: Store, run: int, portal: Site, room: int
) -> None:
    expected = [(page.url, page.html, page.links, page.fetch) for page in portal.pages()]
    monkeypatch.setattr(shelf, "KEPT_BYTES", room)
    site = StoredSite(store, run)
    found = []
    for page in site.pages():
        assert site.page(HOME + "b") is not None  # another check asks in between
        found.append((page.url, page.html, page.links, page.fetch))
    assert found == expected
    assert [site.page(url).html for url, *_ in expected] == [html for _, html, *_ in expected]  # type: ignore[union-attr]


def test_without_a_look_at_the_home_page_the_inventory_names_the_root(store: Store, run: int) -> None:
    store.evidence.writer(run).write([_page("", "a", depth=5), _page("a", depth=5)])
    site = StoredSite(store, run)
    assert (site.depth(HOME), site.depth(HOME + "a")) == (0, 1)


def test_links_packed_by_a_later_hecha_are_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="9"):
        unpack(b"\x09\0\0\0\0")


def test_a_style_sheet_is_no_page_but_a_place_of_use(store: Store, run: int) -> None:
    picture = Link(HOME + "gone.png", "", LinkKind.IMG)
    fetch = Fetch(url=HOME + "a.css", final_url=HOME + "a.css", at=NOW, status=200, content_type="text/css")
    sheet = Visit(fetch=fetch, depth=1, links=(picture,))
    failed = Visit(
        fetch=replace(fetch, url=HOME + "b.css", final_url=HOME + "b.css", status=404), depth=1, links=(picture,)
    )
    store.evidence.writer(run).write([_page("", "a", depth=0), sheet, failed])
    site = StoredSite(store, run)
    assert [page.url for page in site.pages()] == [HOME]
    places = site.places([HOME + "gone.png"])
    assert places == {HOME + "gone.png": (Place(HOME + "a.css", "", LinkKind.IMG),)}
