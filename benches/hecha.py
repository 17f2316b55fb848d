"""Run hecha on a portal, whole or phase by phase, and read back what it found."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benches.judge import Report
from benches.plan import Portal
from evidence.records import Need

CHECK = "broken-links"
NEEDS = frozenset({Need.PAGES, Need.LINKS})
SITE = "bench"
ROOT = Path(__file__).parents[1]
LIFTED = {
    "HECHA_PACE__PER_HOST": "32",
    "HECHA_PACE__INTERVAL": "0",
    "HECHA_PACE__SECOND_LOOK": "0",
    # No peer starts a browser of its own.
    "HECHA_BROWSER__SECOND_LOOKS": "0",
    "HECHA_BROWSER__RENDERED_PAGES": "0",
    "HECHA_NETWORK__ALLOW_PRIVATE": '["127.0.0.0/8"]',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What hecha says is broken: problems stand, doubts a person must look at."""

    problems: Report
    doubts: Report


def environment() -> dict[str, str]:
    """The pace lifted, loopback allowed; what the caller has set himself stays.

    Where the caller keeps Python from writing what it compiled, hecha would compile itself at every start, which
    nothing that is installed does.
    """
    given = {key: value for key, value in os.environ.items() if key in LIFTED}
    return {**LIFTED, **given, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}


def program() -> list[str]:
    """The installed command of this environment."""
    return [str(Path(sys.executable).parent / "hecha")]


def database(folder: Path) -> str:
    """The address of a database in a folder."""
    return f"sqlite:///{folder / 'hecha.db'}"


def run_command(portal: Portal, folder: Path, *checks: str) -> list[str]:
    """Crawl, audit and score a portal by its address, as a user does; all checks where none are named."""
    chosen = ["--checks", ",".join(checks)] if checks else []
    return [*program(), "--database", database(folder), "--no-progress", "run", portal.url, *chosen]


def phase_command(phase: str, portal: Portal, folder: Path) -> list[str]:
    """One phase alone: gather, or audit of what was gathered."""
    return [sys.executable, "-m", "benches.phase", phase, database(folder), portal.url]


def findings(folder: Path) -> Found:
    """The broken links in the database of a folder."""
    command = [*program(), "--database", database(folder), "findings", "--check", CHECK, "--format", "json"]
    answer = subprocess.run(command, capture_output=True, check=False)
    rows = json.loads(answer.stdout)
    return Found(
        problems=[_names(row) for row in rows if row["outcome"] == "problem"],
        doubts=[_names(row) for row in rows if row["outcome"] != "problem"],
    )


def _names(row: Mapping[str, object]) -> tuple[str, ...]:
    return (str(row["target_url"] or row["page_url"]),)
