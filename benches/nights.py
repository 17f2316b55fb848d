"""What a later night costs on a portal where nothing changed: bytes sent by the servers and CPU time, beside the first.

CPU is told of the whole process and of the gathering alone: the process of `hecha schedule` starts once for all nights.

python -m benches.nights [--pages 3000] [--runs 3]
"""

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benches import hecha, table
from benches.measure import Running
from benches.plan import Portal
from benches.portal import build
from benches.server import free_addresses, nginx_program, serve
from evidence.records import SiteInfo
from jobs.collecting import collect_rarely
from jobs.gather import gather
from jobs.settings import load_settings
from storage.store import open_store

LOG = "run/bytes.log"
NIGHTS = ("first night", "second night")


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What one gathering took: `sent` are the bytes the servers sent, headers included, in `requests` answers.

    `cpu` is the whole process, `own` what began after its start.
    """

    cpu: float
    own: float
    wall: float
    sent: int
    requests: int


def main() -> None:
    """Build, serve, gather the same portal twice into one database, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--gather", nargs=2, metavar=("DATABASE", "URL"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.gather:
        return gather_once(*given.gather)
    if nginx_program() is None:
        raise SystemExit("nginx is needed: it names versions (ETag) and counts what it sends")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        portal = build(work / "portal", pages=given.pages, addresses=free_addresses())
        _count_bytes(portal.folder)
        with serve(portal.folder):
            rounds = [_round(portal, work / "database") for _ in range(given.runs)]
    nights = [_median([one[n] for one in rounds]) for n in range(len(NIGHTS))]
    rows = [
        [
            name,
            f"{night.cpu:.2f}",
            f"{night.own:.2f}",
            f"{night.wall:.2f}",
            f"{night.sent / 1e6:.2f}",
            str(night.requests),
        ]
        for name, night in zip(NIGHTS, nights, strict=True)
    ]
    print(f"{given.pages} pages, median of {given.runs}\n")
    print(table.text(["gather", "CPU s", "without start", "wall s", "MB sent", "requests"], rows))
    first, second = nights
    print(f"\nbytes: {second.sent / first.sent:.1%} of the first night")
    print(f"CPU: {second.cpu / first.cpu:.1%}, without the start of the process {second.own / first.own:.1%}")


def gather_once(database: str, url: str) -> None:
    """One night as the clock starts it: what earlier nights were answered may be built upon."""
    collect_rarely()  # as the command does
    settings = load_settings(database=database)
    info = SiteInfo(id=hecha.SITE, name=hecha.SITE, url=url)
    begun = time.process_time()
    with open_store(settings.database_url) as store, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        store.sites.upsert(info)
        gathered = runner.run(gather(store, info, hecha.NEEDS, settings))
    print(f"{gathered.state}: {gathered.coverage.pages} pages, {gathered.coverage.addresses} addresses")
    print(time.process_time() - begun)


def _round(portal: Portal, folder: Path) -> tuple[Night, ...]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return tuple(_night(portal, folder) for _ in NIGHTS)


def _night(portal: Portal, folder: Path) -> Night:
    log = portal.folder / LOG
    before = log.stat().st_size
    command = [sys.executable, "-m", "benches.nights", "--gather", hecha.database(folder), portal.url]
    usage = Running(command, log=folder / "gather.txt", env=hecha.environment()).wait()
    said = (folder / "gather.txt").read_text(encoding="utf-8")
    if usage.exit_code:
        raise SystemExit(said)
    own = float(said.split()[-1])
    with log.open(encoding="ascii") as lines:
        lines.seek(before)
        sent = [int(line) for line in lines]
    return Night(cpu=usage.cpu, own=own, wall=usage.wall, sent=sum(sent), requests=len(sent))


def _count_bytes(folder: Path) -> None:
    """Let nginx write down how many bytes each answer took."""
    file = folder / "nginx.conf"
    counting = f'log_format bytes "$bytes_sent";\n  access_log {LOG} bytes;'
    file.write_text(file.read_text(encoding="utf-8").replace("access_log off;", counting), encoding="utf-8")


def _median(nights: list[Night]) -> Night:
    return Night(
        cpu=statistics.median(night.cpu for night in nights),
        own=statistics.median(night.own for night in nights),
        wall=statistics.median(night.wall for night in nights),
        sent=int(statistics.median(night.sent for night in nights)),
        requests=int(statistics.median(night.requests for night in nights)),
    )


if __name__ == "__main__":
    main()
