"""Planted against found."""

from dataclasses import replace

from checks.model import Finding
from demo.compare import compare, path_of
from demo.planted import Planted
from demo.portal import Portal
from evidence.records import LinkKind, Place

BASE = "http://127.0.0.1:8000"
DEAD = Planted(check="broken-links", code="dead", page="/a/", target="/x.html")
STALE = Planted(check="update-frequency", code="stale", page="/dt/")
MISSING = Planted(check="required-columns", code="missing", page="/czj/", subject="通知公告")


def found(
    check: str = "broken-links",
    code: str = "dead",
    page: str = "/a/",
    target: str | None = "/x.html",
    subject: str = "",
    doubtful: bool = False,
) -> Finding:
    return Finding(
        fingerprint="f",
        site="demo",
        check=check,
        code=code,
        doubtful=doubtful,
        page_url=BASE + page,
        target_url=target and (BASE + target if target.startswith("/") else target),
        subject=subject,
        message="句子",
    )


def counts(planted: list[Planted], findings: list[Finding]) -> list[tuple[int, int, int, int]]:
    rows = compare(planted, findings).checks
    return [(row.planted, len(row.found), len(row.missed), len(row.invented)) for row in rows]


def test_a_fault_is_found_by_its_target_whatever_page_is_named() -> None:
    assert counts([DEAD], [found(page="/b/", subject="链接文字")]) == [(1, 1, 0, 0)]


def test_another_target_or_code_is_missed_and_invented() -> None:
    assert counts([DEAD], [found(target="/y.html")]) == [(1, 0, 1, 1)]
    assert counts([DEAD], [found(code="gone")]) == [(1, 0, 1, 1)]


def test_nothing_found_is_missed_and_nothing_planted_is_invented() -> None:
    assert counts([DEAD], []) == [(1, 0, 1, 0)]
    assert counts([], [found()]) == [(0, 0, 0, 1)]


def test_the_same_fault_said_twice_is_invented_once() -> None:
    assert counts([DEAD], [found(), found(page="/b/")]) == [(1, 1, 0, 1)]


def test_a_doubt_neither_finds_nor_invents() -> None:
    assert counts([DEAD], [found(doubtful=True)]) == [(1, 0, 1, 0)]
    assert counts([], [found(doubtful=True)]) == []


def test_a_fault_of_a_page_is_found_as_page_or_as_target() -> None:
    check, code = STALE.check, STALE.code
    assert counts([STALE], [found(check, code, "/dt/", None)]) == [(1, 1, 0, 0)]
    assert counts([STALE], [found(check, code, "/", "/dt/")]) == [(1, 1, 0, 0)]
    assert counts([STALE], [found(check, code, "/", None)]) == [(1, 0, 1, 1)]


def test_the_subject_counts_where_it_is_planted() -> None:
    check, code = MISSING.check, MISSING.code
    assert counts([MISSING], [found(check, code, "/czj/", None, "通知公告")]) == [(1, 1, 0, 0)]
    assert counts([MISSING], [found(check, code, "/czj/", None, "新闻动态")]) == [(1, 0, 1, 1)]


def test_an_optional_fault_may_be_found_and_is_never_missed() -> None:
    extra = Planted(check="update-frequency", code="stale", page="/dt/", optional=True)
    assert counts([extra], []) == [(0, 0, 0, 0)]
    assert counts([extra], [found(extra.check, extra.code, "/dt/", None)]) == [(1, 1, 0, 0)]


def test_a_fault_of_a_page_is_found_among_the_places_of_one_finding() -> None:
    place = Place(BASE + "/dt/", "动态", LinkKind.META)
    folded = replace(found(STALE.check, STALE.code, "/", None), places=(place,))
    assert counts([STALE], [folded]) == [(1, 1, 0, 0)]
    elsewhere = replace(folded, places=(place._replace(page_url=BASE + "/xw/"),))
    assert counts([STALE], [elsewhere]) == [(1, 0, 1, 1)]


def test_an_untested_check_is_expected_to_find_nothing() -> None:
    comparison = compare([DEAD, STALE], [found()], untested={STALE.check})
    assert comparison.clean
    assert comparison.to_text().splitlines()[2].split() == ["update-frequency", "未测", "0"]
    assert not compare([DEAD, STALE], [found()]).clean
    assert not compare([STALE], [found(STALE.check, STALE.code, "/", None)], untested={STALE.check}).clean


def test_addresses_are_compared_without_host_quoting_and_fragment() -> None:
    assert path_of("http://127.0.0.1:9/%e9%99%84/a.doc#x") == path_of("/附/a.doc")
    assert path_of("http://127.0.0.1:9") == "/"
    assert path_of("@@CLOSED@@/a?b=1") == path_of("http://127.0.0.1:9/a?b=1") == "/a?b=1"
    assert path_of("http://[bad") == "http://[bad"


def test_all_that_was_planted_and_nothing_else_is_clean(portal: Portal) -> None:
    findings = [
        found(fault.check, fault.code, fault.page, fault.target or None, fault.subject) for fault in portal.planted
    ]
    assert compare(portal.planted, findings).clean
    assert not compare(portal.planted, findings[1:]).clean
    assert not compare(portal.planted, [*findings, found(target="/tzgg/")]).clean


def test_what_is_said_of_a_look_alike_is_invented(portal: Portal) -> None:
    for like in portal.lookalikes:
        findings = [found(check, code, like.page, like.target or None) for check, code in (("broken-links", "dead"),)]
        row = next(row for row in compare(portal.planted, findings).checks if row.check == "broken-links")
        assert len(row.invented) == 1, like


def test_the_table_is_aligned_and_names_what_went_wrong() -> None:
    text = compare([DEAD, STALE], [found(target="/y.html")]).to_text()
    assert text.splitlines() == [
        "检查项              埋设    查出    漏查    误报",
        "broken-links           1       0       1       1",
        "update-frequency       1       0       1       0",
        "漏查 broken-links dead /a/ → /x.html",
        f"误报 broken-links dead {BASE}/a/ → {BASE}/y.html 句子",
        "漏查 update-frequency stale /dt/",
        "查准率 0.0%（0/1），查全率 0.0%（0/2），疑似 0/0",
    ]


def test_rates_are_told_and_only_all_is_a_hundred_per_cent() -> None:
    many = [replace(DEAD, target=f"/{n}.html") for n in range(2000)]
    findings = [found(target=fault.target) for fault in many]
    assert compare(many, findings).rates() == "查准率 100.0%（2000/2000），查全率 100.0%（2000/2000），疑似 0/0"
    assert compare(many, findings[1:]).rates() == "查准率 100.0%（1999/1999），查全率 99.9%（1999/2000），疑似 0/0"
    assert compare([], []).rates() == "查准率 100.0%（0/0），查全率 100.0%（0/0），疑似 0/0"


def test_a_planted_doubt_is_to_be_stated_as_one() -> None:
    stated = compare([], [found(doubtful=True)], doubts=[DEAD])
    assert stated.clean and stated.rates().endswith("疑似 1/1")
    silent = compare([], [], doubts=[DEAD])
    assert not silent.clean
    assert "漏查疑似 broken-links dead /a/ → /x.html" in silent.to_text()
    assert not compare([DEAD], [found()], doubts=[STALE]).clean
    assert compare([], [], untested={DEAD.check}, doubts=[DEAD]).clean
