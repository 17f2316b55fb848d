"""hecha beside other link checkers on the same seeded portal: time, memory, and what each missed or invented.

The tools run in turn (A B C D, A B C D, …), so that a busy minute of the machine falls on all of them alike.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benches import hecha, table
from benches.judge import Verdict, judge
from benches.measure import Usage, measure
from benches.plan import Portal
from benches.portal import build
from benches.server import free_addresses, serve
from benches.tools import TOOLS, Tool, install, version

SHOWN = 8


def main() -> None:
    """Build, serve, run all in turn, print."""
    given = _arguments()
    tools = [TOOLS[name] for name in given.tools.split(",")]
    programs = {tool.name: install(tool, given.venvs) for tool in tools}
    versions = {tool.name: version(tool, programs[tool.name]) for tool in tools}
    portal = build(given.work / "portal", pages=given.pages, seed=given.seed, addresses=free_addresses())
    usages: defaultdict[str, list[Usage]] = defaultdict(list)
    verdicts: dict[str, Verdict] = {}
    with serve(portal.folder):
        for turn in range(given.runs):
            for tool in tools:
                usage, verdicts[tool.name] = run(tool, programs[tool.name], portal, given.work / tool.name)
                usages[tool.name].append(usage)
                print(f"turn {turn + 1} {tool.name}: {usage.wall:.1f} s wall, {usage.cpu:.1f} s CPU", file=sys.stderr)
    print(f"{len(portal.pages)} pages, seed {portal.seed}, median of {given.runs}\n")
    print(figures(usages, versions, len(portal.pages)))
    print()
    for name, verdict in verdicts.items():
        print("\n".join(_lines(name, verdict)))


def run(tool: Tool, programs: Path, portal: Portal, folder: Path) -> tuple[Usage, Verdict]:
    """One run of one tool, from nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    usage = measure(tool.command(programs, portal, folder), log=folder / "log.txt", env=hecha.PACE)
    return usage, judge(portal.planted, tool.read(folder))


def figures(usages: Mapping[str, Sequence[Usage]], versions: Mapping[str, str], pages: int) -> str:
    """Medians of each tool and, where hecha ran, its share of each tool's time."""
    medians = {name: median(taken) for name, taken in usages.items()}
    own = medians.get("hecha")
    rows = []
    for name, usage in medians.items():
        share = [f"{own.wall / usage.wall:.3f}", f"{own.cpu / usage.cpu:.3f}"] if own else ["", ""]
        numbers = [usage.wall, usage.cpu, pages / usage.wall, usage.cpu / pages * 1000, usage.peak_mb]
        rows.append([f"{name} {versions[name]}", *(f"{number:.1f}" for number in numbers), *share])
    head = ["tool", "wall s", "CPU s", "pages/s", "CPU ms/page", "peak MB", "hecha/it wall", "hecha/it CPU"]
    return table.text(head, rows)


def median(usages: Sequence[Usage]) -> Usage:
    """The median of each figure; the exit code of the worst run."""
    return Usage(
        wall=statistics.median(usage.wall for usage in usages),
        cpu=statistics.median(usage.cpu for usage in usages),
        peak_mb=statistics.median(usage.peak_mb for usage in usages),
        exit_code=max((usage.exit_code for usage in usages), key=abs),
    )


def _lines(name: str, verdict: Verdict) -> list[str]:
    lines = [f"{name}: {verdict.text()}"]
    for word, urls in (("missed", verdict.missed), ("invented", verdict.invented)):
        lines += [f"  {word} {url}" for url in urls[:SHOWN]]
        lines += [f"  {word} … and {len(urls) - SHOWN} more"] if len(urls) > SHOWN else []
    return lines


def _arguments() -> argparse.Namespace:
    cache = Path(tempfile.gettempdir()) / "hecha-bench"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tools", default=",".join(TOOLS), help="which, in this order")
    parser.add_argument("--work", type=Path, default=cache / "peers", help="the portal and the answers")
    parser.add_argument("--venvs", type=Path, help="the environments of the other tools (default: beside --work)")
    given = parser.parse_args()
    given.work = given.work.resolve()
    given.venvs = (given.venvs or given.work.parent / "venvs").resolve()
    return given


if __name__ == "__main__":
    main()
