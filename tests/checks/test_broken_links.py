"""Broken links: every code as a pair, one finding a dead address, and what must never be a finding."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.broken_links import CODES, broken_links
from checks.model import Finding, Outcome, Result
from checks.testing import NOON, FakeSite, run_check
from evidence.records import BROWSER, Coverage, Failure, FailureKind, Fetch, Hop, LinkKind

HOME = "http://www.example.gov.cn/"
TARGET = HOME + "a.html"


def looks(
    url: str = TARGET,
    *,
    status: int | None = None,
    failure: FailureKind | None = None,
    marks: tuple[str, ...] = (),
    times: int = 2,
    final: str = "",
) -> list[Fetch]:
    """So many looks at an address, all with the same end."""
    why = Failure(kind=failure, detail="why") if failure else None
    return [
        Fetch(
            url=url,
            at=NOON + timedelta(minutes=number),
            look=number + 1,
            status=status,
            failure=why,
            marks=marks,
            final_url=final or url,
            peer="203.0.113.7",
        )
        for number in range(times)
    ]


def check(pages: dict[str, str], fetches: list[Fetch], *, coverage: Coverage | None = None) -> Result:
    return run_check(broken_links, FakeSite.of(pages, looks=fetches, coverage=coverage))


def on_home(fetches: list[Fetch], text: str = "办事指南") -> Result:
    return check({"/": f'<a href="{fetches[0].url}">{text}</a>'}, fetches)


FAULTS = {
    "dead": looks(status=404),
    "gone": looks(status=410),
    "dns": looks("http://nowhere.gov.cn/", failure=FailureKind.DNS),
    "refused": looks(failure=FailureKind.REFUSED),
    "reset": looks(failure=FailureKind.RESET),
    "timeout": looks(failure=FailureKind.TIMEOUT),
    "server-error": looks(status=500),
    "tls": looks(failure=FailureKind.TLS),
    "soft-404": looks(status=200, marks=("soft-404",)),
    "redirect-home": looks(status=200, marks=("redirect-home",), final=HOME),
    "redirect-loop": looks(failure=FailureKind.REDIRECT_LOOP),
    "parked": looks("http://parked.cn/", status=200, marks=("parked",)),
    "empty": looks(status=200, marks=("empty",)),
    "wrong-type": looks(HOME + "a.pdf", status=200, marks=("wrong-type:html",)),
    "truncated": looks(HOME + "a.pdf", status=200, marks=("truncated",)),
    "malformed": looks("http://[bad", failure=FailureKind.MALFORMED, times=1),
}
NO_FAULTS = {
    "good": looks(status=200),
    "flaky": [*looks(status=503, times=1), *looks(status=200, times=1)],
    "one look": looks(status=404, times=1),
    "challenge": looks(status=521, marks=("challenge:jsl",)),
    "login": looks(status=200, marks=("login-wall",)),
    "rate limit": looks(status=429),
    "forbidden to robots": looks(status=403),
    "not for this method": looks(status=405),
    "robots.txt": looks(failure=FailureKind.ROBOTS),
    "not public": looks("http://10.0.0.1/", failure=FailureKind.FORBIDDEN_ADDRESS),
    "our resolver": looks(failure=FailureKind.RESOLVER),
    "no route from here": looks(failure=FailureKind.UNREACHABLE),
    "cut by us": [*looks(status=404, times=1), *looks(failure=FailureKind.CUT, times=1)],
}


def test_every_code_has_its_case() -> None:
    assert {*FAULTS, "missing-anchor"} == set(CODES)


@pytest.mark.parametrize("code", FAULTS)
def test_fault(code: str) -> None:
    result = on_home(FAULTS[code])
    (finding,) = result.findings
    assert (finding.code, finding.page_url, finding.target_url) == (code, HOME, FAULTS[code][0].url)
    doubtful = code in ("parked", "truncated")
    assert finding.doubtful is doubtful
    assert result.outcome is (Outcome.CANNOT_TELL if doubtful else Outcome.FAILED)
    assert finding.message.startswith("链接“办事指南”")
    assert finding.message.endswith("。")
    assert finding.evidence["looks"] == len(FAULTS[code])


def test_a_host_that_was_taken_over_is_told_apart_from_one_for_sale() -> None:
    (finding,) = on_home(looks("http://parked.cn/", status=200, marks=("parked:taken-over",))).findings
    assert (finding.code, finding.doubtful) == ("parked", True)
    assert "赌博、色情" in finding.message


def test_a_file_of_another_kind_is_a_doubt_and_a_page_in_its_place_a_problem() -> None:
    (finding,) = on_home(looks(HOME + "a.pdf", status=200, marks=("wrong-type:png",))).findings
    assert (finding.code, finding.doubtful) == ("wrong-type", True)
    assert "PNG" in finding.message


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("soft-404", "能打开，但页面提示内容不存在。"),
        ("soft-404:server-page", "能打开，但显示的是服务器的默认页面或报错信息。"),
        ("soft-404:hollow", "能打开，但只有空的文章模板，没有标题、日期和正文。"),
        ("wrong-type:html", "应为文件，打开后却是网页。"),
        ("wrong-type:text", "应为文件，打开后却是一句提示文字。"),
    ],
)
def test_the_message_says_what_is_there_instead(mark: str, words: str) -> None:
    (finding,) = on_home(looks(HOME + "a.pdf", status=200, marks=(mark,))).findings
    assert finding.message == f"链接“办事指南”{words}"


def test_the_message_says_how_long_was_waited() -> None:
    fetches = [replace(look, elapsed=30.02) for look in looks(failure=FailureKind.TIMEOUT)]
    assert on_home(fetches).findings[0].message == "链接“办事指南”打不开，30 秒内没有响应。"


@pytest.mark.parametrize("name", NO_FAULTS)
def test_no_fault(name: str) -> None:
    result = on_home(NO_FAULTS[name])
    assert result.findings == ()
    assert result.outcome is not Outcome.FAILED


def test_missing_anchor() -> None:
    (finding,) = check({"/": "<a href='/b#weg'>内设机构</a>", "/b": "<h2 id=da>x</h2>"}, []).findings
    assert (finding.code, finding.subject, finding.target_url) == ("missing-anchor", "weg", HOME + "b#weg")
    assert check({"/": "<a href='/b#da'>内设机构</a>", "/b": "<h2 id=da>x</h2>"}, []).findings == ()


def test_one_finding_for_a_dead_address_with_every_place() -> None:
    pages = {
        "/": "<a href=/b>b</a><a href=/a.html>指南</a>",
        "/b": "<a href=/c>c</a><a href=/a.html>办事</a>",
        "/c": "<img src=/a.html alt=图><a href=/a.html>办事</a>",
    }
    (finding,) = check(pages, looks(status=404)).findings
    uses = [(place.page_url, place.text, place.kind) for place in finding.places]
    assert uses == [
        (HOME, "指南", LinkKind.A),
        (HOME + "b", "办事", LinkKind.A),
        (HOME + "c", "办事", LinkKind.A),
        (HOME + "c", "图", LinkKind.IMG),
    ]
    assert (
        finding.message == "链接“指南”打不开，提示页面不存在（404）。"
    )  # each report says in its own way how many they are


def test_a_link_that_says_home_may_lead_home() -> None:
    assert on_home(FAULTS["redirect-home"], "返回首页").findings == ()
    pages = {"/": "<a href=/a.html>首页</a><a href=/a.html>项目公示</a>"}
    (finding,) = check(pages, FAULTS["redirect-home"]).findings
    assert [place.text for place in finding.places] == ["项目公示"]


@pytest.mark.parametrize(
    ("words", "excused"),
    [
        ("示例区政府网", True),
        ("示例区人民政府门户网站", True),
        ("区政府网站", True),
        ("门户网站", True),
        ("返回主站", True),
        ("返回政府门户网站首页", True),
        ("掌上网站", False),
        ("示例镇人民政府", False),
        ("区财政局网站", False),
        ("示例区", False),
    ],
)
def test_a_link_that_names_the_site_may_lead_home(words: str, excused: bool) -> None:
    fetches = FAULTS["redirect-home"]
    site = FakeSite.of({"/": f'<a href="{fetches[0].url}">{words}</a>'}, looks=fetches)
    site.info = replace(site.info, name="示例区人民政府")
    assert (run_check(broken_links, site).findings == ()) is excused


def test_a_counter_that_says_nothing_is_no_fault() -> None:
    fetches = FAULTS["empty"]
    assert check({"/": f'<script src="{fetches[0].url}"></script>'}, fetches).findings == ()


def test_a_frame_may_be_kept_blank_and_a_link_may_not() -> None:
    fetches = looks(status=200, marks=("empty:blank",))
    url = fetches[0].url
    assert check({"/": f'<iframe name=send src="{url}"></iframe>'}, fetches).findings == ()
    assert [found.code for found in check({"/": f'<a href="{url}">通知</a>'}, fetches).findings] == ["empty"]


def test_a_dead_address_that_no_page_uses_is_no_finding() -> None:
    result = check({"/": "<p>x</p>"}, looks(status=404))
    assert result.findings == ()
    assert result.outcome is Outcome.PASSED


def _print_of(pages: dict[str, str], fetches: list[Fetch]) -> str:
    (finding,) = check(pages, fetches).findings
    return finding.fingerprint


def test_the_fingerprint_stays_with_the_fault() -> None:
    before = _print_of({"/": "<a href=/a.html>办事指南</a>"}, looks(status=404))
    assert before == _print_of({"/": "<p>新</p><a href=/a.html>换了说法</a>"}, looks(status=404))
    assert before == _print_of({"/": "<a href=/b>b</a>", "/b": "<a href=/a.html>x</a>"}, looks(status=404, times=3))
    assert before != _print_of({"/": "<a href=/b.html>办事指南</a>"}, looks(HOME + "b.html", status=404))


def test_it_does_not_call_well_what_it_has_not_seen() -> None:
    cut = Coverage(pages=1, complete=False)
    good, bad = {"/": "<a href=/a.html>x</a>"}, looks(status=404)
    assert check(good, looks(status=200), coverage=cut).outcome is Outcome.CANNOT_TELL
    assert check(good, bad, coverage=cut).outcome is Outcome.FAILED
    assert check({"/b": "x"}, []).outcome is Outcome.CANNOT_TELL


def test_a_dead_resolver_is_no_pass() -> None:
    hosts = [f"http://amt{number}.gov.cn/" for number in range(9)]
    page = "".join(f"<a href={host}>x</a>" for host in hosts)
    silent = [look for host in hosts for look in looks(host, failure=FailureKind.RESOLVER)]
    assert check({"/": page}, silent).outcome is Outcome.CANNOT_TELL
    assert check({"/": page}, silent[:2]).outcome is Outcome.PASSED


def test_measures() -> None:
    pages = {"/": "<a href=/a.html>x</a><a href=/b>b</a><a href=/c>c</a>", "/b": "<a href=/d>d</a>"}
    fetches = [*looks(status=404), *looks(HOME + "d", status=410), *looks(HOME + "c", status=403)]
    measured = {measure.name: measure for measure in check(pages, fetches).measures}
    assert {name: measure.value for name, measure in measured.items() if name != "dead-share"} == {
        "links-checked": 4,
        "dead-links": 2,
        "home-dead-links": 1,
        "links-blocked": 1,
    }
    assert (measured["dead-share"].numerator, measured["dead-share"].denominator) == (2, 4)


def test_the_same_evidence_gives_the_same_findings() -> None:
    def say() -> tuple[Finding, ...]:
        return check({"/": "<a href=/a.html>x</a><a href=/b.html>y</a>"}, [*looks(status=404)]).findings

    assert say() == say()


def test_evidence_shows_the_way() -> None:
    hop = Hop(TARGET, 302, "/weg", "203.0.113.7")
    fetches = [
        Fetch(url=TARGET, at=NOON, look=look, status=404, final_url=HOME + "weg", hops=(hop,), peer="203.0.113.7")
        for look in (1, 2)
    ]
    (finding,) = on_home(fetches).findings
    assert finding.evidence["hops"] == [list(hop)]
    assert finding.evidence["final_url"] == HOME + "weg"
    assert finding.evidence["peer"] == "203.0.113.7"


OLD = ("tls:legacy:TLSv1:AES128-SHA",)


@pytest.mark.parametrize(
    ("pages", "told"),
    [({"/": "", "/a.html": "", "/b.html": ""}, 1), ({"/": '<a href="https://old.example.com/">友情链接</a>'}, 0)],
)
def test_old_encryption_is_told_once_for_a_host_of_the_site(pages: dict[str, str], told: int) -> None:
    old = ["https://old.example.com/"] if not told else [HOME + name.strip("/") for name in pages]
    result = check(pages, [look for url in old for look in looks(url, status=200, marks=OLD, times=1)])
    assert [(finding.code, finding.subject, finding.doubtful) for finding in result.findings] == (
        [("tls", "legacy", True)] * told
    )
    assert all("TLSv1 AES128-SHA" in finding.message for finding in result.findings)


@pytest.mark.parametrize(("detail", "doubtful"), [("incomplete-chain: no", True), ("expired: has", False)])
def test_a_chain_that_browsers_may_complete_is_a_doubt(detail: str, doubtful: bool) -> None:
    why = Failure(kind=FailureKind.TLS, detail=detail)
    (finding,) = on_home([replace(look, status=None, failure=why) for look in looks(times=2)]).findings
    assert (finding.code, finding.doubtful) == ("tls", doubtful)


def test_a_name_in_chinese_is_said_in_chinese() -> None:
    found = on_home(looks("http://xn--y5q04lnb850fs82cosep1k/", failure=FailureKind.DNS)).findings[0]
    assert "域名 请输入链接地址 无法解析" in found.message


@pytest.mark.parametrize(("opened", "missing", "found"), [(2, 0, 0), (2, 1, 1), (1, 1, 2), (0, 0, 1)])
def test_where_a_browser_saw_mostly_otherwise_words_alone_make_no_missing_page(
    opened: int, missing: int, found: int
) -> None:
    seen = [()] * opened + [("soft-404",)] * missing
    urls = [f"{HOME}{number}.html" for number in range(len(seen) + 1)]
    fetches = [look for url in urls for look in looks(url, status=200, marks=("soft-404",))]
    for url, marks in zip(urls, seen, strict=False):
        shown = looks(url, status=200, marks=marks, times=1)[0]
        fetches.append(replace(shown, look=3, method=BROWSER))
    result = check({"/": "".join(f'<a href="{url}">x</a>' for url in urls)}, fetches)
    assert len(result.findings) == found
