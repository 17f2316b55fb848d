"""Which pages stand for a site in the browser."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.probes.browser_sample import pattern_of, patterns
from crawler.probes.request import SeenPage

HOME = "http://www.example.gov.cn/"


def seen(*paths: str, depth: int = 2) -> list[SeenPage]:
    return [SeenPage(HOME, 0), *(SeenPage(HOME + path, depth) for path in paths)]


def test_numbers_and_values_of_a_query_make_no_new_pattern() -> None:
    one = pattern_of(HOME + "xwzx/202601/t20260105_12.html?id=3&page=2")
    assert one == pattern_of(HOME + "xwzx/202512/t20251201_9.html?page=77&id=")
    assert one != pattern_of(HOME + "tzgg/202601/t20260105_12.html?id=3&page=2")
    assert one != pattern_of(HOME + "xwzx/202601/t20260105_12.html?id=3")


def test_names_that_are_numbers_in_hexadecimal_are_folded_and_words_of_such_letters_are_not() -> None:
    one, other = "8d12d3c9-64c9-44b4-ab2e-4554f42a", "85156613-6b93-46d6-9f9e-141665ab"
    assert pattern_of(f"{HOME}xwzx/{one}.html") == pattern_of(f"{HOME}xwzx/{other}.html")
    assert pattern_of(f"{HOME}{'4028e4f15a' * 3}/") == pattern_of(f"{HOME}{'ff80818175' * 3}/")
    assert pattern_of(HOME + "facade/") != pattern_of(HOME + "decade/")


def test_chinese_in_an_address_is_folded_however_it_is_escaped() -> None:
    assert pattern_of(HOME + "%E9%99%84%E4%BB%B6/1.html") == pattern_of(HOME + "%E9%99%84/2.html")


def test_the_home_page_first_then_one_of_each_shape_then_the_rest() -> None:
    pages = seen(*(f"{column}/t{n}.html" for column in ("a", "b", "c") for n in range(3)), "a/", "b/", "lxwm.html")
    found = patterns(HOME, pages)
    assert [pattern.url.removeprefix(HOME) for pattern in found] == [
        "",
        "a/t0.html",
        "a/",
        "lxwm.html",
        "b/t0.html",
        "b/",
        "c/t0.html",
    ]
    assert [pattern.pages for pattern in found] == [1, 3, 1, 1, 3, 1, 3]


def test_filters_of_one_list_share_its_turn() -> None:
    filters = [f"gk/list.aspx?{query}" for query in ("year=2026", "type=1&year=2026", "type=1", "page=2&type=1")]
    pages = seen("gk/list.aspx", *filters, "gk/show.aspx?id=1", "gk/show.aspx?id=2", "a/", "b/", "lxwm.html")
    order = [pattern.url.removeprefix(HOME) for pattern in patterns(HOME, pages)]
    assert order[1:5] == ["gk/list.aspx", "a/", "gk/show.aspx?id=1", "lxwm.html"]
    assert "b/" in order[5:7]


def test_the_shallowest_page_stands_for_its_pattern() -> None:
    pages = [SeenPage(HOME + "a/1.html", 5), SeenPage(HOME + "a/2.html", 2), SeenPage(HOME + "a/3.html", 2)]
    assert [pattern.url for pattern in patterns(HOME, pages)] == [HOME, HOME + "a/2.html"]


@given(st.lists(st.text(alphabet="ab1/?=&.%", max_size=12), max_size=20))
def test_every_page_belongs_to_one_pattern(paths: list[str]) -> None:
    pages = [SeenPage(HOME + path, 1) for path in paths]
    found = patterns(HOME, pages)
    assert len({pattern.name for pattern in found[1:]}) == len(found) - 1
    assert sum(pattern.pages for pattern in found[1:]) == sum(page.url != HOME for page in pages)
