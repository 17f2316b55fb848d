"""hecha on a seeded portal: pages/s, CPU per page and peak memory of gather and of audit, and what was found.

With `--processes 2` a further round gathers two portals at once and prints the ratio to one.
"""

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benches import hecha, table
from benches.judge import judge
from benches.measure import Running, Usage, median
from benches.plan import Portal
from benches.portal import build
from benches.server import free_addresses, serve

PHASES = ("gather", "audit")


def main() -> None:
    """Build, serve, gather and audit, print."""
    given = _arguments()
    portals = [
        build(given.work / f"portal{n}", pages=given.pages, seed=given.seed + n, addresses=free_addresses())
        for n in range(given.processes)
    ]
    first, folder = portals[0], given.work / "first"
    with serve(first.folder):
        runs = [phases(first, folder) for _ in range(given.runs)]
    print(f"{len(first.pages)} pages, seed {first.seed}, median of {given.runs}\n")
    print(figures(runs, len(first.pages)))
    print()
    for phase in PHASES:
        print(f"{phase}: {(folder / f'{phase}.txt').read_text(encoding='utf-8').strip()}")
    print(f"database: {(folder / 'hecha.db').stat().st_size / 1e6:.1f} MB")
    found = hecha.findings(folder)
    print(f"problems: {judge(first.planted, found.problems).text()}")
    print(f"with doubts: {judge(first.planted, [*found.problems, *found.doubts]).text()}")
    if len(portals) > 1:
        print(together(portals, given.work, given.runs))


def phases(portal: Portal, folder: Path) -> list[Usage]:
    """Both phases from nothing, each in a process of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return [_checked(_start(phase, portal, folder).wait(), folder / f"{phase}.txt") for phase in PHASES]


def together(portals: Sequence[Portal], work: Path, runs: int) -> str:
    """Gather the first portal alone and all of them at once, in turn; the ratio of pages a second."""
    alone, all_at_once = [], []
    for _ in range(runs):
        alone.append(_rate(portals[:1], work))
        all_at_once.append(_rate(portals, work))
    one, many = statistics.median(alone), statistics.median(all_at_once)
    return f"{len(portals)} processes: {many:.0f} pages/s, one: {one:.0f} pages/s, ratio {many / one:.2f}"


def figures(runs: Sequence[Sequence[Usage]], pages: int) -> str:
    """The medians of each phase and of their sum."""
    columns = [*zip(*runs, strict=True), [_sum(run) for run in runs]]
    rows = []
    for name, usages in zip((*PHASES, "both"), columns, strict=True):
        usage = median(usages)
        numbers = [usage.wall, usage.cpu, pages / usage.wall, usage.cpu / pages * 1000, usage.peak_mb]
        rows.append([name, *(f"{number:.2f}" for number in numbers)])
    return table.text(["phase", "wall s", "CPU s", "pages/s", "CPU ms/page", "peak MB"], rows)


def _sum(run: Sequence[Usage]) -> Usage:
    return Usage(
        wall=sum(usage.wall for usage in run),
        cpu=sum(usage.cpu for usage in run),
        peak_mb=max(usage.peak_mb for usage in run),
        exit_code=max((usage.exit_code for usage in run), key=abs),
    )


def _rate(portals: Sequence[Portal], work: Path) -> float:
    """Pages a second over all portals, from the first start to the last end."""
    folders = [work / f"together{n}" for n in range(len(portals))]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    with ExitStack() as stack:
        for portal in portals:
            stack.enter_context(serve(portal.folder))
        running = [_start("gather", portal, folder) for portal, folder in zip(portals, folders, strict=True)]
        usages = [_checked(one.wait(), folder / "gather.txt") for one, folder in zip(running, folders, strict=True)]
    return sum(len(portal.pages) for portal in portals) / max(usage.wall for usage in usages)


def _start(phase: str, portal: Portal, folder: Path) -> Running:
    command = hecha.phase_command(phase, portal, folder)
    return Running(command, log=folder / f"{phase}.txt", env=hecha.environment())


def _checked(usage: Usage, log: Path) -> Usage:
    if usage.exit_code:
        raise SystemExit(f"exit code {usage.exit_code}\n{log.read_text(encoding='utf-8')}")
    return usage


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "hecha-bench" / "crawl")
    given = parser.parse_args()
    given.work = given.work.resolve()
    return given


if __name__ == "__main__":
    main()
