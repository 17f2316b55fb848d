"""The browser probe on a seeded portal: pages a minute with axe, CPU a page with all of Chromium's processes.

The pages are shown by the tour that the probe uses, through the same proxy and gate; only the choice of a sample is
left out, because a portal made of a few templates would give a few pages. `--no-axe` shows what axe costs.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from playwright.async_api import async_playwright

from benches import table
from benches.portal import build
from benches.server import free_addresses, serve
from crawler.guard import Guard
from crawler.pace import Pacer
from crawler.plan import Pace
from crawler.probes import browser_page
from crawler.probes.browser_chromium import Launch
from crawler.probes.browser_gate import RequestGate
from crawler.probes.browser_limits import BrowserLimits
from crawler.probes.browser_sample import Pattern
from crawler.probes.browser_tab import Means
from crawler.probes.browser_tour import Tour
from crawler.probes.proxy import guarded_proxy
from jobs.browser import find_browser
from jobs.settings import Settings

QUIET = Pace(per_host=8, interval=0.0)
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Build, serve, show every page, print."""
    given = _arguments()
    executable = find_browser(Settings())
    if executable is None:
        raise SystemExit("no browser on this machine")
    portal = build(given.work / "portal", pages=max(given.pages, 300), seed=given.seed, addresses=free_addresses())
    urls = [url for url in portal.page_urls if url.endswith(".html")][: given.pages]
    rows = []
    with serve(portal.folder), _axe_left_out(given.no_axe):
        for at_once in given.at_once:
            runs = [asyncio.run(_shown(urls, str(executable), at_once)) for _ in range(given.runs)]
            rates = [60 * len(urls) / wall for wall, _, _ in runs]
            cpu = [1000 * spent / len(urls) for _, spent, _ in runs]
            failed = max(lost for _, _, lost in runs)
            rows.append([str(at_once), f"{statistics.median(rates):.0f}", f"{statistics.median(cpu):.0f}", str(failed)])
    print(f"{len(urls)} pages, axe {'off' if given.no_axe else 'on'}, median of {given.runs}\n")
    print(table.text(["at once", "pages/min", "CPU ms/page", "not shown"], rows))


async def _shown(urls: list[str], executable: str, at_once: int) -> tuple[float, float, int]:
    """Wall seconds from the first page's start to the last one's end, CPU seconds, and pages that failed."""

    async def allowed(url: str) -> bool:
        return True

    limits = BrowserLimits(pages=len(urls), at_once=at_once)
    sample = tuple(Pattern(name=url, pages=1, url=url) for url in urls)
    gate = RequestGate(allowed)
    async with guarded_proxy(Guard(("127.0.0.0/8",))) as proxy, async_playwright() as playwright:
        launch = Launch(executable=executable, proxy=proxy.address, suffix="(compatible; hecha/bench)")
        tour = Tour(playwright, launch, Means(gate=gate, pacer=Pacer(QUIET), proxy=proxy, limits=limits), sample)
        begun, spent, failed = time.perf_counter(), _cpu(), 0
        async for _, data in tour.data():
            if data["kind"] == "entry":  # tried first; not what is measured
                begun, spent = time.perf_counter(), _cpu()
            failed += data["kind"] == "page" and (bool(data["failure"]) or data.get("axe", True) is None)
            ended, done = time.perf_counter(), _cpu()
    return ended - begun, done - spent, failed


def _cpu() -> float:
    """CPU seconds of this process and everything started by it that still runs."""
    own = {os.getpid()}
    stats = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        stats[int(folder.name)] = (int(fields[1]), sum(map(int, fields[11:15])))
    while more := {pid for pid, (parent, _) in stats.items() if parent in own} - own:
        own |= more
    return sum(stats[pid][1] for pid in own if pid in stats) / TICKS


@contextmanager
def _axe_left_out(wanted: bool) -> Iterator[None]:
    async def nothing(*_: object, **__: object) -> dict[str, object]:
        return {"violations": [], "incomplete": []}

    if not wanted:
        yield
        return
    with mock.patch.object(browser_page, "run_axe", nothing):
        yield


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--no-axe", action="store_true")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "hecha-browser-bench")
    return parser.parse_args()


if __name__ == "__main__":
    main()
