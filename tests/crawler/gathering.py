"""A child process that gathers one small site, to be killed: `python -m tests.crawler.gathering DATABASE HOME`."""

import asyncio
import sys
from datetime import timedelta

import jobs.gather
from evidence.records import Need, SiteInfo
from jobs.settings import BrowserSettings, LimitSettings, NetworkSettings, PaceSettings, Settings
from storage.store import open_store


async def main(database: str, home: str) -> None:
    """Gather; a run that was killed a moment ago is taken up again at once, and little is kept unwritten."""
    jobs.gather.IDLE = timedelta(0)
    jobs.gather.BATCH = 20
    settings = Settings(
        database=database,
        network=NetworkSettings(allow_private=("127.0.0.0/8",)),
        pace=PaceSettings(per_host=4, interval=0.0, timeout=5.0, second_look=0.05),
        limits=LimitSettings(),
        browser=BrowserSettings(second_looks=0, rendered_pages=0),
    )
    with open_store(database) as store:
        info = SiteInfo(id="portal", name="示例门户", url=home)
        store.sites.upsert(info)
        await jobs.gather.gather(store, info, frozenset({Need.PAGES, Need.LINKS}), settings)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
