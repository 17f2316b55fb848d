"""Agreement with the cases of the ACT rules and of axe-core, through our browser and what the check lets stand."""

import asyncio
import contextlib
import csv
import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.async_api import async_playwright

from checks.accessibility_axe import judged
from checks.accessibility_evidence import ShownPage, shown_pages
from checks.testing import NOON
from crawler.guard import Guard
from crawler.pace import Pacer
from crawler.probes.browser_axe import TAGS, program
from crawler.probes.browser_chromium import Launch, closed, profile, start
from crawler.probes.browser_gate import RequestGate
from crawler.probes.browser_limits import BrowserLimits
from crawler.probes.browser_page import Viewer
from crawler.probes.browser_sample import Pattern
from crawler.probes.browser_tab import Means
from crawler.probes.browser_world import World, session_of
from crawler.probes.proxy import guarded_proxy
from evidence.records import Need, Probe
from tests.crawler.browsing import chromium
from tests.crawler.crawling import QUICK

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.timeout(1200)]
PREFIX = "/WAI/content-assets/wcag-act-rules/"
LIMITS = BrowserLimits(settle_seconds=0.5, load_seconds=5.0, nodes=200)
RULES = "() => Object.fromEntries(axe.getRules().map((rule) => [rule.ruleId, [rule.tags, rule.actIds || []]]))"


class AxeRule(NamedTuple):
    tags: list[str]
    act: list[str]


class Served(SimpleHTTPRequestHandler):
    """A folder, also under the prefix its pages were published at."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.replace(PREFIX, "/", 1))

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Served, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def shown(urls: list[str]) -> tuple[Mapping[str, AxeRule], Mapping[str, ShownPage]]:
    """axe's rules, and each page as the check reads it."""

    async def allowed(url: str) -> bool:
        return True

    async def show(queue: list[str], viewer: Viewer) -> list[Probe]:
        done = []
        while queue:
            url = queue.pop()
            done.append(
                Probe(
                    need=Need.BROWSER, subject=url, at=NOON, data=await viewer.show(Pattern(name=url, pages=1, url=url))
                )
            )
        return done

    gate = RequestGate(allowed)
    async with guarded_proxy(Guard(("127.0.0.0/8",))) as proxy, async_playwright() as playwright:
        launch = Launch(executable=chromium(), proxy=proxy.address, suffix="(compatible; hecha/test)")
        browser = await start(playwright, launch, gate)
        means = Means(gate=gate, pacer=Pacer(QUICK), proxy=proxy, limits=LIMITS)
        try:
            async with profile(browser, launch) as context:
                rules = await _rules(await session_of(await context.new_page()))
                queue = list(urls)
                found = await asyncio.gather(*(show(queue, Viewer(context, means)) for _ in range(2)))
        finally:
            await closed(browser)
    return rules, {page.url: page for page in shown_pages([probe for probes in found for probe in probes])}


async def _rules(session: Any) -> Mapping[str, AxeRule]:
    world = await World.of(session)
    await world.load(program(), seconds=10)
    said = await world.call(RULES, seconds=10)
    wanted = {name: AxeRule(*rule) for name, rule in said.items() if set(rule[0]) & set(TAGS)}
    return {name: rule for name, rule in wanted.items() if not {"deprecated", "experimental"} & set(rule.tags)}


def test_act_rules(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = corpus / "act-rules"
    rows = list(csv.DictReader((folder / "expected.csv").read_text(encoding="utf-8").splitlines()))
    rows = [row for row in rows if row["references_left_out_asset"] == "no" and row["file"].endswith(".html")]
    with serving(folder) as root:
        rules, pages = asyncio.run(shown([root + row["file"] for row in rows]))
        tally: Counter[str] = Counter()
        disagreed: Counter[str] = Counter()
        for row in rows:
            names = {
                name for name, rule in rules.items() if row["ruleId"] in rule.act and "best-practice" not in rule.tags
            }
            page = pages[root + row["file"]]
            if not names or not page.good or page.violations is None:
                tally["no rule of ours" if not names else "not shown"] += 1
                continue
            said = {violation.rule for violation in judged(page)} & names
            unsure = {violation.rule for violation in page.unsure} & names
            outcome = _outcome(row["expected"] == "failed", bool(said), bool(unsure))
            tally[outcome] += 1
            if outcome in ("missed", "invented"):
                disagreed[f"{outcome} {row['ruleId']} {row['ruleName']} ({', '.join(sorted(names))})"] += 1
    with capsys.disabled():
        print(f"\nACT rules: {dict(tally)}")
        for words, count in sorted(disagreed.items()):
            print(f"  {count} {words}")
    faults, clean = tally["found"] + tally["missed"] + tally["unsure"], tally["clean"] + tally["invented"]
    assert tally["found"] / faults >= 0.82  # two of them hang on the fonts of the machine
    assert tally["invented"] <= 0.02 * clean


def _outcome(fault: bool, said: bool, unsure: bool) -> str:
    if fault:
        return "found" if said else "unsure" if unsure else "missed"
    return "invented" if said else "clean"


def test_axe_fixtures(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases: dict[str, int] = {}
    for told in sorted((corpus / "axe-core-rules").glob("*/*.json")):
        case = json.loads(told.read_text(encoding="utf-8"))
        body = told.with_suffix(".html").read_text(encoding="utf-8")
        page = f'<!doctype html><html lang="en"><head><title>case</title></head><body>{body}</body></html>'
        (tmp_path / f"{case['rule']}.html").write_text(page, encoding="utf-8")
        cases[case["rule"]] = len(case.get("violations", ()))
    with serving(tmp_path) as root:
        rules, pages = asyncio.run(shown([f"{root}{name}.html" for name in cases]))
        run = {name: expected for name, expected in cases.items() if name in rules}
        said = {name: _count(pages[f"{root}{name}.html"], name) for name in run}
    wrong = {name: (run[name], said[name]) for name in run if run[name] != said[name]}
    with capsys.disabled():
        elements, rules_run = sum(run.values()), len(run)
        print(f"\naxe fixtures: {rules_run - len(wrong)} of {rules_run} rules, {elements} elements; otherwise {wrong}")
    assert len(wrong) <= 0.1 * len(run)


def _count(page: ShownPage, rule: str) -> int:
    return sum(violation.count for violation in page.violations or () if violation.rule == rule)
