"""Pages on a desk: few lie open, and what was closed reads the same again."""

from collections import Counter
from datetime import UTC, datetime

from evidence.page import Desk, Page
from evidence.records import Fetch, Link, LinkKind


def _pages(count: int, desk: Desk | None, reads: Counter[int]) -> list[Page]:
    def page(number: int) -> Page:
        def read() -> str:
            reads[number] += 1
            return f"<title>{number}</title>"

        url = f"http://a.gov.cn/{number}"
        link = Link(url, str(number), LinkKind.A)
        fetch = Fetch(url=url, at=datetime(2026, 11, 21, tzinfo=UTC))
        return Page(url=url, fetch=lambda: fetch, depth=1, read=read, links=lambda: (link,), desk=desk)

    return [page(number) for number in range(count)]


def test_a_page_closed_for_others_is_read_again_and_says_the_same() -> None:
    reads: Counter[int] = Counter()
    pages = _pages(4, Desk(room=2), reads)
    first = [(page.tree.html, page.html, page.links) for page in pages]
    assert [sum(name in vars(page) for page in pages) for name in ("html", "tree", "links")] == [2, 2, 2]
    assert [(page.tree.html, page.html, page.links) for page in pages] == first
    assert reads == dict.fromkeys(range(4), 2)


def test_a_page_in_use_may_be_closed_beneath_its_nodes() -> None:
    pages = _pages(3, Desk(room=1), Counter())
    node = pages[0].tree.css_first("title")
    assert [page.title for page in pages[1:]] == ["1", "2"]
    assert "tree" not in vars(pages[0])
    assert node is not None and node.text() == "0"


def test_pages_that_fit_are_read_once_and_so_are_those_on_no_desk() -> None:
    for count, desk in ((2, Desk(room=2)), (30, None)):
        reads: Counter[int] = Counter()
        pages = _pages(count, desk, reads)
        for _ in range(3):
            assert [page.tree.html for page in pages]
        assert set(reads.values()) == {1}


def test_a_desk_keeps_no_page_alive() -> None:
    desk = Desk(room=2)
    assert all(page.html for page in _pages(5, desk, Counter()))
    assert [page() for page in desk._open] == [None, None]
