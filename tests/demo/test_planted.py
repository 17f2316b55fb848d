"""Every planted target really behaves as said, seen over a plain socket; so does every look-alike."""

from collections import Counter
from collections.abc import Callable

import pytest

from demo.answer import Mark
from demo.planted import Planted
from demo.portal import Portal, canonical
from demo.server import Served
from demo.ways import ways
from tests.demo.links import links_of, text_of
from tests.demo.web import Got, ask

CODES = {
    "broken-links": {
        "dead", "gone", "refused", "reset", "server-error", "soft-404", "redirect-home", "redirect-loop", "empty",
        "wrong-type", "malformed", "missing-anchor", "timeout",
    },
    "required-columns": {"missing", "blank", "dead", "image-only", "wrong-place", "missing-target"},
    "update-frequency": {"stale", "blank"},
}  # fmt: skip
LATER = {
    "site-marks": {"missing-icp", "malformed-police", "code-mismatch", "badge-error"},
    "page-tags": {
        "missing-tag", "empty-tag", "placeholder", "wrong-domain", "malformed-code", "code-mismatch", "title-mismatch",
        "date-mismatch", "malformed-date",
    },
    "unit-profile": {"missing", "empty"},
    "apply-channel": {"blank"},
    "interpretation-links": {
        "missing", "no-link-to-interpretation", "no-link-to-policy", "late", "wrong-target", "dead-link",
    },
    "annual-report": {
        "missing", "late", "missing-part", "missing-table", "wrong-sum", "text-mismatch", "wrong-carry-over",
    },
    "interaction": {"unanswered", "consultation-no-result"},
    "privacy": {"id-number", "mobile-number", "bank-card"},
    "accessibility": {"axe-violation"},
    "hidden-links": {"gambling-link", "hijacked-title"},
}  # fmt: skip
ONE_OF_A_SITE = ("apply-channel",)
SIGNS = ("不存在", "Welcome to nginx", "出错")  # of a page that is not what was asked for


def _broken(portal: Portal, *codes: str) -> list[Planted]:
    return [fault for fault in portal.planted if fault.check == "broken-links" and fault.code in codes]


def _get(served: Served, fault: Planted) -> Got:
    if fault.target.startswith(Mark.CLOSED):
        return ask(served.closed, fault.target.removeprefix(Mark.CLOSED))
    return ask(served.url, canonical(fault.target))


def test_every_check_has_every_code_and_enough_of_them(portal: Portal) -> None:
    for check, codes in CODES.items():
        own = [fault for fault in portal.planted if fault.check == check]
        assert {fault.code for fault in own} == codes
        assert sum(not fault.optional for fault in own) >= 8
    for check, codes in LATER.items():
        own = [fault for fault in portal.planted if fault.check == check]
        assert {fault.code for fault in own} == codes
        assert len(own) >= (1 if check in ONE_OF_A_SITE else 4)
    assert {fault.check for fault in portal.planted} == {*CODES, *LATER}
    assert {fault.code for fault in portal.doubts} == {
        "missing",
        "undated",
        "future",
        "image-only",
        "title-mismatch",
        "mobile-number",
        "parked",
        "truncated",
        "wrong-type",
    }


def test_faults_are_spread_over_the_portal_and_its_units(portal: Portal) -> None:
    for check in CODES:
        places = Counter(
            fault.page.split("/")[1] if fault.page[1:5] in ("czj/", "mzj/", "yxjd") else ""
            for fault in portal.planted
            if fault.check == check
        )
        assert set(places) == {"", "czj", "mzj", "yxjd"}, check


def test_no_fault_is_planted_twice(portal: Portal) -> None:
    keys = Counter((fault.check, fault.code, fault.target or fault.page, fault.subject) for fault in portal.planted)
    assert keys.most_common(1)[0][1] == 1


def test_each_broken_target_is_used_on_the_page_named(portal: Portal) -> None:
    written_otherwise = {way.bad for way in ways()}  # seen to in test_ways
    for fault in _broken(portal, *CODES["broken-links"]):
        if fault.target in written_otherwise:
            continue
        used = {canonical(used.path or used.href) for used in links_of(portal, canonical(fault.page))}
        assert canonical(fault.target) in used, fault


@pytest.mark.parametrize(
    ("code", "holds"),
    [
        ("dead", lambda got: got.status == 404),
        ("gone", lambda got: got.status == 410),
        ("server-error", lambda got: got.status >= 500),
        ("soft-404", lambda got: got.status == 200 and any(sign in _text(got) for sign in SIGNS)),
        ("redirect-home", lambda got: got.status in (301, 302) and got.header("Location").endswith("/")),
        ("redirect-loop", lambda got: got.status == 302),
        ("empty", lambda got: (got.status, got.header("Content-Length"), got.body) == (200, "0", b"")),
        (
            "wrong-type",
            lambda got: got.status == 200 and got.header("Content-Type").startswith(("text/html", "application/json")),
        ),
    ],
)
def test_broken_targets_answer_as_planted(
    portal: Portal, served: Served, code: str, holds: Callable[[Got], bool]
) -> None:
    faults = _broken(portal, code)
    assert len(faults) >= 2
    for fault in faults:
        for _ in range(3):
            got = _get(served, fault)
            if got.status == 302 and not code.startswith("redirect"):
                got = ask(served.url, got.header("Location"))
            assert holds(got), fault


def _text(got: Got) -> str:
    return got.body.decode("gb18030" if b"gb2312" in got.body else "utf-8")


def test_broken_connections_are_as_planted(portal: Portal, served: Served) -> None:
    for fault in _broken(portal, "reset"):
        with pytest.raises(ConnectionResetError):
            _get(served, fault)
    for fault in _broken(portal, "refused"):
        with pytest.raises(ConnectionRefusedError):
            _get(served, fault)


def test_loops_come_back_to_where_they_began(portal: Portal, served: Served) -> None:
    for fault in _broken(portal, "redirect-loop"):
        path, seen = fault.target, set()
        while path not in seen:
            seen.add(path)
            path = ask(served.url, path).header("Location")
        assert path == fault.target


def test_the_soft_404_of_the_service_hall_is_its_answer_to_anything(portal: Portal, served: Served) -> None:
    hall = next(fault for fault in _broken(portal, "soft-404") if fault.target.startswith("/wsbs/"))
    assert _get(served, hall).body == ask(served.url, "/wsbs/whatever").body


def test_one_dead_target_is_used_on_several_pages(portal: Portal) -> None:
    uses = [path for path in portal.pages if "/czj/wzlj/cz.asp" in text_of(portal, path)]
    assert len(uses) == 3


def test_missing_columns_are_named_nowhere_in_their_part_but_in_a_headline(portal: Portal) -> None:
    for fault in portal.planted:
        if fault.check == "required-columns" and fault.code == "missing":
            texts = [text_of(portal, path) for path in portal.pages if path.startswith(fault.page)]
            assert not any(f">{fault.subject}<" in text for text in texts), fault


def test_the_home_page_lacks_the_column_that_is_elsewhere(portal: Portal) -> None:
    fault = next(fault for fault in portal.planted if fault.code == "wrong-place")
    assert f">{fault.subject}<" not in text_of(portal, "/")
    assert fault.target not in {used.path for used in links_of(portal, "/")}
    assert fault.target in {used.path for used in links_of(portal, "/zwgk/")}


def test_entries_of_required_columns_are_where_they_are_said_to_be(portal: Portal) -> None:
    for fault in portal.planted:
        if fault.check == "required-columns" and fault.code in ("dead", "blank", "image-only"):
            page = links_of(portal, fault.page)
            assert fault.target in {used.path for used in page}, fault


def test_look_alikes_have_a_note_and_a_page_that_exists(portal: Portal) -> None:
    assert len(portal.lookalikes) >= 40
    for like in portal.lookalikes:
        assert like.note
        assert canonical(like.page) in portal.pages, like


def test_no_look_alike_is_a_planted_link(portal: Portal) -> None:
    faults = {canonical(fault.target) for fault in portal.planted if fault.check == "broken-links"}
    assert not faults & {canonical(like.target) for like in portal.lookalikes if like.target}


def test_look_alikes_that_lead_somewhere_end_well_or_are_guarded(portal: Portal, served: Served) -> None:
    guarded = {401, 403, 405, 412, 429, 521}
    led = [canonical(like.target) for like in portal.lookalikes if like.target.startswith("/")]
    seen = Counter(_ending(served, path) for path in led if not portal.answer(path).endless)
    assert set(seen) == {200, 202, *guarded}


def _ending(served: Served, path: str) -> int:
    for _ in range(6):
        got = ask(served.url, path)
        if got.status in (301, 302, 307):
            path = got.header("Location").removeprefix(served.url[:-1])
        elif got.status not in (429, 502, 503):
            return got.status
    return got.status


def test_challenges_look_like_the_families_they_are_named_after(served: Served) -> None:
    assert "__jsluid_h" in ask(served.url, "/fh/jsl.html").header("Set-Cookie")
    assert b"__jsl_clearance" not in ask(served.url, "/fh/jsl.html").body  # it is put together by the script
    assert b"$_ts" in ask(served.url, "/fh/rs412.html").body
    assert ask(served.url, "/fh/rs202.html").status == 202
