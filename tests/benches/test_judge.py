"""What counts as found, missed and invented."""

from benches.judge import canonical, judge
from benches.plan import Planted

DEAD = Planted("http://h:1/a/旧.html", "dead-page", True, ("http://h:1/",))
MOVED = Planted("http://h:1/moved.html", "redirect-to-dead", True, ("http://h:1/",), "http://h:1/none.html")
FINE = Planted("http://h:1/faq404.html", "about-404", False, ("http://h:1/",))


def test_found_by_any_spelling() -> None:
    verdict = judge([DEAD, MOVED, FINE], [("http://h:1/a/%E6%97%A7.html#x",), ("?", "http://h:1/none.html")])
    assert (verdict.found.total(), verdict.missed, verdict.invented) == (2, (), ())


def test_found_twice_counts_once() -> None:
    verdict = judge([MOVED], [(MOVED.url,), (MOVED.ends,)])
    assert verdict.found == {"redirect-to-dead": 1}


def test_missed_and_invented_are_told_apart() -> None:
    verdict = judge([DEAD, MOVED, FINE], [(MOVED.url,), (FINE.url,)])
    assert verdict.missed == (DEAD.url,)
    assert verdict.invented == (FINE.url,)
    assert "found 1/2, missed 1, invented 1" in verdict.text()


def test_canonical_keeps_the_query_apart() -> None:
    assert canonical("http://H:1/s?q=%E6%97%A7") == "http://h:1/s?q=旧"
    assert canonical("http://h:1/s?q=1") != canonical("http://h:1/s?q=2")
    assert canonical("http://h:1") == canonical("http://h:1/")
