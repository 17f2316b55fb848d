"""A sign of life of a run while nothing is written: a browser that hangs, a long wait before the second look."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from evidence.errors import HechaError
from storage.store import Store

SECONDS = 20.0  # well under the time after which a run is taken to have been killed


@asynccontextmanager
async def beating(store: Store, run: int, seconds: float = SECONDS) -> AsyncIterator[None]:
    """Give a sign of life every so often for the length of a block.

    A database that cannot be written is for whoever writes the evidence to report.
    """
    task = asyncio.create_task(_beat(store, run, seconds))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _beat(store: Store, run: int, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        # One that fails must not be the last: without signs of life another process takes the run over.
        with suppress(HechaError):
            await asyncio.to_thread(store.runs.heartbeat, run, datetime.now(UTC))
