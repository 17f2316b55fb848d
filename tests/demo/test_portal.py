"""The portal as a value: its size, its manners, its dates, and that nothing is broken but what was planted."""

from datetime import date
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from demo.answer import Answer
from demo.portal import Portal, build, canonical
from demo.ways import ways
from tests.demo.conftest import TODAY
from tests.demo.links import BASE, Used, links_of, text_of


def test_the_same_day_gives_the_same_portal_another_day_another(portal: Portal) -> None:
    assert build(TODAY) == portal
    assert build(date(2026, 11, 22)).answers["/"] != portal.answers["/"]


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2027, 1, 1), date(2027, 1, 22), date(2028, 12, 31)])
def test_every_day_of_the_calendar_makes_a_portal_with_the_same_faults(portal: Portal, day: date) -> None:
    other = build(day)
    assert len(other.pages) == len(portal.pages)
    assert _all_year(other) == _all_year(portal)


_CONTENTS = ["text-mismatch", "wrong-carry-over", *["wrong-sum"] * 3]


def _all_year(portal: Portal) -> list[tuple[str, str]]:
    """What is planted on any day; annual reports are due in spring only."""
    return [(fault.check, fault.code) for fault in portal.planted if fault.check != "annual-report"]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2027, 1, 21), []),
        (date(2027, 1, 31), _CONTENTS),
        (date(2027, 2, 9), ["missing", "missing", *_CONTENTS]),
        (
            date(2027, 3, 31),
            ["late", "missing", "missing-part", "missing-table", *_CONTENTS, "wrong-sum"],
        ),
        (
            date(2027, 12, 31),
            ["late", "missing", "missing-part", "missing-table", *_CONTENTS, "wrong-sum"],
        ),
    ],
)
def test_what_is_wrong_with_annual_reports_depends_on_the_season(day: date, codes: list[str]) -> None:
    assert sorted(fault.code for fault in build(day).planted if fault.check == "annual-report") == codes


def test_there_are_enough_pages_in_both_manners_and_all_units(portal: Portal) -> None:
    assert len(portal.pages) >= 110
    for section in ("/czj/", "/mzj/", "/yxjd/"):
        assert sum(path.startswith(section) for path in portal.pages) >= 20, section
    assert len(portal.site("http://127.0.0.1:1/").units) == 3


def test_a_unit_scope_covers_its_pages(portal: Portal) -> None:
    site = portal.site("http://127.0.0.1:80")
    assert (site.url, site.units[0].scope) == ("http://127.0.0.1:80/", ("http://127.0.0.1:80/czj/",))


def test_the_old_manner_is_gb18030_with_signs_gb2312_lacks(portal: Portal) -> None:
    old = [path for path in portal.pages if path.startswith("/czj/")]
    for path in old:
        body = portal.answers[path].body
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")
        assert "charset=gb2312" in body.decode("gb18030"), path
    signs = "".join(text_of(portal, path) for path in old)
    assert all(sign in signs for sign in "镕〇㐂")
    with pytest.raises(UnicodeEncodeError):
        "镕㐂".encode("gb2312")


def test_the_new_manner_is_utf_8(portal: Portal) -> None:
    for path in portal.pages:
        if not path.startswith("/czj/"):
            assert "云汐" in portal.answers[path].body.decode("utf-8"), path


def test_some_headers_name_another_charset_than_the_bytes_have(portal: Portal) -> None:
    said = {path: portal.answers[path].content_type for path in portal.pages}
    lying = [path for path, kind in said.items() if path.startswith("/czj/") and "utf-8" in kind.lower()]
    assert len(lying) == 2
    assert said["/czj/tzgg/"] == "text/html; charset=GBK"
    assert said["/zwgk/jgzn/"] == "text/html; charset=GBK"
    assert portal.answers["/zwgk/jgzn/"].body.startswith(b"\xef\xbb\xbf")
    assert said["/czj/zcwj/"] == "text/html"


def test_nothing_is_broken_but_what_was_planted(portal: Portal) -> None:
    excused = {canonical(fault.target) for fault in portal.planted if fault.target}
    excused |= {canonical(like.target) for like in portal.lookalikes if like.target}
    written_otherwise = unescape("".join(way.html for way in ways()))  # seen to in test_ways
    broken = [
        (path, used.href)
        for path in portal.pages
        for used in links_of(portal, path)
        if not _fine(portal, used)
        and canonical(used.path or used.href) not in excused
        and used.href not in written_otherwise
    ]
    assert broken == []


def _fine(portal: Portal, used: Used) -> bool:
    if used.path == "":
        return used.href.startswith(("@@PLATFORM@@/", "mailto:", "tel:", "javascript:", "data:"))
    answer = portal.answer(used.path)
    if answer.status != 200 or not _anchored(answer, used):
        return False
    return used.path.startswith("/rili/") or canonical(used.path).partition("?")[0] in portal.answers


def _anchored(answer: Answer, used: Used) -> bool:
    if used.fragment in ("", "top"):
        return True
    tree = LexborHTMLParser(answer.body.decode("gb18030" if used.path.startswith("/czj/") else "utf-8-sig"))
    names = {node.attributes.get("id") or node.attributes.get("name") for node in tree.css("[id], a[name]")}
    return used.fragment in names


def test_the_guard_against_unplanned_faults_would_see_one(portal: Portal) -> None:
    assert not _fine(portal, Used("/nichts/", "/nichts/", ""))
    assert not _fine(portal, Used("http://elsewhere.test/", "", ""))
    assert not _fine(portal, Used("/tzgg/#nichts", "/tzgg/", "nichts"))
    assert _fine(portal, Used("/tzgg/", "/tzgg/", ""))


def test_the_platform_links_exist_there(portal: Portal) -> None:
    hrefs = {used.href for path in portal.pages for used in links_of(portal, path) if "@@PLATFORM@@" in used.href}
    assert {portal.platform_answer(href.removeprefix("@@PLATFORM@@")).status for href in hrefs} == {200}
    assert len(hrefs) >= 4


def test_every_page_is_reached_from_the_home_page(portal: Portal) -> None:
    seen, queue = {"/"}, ["/"]
    while queue:
        for used in links_of(portal, queue.pop()):
            path = canonical(used.path)
            if path in portal.pages and path not in seen:
                seen.add(path)
                queue.append(path)
    assert set(portal.pages) - seen == set()


def test_the_forbidden_folder_is_linked_and_holds_a_broken_link(portal: Portal) -> None:
    assert b"Disallow: /neibu/" in portal.answers["/robots.txt"].body
    assert "/neibu/" in {used.path for used in links_of(portal, "/wzdt.html")}
    assert b"/neibu/none.html" in portal.answers["/neibu/"].body
    assert portal.answer("/neibu/none.html").status == 404


def test_the_trap_never_ends_and_never_leaves_its_folder(portal: Portal) -> None:
    target, seen = "/rili/", set()
    for _ in range(200):
        assert target not in seen
        seen.add(target)
        tree = LexborHTMLParser(portal.answer(target).body)
        hrefs = [node.attributes["href"] or "" for node in tree.css("a")]
        assert all(href == "/" or href.startswith("/rili/") for href in hrefs)
        target = hrefs[1]
    assert target == "/rili/2042/09.html"
    first = portal.answer("/rili/zb.html?from=1").body
    assert first != portal.answer("/rili/zb.html?from=2").body
    assert first.count(b";jsessionid=") == 1


def test_a_path_is_the_same_however_it_is_quoted() -> None:
    assert canonical("/mzj/附件/a.docx") == canonical("/mzj/%e9%99%84%E4%BB%B6/a.docx#x")
    assert canonical("/czj/search.asp?kw=%D4%A4") == "/czj/search.asp?kw=%D4%A4"
    assert BASE not in canonical("/")
