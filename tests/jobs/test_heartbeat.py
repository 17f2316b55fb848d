"""A run that waits gives signs of life."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from evidence.errors import EnvironmentError_
from evidence.records import SiteInfo
from jobs.heartbeat import beating
from storage.store import open_store


async def test_a_run_beats_while_nothing_is_written_and_no_longer(tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    with open_store(str(tmp_path / "a.db")) as store:
        store.sites.upsert(SiteInfo(id="a", name="示例", url="http://www.example.gov.cn/"))
        run = store.runs.start("a", long_ago, {})

        def beat() -> datetime:
            found = store.runs.get(run)
            assert found is not None
            return found.heartbeat_at

        async with asyncio.timeout(30), beating(store, run, seconds=0.01):
            while beat() == long_ago:
                await asyncio.sleep(0.01)
        assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


async def test_a_beat_that_fails_is_not_the_last() -> None:
    class Runs:
        beats = 0

        def heartbeat(self, run: int, at: datetime) -> None:
            self.beats += 1
            if self.beats == 1:
                raise EnvironmentError_("数据库暂时不能写入")

    class Busy:
        runs = Runs()

    async with asyncio.timeout(30), beating(Busy(), 1, seconds=0.01):  # type: ignore[arg-type]  # all it needs
        while Busy.runs.beats < 3:
            await asyncio.sleep(0.01)
