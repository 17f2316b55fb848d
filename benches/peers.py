"""hecha beside other link checkers on the same seeded portal: time, memory, and what each missed or invented.

The tools run in turn (A B C D, A B C D, …), so that a busy minute of the machine falls on all of them alike.
"""

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benches import hecha, table
from benches.judge import Verdict, judge
from benches.measure import Usage, measure, median
from benches.plan import Portal
from benches.portal import build
from benches.server import free_addresses, serve
from benches.tools import TOOLS, Tool, install, version


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
        print(f"{name}: {verdict.text()}")


def run(tool: Tool, programs: Path, portal: Portal, folder: Path) -> tuple[Usage, Verdict]:
    """One run of one tool, from nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    usage = measure(tool.command(programs, portal, folder), log=folder / "log.txt", env=hecha.environment())
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
