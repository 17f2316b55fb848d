"""The accessibility entry in a real browser: every way it works beside every way it does not."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import async_playwright

from crawler.guard import Guard
from crawler.pace import Pacer
from crawler.probes.browser_chromium import Launch, closed, profile, start
from crawler.probes.browser_entry import EntryTrial
from crawler.probes.browser_gate import RequestGate
from crawler.probes.browser_tab import Means
from crawler.probes.proxy import guarded_proxy
from tests.crawler.browser_site import ENTRIES, Site, serving
from tests.crawler.browsing import QUICK, chromium
from tests.crawler.crawling import QUICK as PACE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LIMITS = replace(QUICK, effect_seconds=2.5, load_seconds=15.0)
AT_ONCE = 3

Trials = dict[str, Any]


@pytest.fixture(scope="module")
def tried() -> Iterator[tuple[Site, Trials]]:
    """The record of every entry of the fixture site, tried in one browser."""
    executable = chromium()
    with serving() as site:
        yield site, asyncio.run(_try_all(site, executable))


async def _try_all(site: Site, executable: str) -> Trials:
    async def allowed(url: str) -> bool:
        return True

    gate = RequestGate(allowed)
    turn = asyncio.Semaphore(AT_ONCE)
    async with guarded_proxy(Guard(("127.0.0.1/32",))) as proxy, async_playwright() as playwright:
        launch = Launch(executable=executable, proxy=proxy.address, suffix="(compatible; hecha/test)")
        browser = await start(playwright, launch, gate)
        means = Means(gate=gate, pacer=Pacer(PACE), proxy=proxy, limits=LIMITS)

        async def one(name: str) -> Any:
            async with turn, profile(browser, launch) as context:
                return await EntryTrial(context, means, f"{site.url}/entry/{name}").run()

        try:
            return dict(zip(ENTRIES, await asyncio.gather(*map(one, ENTRIES)), strict=True))
        finally:
            await closed(browser)


@pytest.mark.parametrize(
    ("name", "effect"),
    [
        ("grows", "larger"),
        ("toolbar", "toolbar"),
        ("hovered", "toolbar"),
        ("toolbar-in-frame", "frame"),
        ("toolbar-in-root", "toolbar"),
        ("in-root", "larger"),
        ("contrast", "colours"),
        ("elder-page", "larger"),
        ("elder-window", "larger"),
        ("late", "larger"),
        ("shown-late", "larger"),
        ("confirm", "larger"),
        ("slow-page", "larger"),
        ("slow-window", "larger"),
        ("late-app", "larger"),
        ("option", "larger"),
    ],
)
def test_an_entry_that_works_shows_its_effect(tried: tuple[Site, Trials], name: str, effect: str) -> None:
    trial = tried[1][name]["trials"][0]
    assert effect in trial["effects"]
    assert (trial["attempts"], trial["errors"]) == (1, [])


def test_an_entry_whose_handler_comes_late_is_given_the_time(tried: tuple[Site, Trials]) -> None:
    trial = tried[1]["answers-late"]["trials"][0]
    assert "larger" in trial["effects"]
    assert trial["attempts"] == 2


def test_what_a_menu_offers_is_tried(tried: tuple[Site, Trials]) -> None:
    menu, elder = tried[1]["menu"]["trials"]
    assert (menu["effects"], menu["attempts"]) == (["menu"], 2)
    assert "larger" in elder["effects"]
    assert tried[1]["asks"]["trials"][0]["effects"] == ["menu"]


def test_an_entry_beside_one_that_works_is_tried_on_a_fresh_page(tried: tuple[Site, Trials]) -> None:
    first, dead = tried[1]["second-dead"]["trials"]
    assert "larger" in first["effects"]
    assert (dead["arrived"]["status"], dead["attempts"]) == (404, 2)
    assert [trial["attempts"] for trial in tried[1]["second-works"]["trials"]] == [1, 1]


def test_a_label_beside_an_entry_that_works_is_left_alone(tried: tuple[Site, Trials]) -> None:
    assert [trial["candidate"]["words"] for trial in tried[1]["label-beside"]["trials"]] == ["大字版"]


def test_the_toolbars_own_button_is_pressed(tried: tuple[Site, Trials]) -> None:
    pressed = {name: tried[1][name]["trials"][0]["step"] for name in ("toolbar", "dead-toolbar")}
    assert pressed["toolbar"]["effects"] == ["larger"]
    assert pressed["dead-toolbar"]["effects"] == []


@pytest.mark.parametrize(
    "name",
    [
        "by-itself",
        "no-effect",
        "alert",
        "script-error",
        "dead-script",
        "form",
        "empty-frame",
        "gone-frame",
        "says-building",
    ],
)
def test_no_effect_is_said_after_two_clicks_only(tried: tuple[Site, Trials], name: str) -> None:
    trial = tried[1][name]["trials"][0]
    assert (trial["effects"], trial["attempts"], trial["arrived"]) == ([], 2, None)


def test_what_stands_behind_no_effect_is_told(tried: tuple[Site, Trials]) -> None:
    trials = tried[1]
    assert trials["script-error"]["trials"][0]["errors"] == ["openWza is not defined"]
    assert trials["no-effect"]["trials"][0]["errors"] == []
    assert trials["alert"]["trials"][0]["dialogs"] == ["功能建设中"]
    assert [lost[1:] for lost in trials["dead-script"]["lost_scripts"]] == [["404", "entry"]]
    assert trials["form"]["candidates"][0]["submits"] is True
    assert trials["contrast"]["candidates"][0]["submits"] is False


def test_where_a_link_led(tried: tuple[Site, Trials]) -> None:
    dead, blank, elder, window, same = (
        tried[1][name]["trials"][0] for name in ("dead-page", "blank-page", "elder-page", "elder-window", "reload")
    )
    assert (dead["arrived"]["status"], dead["attempts"]) == (404, 2)
    assert (blank["arrived"]["status"], blank["after"]["text_length"], blank["attempts"]) == (200, 0, 2)
    assert (elder["arrived"]["popup"], window["arrived"]["popup"]) == (False, True)
    assert same["effects"] == ["address"]
    missing = tried[1]["missing-page"]["trials"][0]
    assert (missing["arrived"]["status"], missing["arrived"]["missing"], missing["attempts"]) == (200, True, 2)
    assert tried[1]["for-sale"]["trials"][0]["arrived"]["missing"]
    assert not elder["arrived"]["missing"]


@pytest.mark.parametrize("name", ["refused-page", "refused-window"])
def test_where_nobody_answers(tried: tuple[Site, Trials], name: str) -> None:
    trial = tried[1][name]["trials"][0]
    assert (trial["arrived"]["failure"], trial["after"], trial["attempts"]) == ("refused", None, 2)
    assert trial["arrived"]["address"] == "http://127.0.0.1:9999/wza/"


def test_a_headline_is_no_entry(tried: tuple[Site, Trials]) -> None:
    assert tried[1]["headline"]["candidates"] == []


def test_nothing_was_submitted(tried: tuple[Site, Trials]) -> None:
    site, _ = tried
    assert site.asked("/sent") == []
    assert {method for method, _ in site.hits} == {"GET"}
