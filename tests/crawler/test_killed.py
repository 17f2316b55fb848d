"""kill -9 at random moments, then the same command again: the evidence of an undisturbed run, nothing twice."""

import asyncio
import random
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from storage.store import open_store
from tests.crawler.faulty import serving
from tests.crawler.test_resume import small_site

PAGES = 200
ENDS = {f"/{number * 5}.html" for number in range(9)}
ROOT = Path(__file__).parents[2]
Look = tuple[str, int, int | None, str, tuple[str, ...]]


async def _start(database: Path, home: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crawler.gathering", str(database), home, cwd=ROOT
    )


def _stored(database: Path) -> Counter[Look]:
    """Every stored look of the one run: address, which look, status, body hash, targets."""
    with open_store(str(database)) as store:
        runs = store.runs.list("portal")
        assert len(runs) == 1
        assert runs[0].state.value == "finished"
        return Counter(
            (
                past.fetch.url,
                past.fetch.look,
                past.fetch.status,
                past.fetch.body_hash,
                tuple(link.target for link in past.links or ()),
            )
            for past in store.evidence.past(runs[0].id)
        )


@pytest.mark.slow
@pytest.mark.timeout(100)
async def test_killed_at_random_moments(tmp_path: Path) -> None:
    dice = random.Random(20261121)
    async with serving(small_site(PAGES)) as server:
        undisturbed = tmp_path / "whole.db"
        assert await (await _start(undisturbed, server.url("/"))).wait() == 0
        expected = _stored(undisturbed)
        requests = len(server.hits)
        assert len(expected) > PAGES
        killed = tmp_path / "killed.db"
        kills = 0
        for _ in range(4):
            moment = len(server.hits) + dice.randrange(5, requests // 3)
            child = await _start(killed, server.url("/"))
            while child.returncode is None and len(server.hits) < moment:
                await asyncio.sleep(0.002)
            if child.returncode is None:
                child.kill()
                kills += 1
            await child.wait()
        assert kills >= 3
        assert await (await _start(killed, server.url("/"))).wait() == 0
        found = _stored(killed)
    assert max(found.values()) == 1
    assert _linked(found) == _linked(expected)
    assert _asked(found) == _asked(expected)


def _asked(looks: Counter[Look]) -> set[tuple[str, int, int | None, str]]:
    """What was asked; a page that a redirect led to first is not asked for again by itself."""
    return {look[:4] for look in looks if urlsplit(look[0]).path not in ENDS}


def _linked(looks: Counter[Look]) -> set[tuple[str, ...]]:
    """The link lists of the pages, whichever of two addresses of one page came first."""
    return {look[4] for look in looks if look[4]}
