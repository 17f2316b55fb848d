"""The queue of nights in PostgreSQL (procrastinate): one waiting job a site, and never two of a site at once.

The rows of `nights` stay the truth of what ran; a job only says that somebody should see what a site is owed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import psycopg
import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import DeleteJobCondition, Job, Status
from procrastinate.schema import SchemaManager

from evidence.errors import EnvironmentError_
from storage.address import libpq_of

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.5  # a job that waits for its site's lock is not told when it is free: it is found by looking
BEAT_SECONDS = 10.0
STALLED_SECONDS = 30.0  # without a sign of life from its worker a job is taken from it
SEARCH_SECONDS = 10.0  # between looks for such jobs
AGAIN_SECONDS = 5.0  # after the database could not be reached
_QUEUE, _TASK = "nights", "hecha.night"
_LOCK = 0x48454351

Attend = Callable[[str], Awaitable[None]]


class NightQueue:
    """An open queue."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def defer(self, site: str) -> bool:
        """Ask for the night a site is owed; false when a job for it is waiting already. Raises EnvironmentError_."""
        task = self._app.configure_task(_TASK, queue=_QUEUE, lock=site, queueing_lock=site)
        try:
            await task.defer_async(site=site)
        except AlreadyEnqueued:
            return False
        except ConnectorException as error:
            raise EnvironmentError_(f"任务队列暂时用不了：{error}") from error
        return True

    async def work(self, attend: Attend, at_once: int) -> None:
        """Give the sites of jobs to `attend` until cancelled, so many at once; then wait for those under way. The
        database may be away for a while."""

        @self._app.task(name=_TASK, queue=_QUEUE)
        async def night(site: str) -> None:
            await attend(site)

        while True:
            try:
                await self._app.run_worker_async(
                    queues=[_QUEUE],
                    concurrency=at_once,
                    fetch_job_polling_interval=POLL_SECONDS,
                    update_heartbeat_interval=BEAT_SECONDS,
                    stalled_worker_timeout=STALLED_SECONDS,
                    delete_jobs=DeleteJobCondition.ALWAYS,  # what ran is told by the nights
                    install_signal_handlers=False,
                )
            except (ConnectorException, psycopg.Error) as error:
                log.warning("任务队列暂时用不了，稍后再试", error=str(error))
            await asyncio.sleep(AGAIN_SECONDS)

    async def free_stalled(self) -> None:
        """Until cancelled, put back the jobs whose workers are no more."""
        while True:
            try:
                for job in await self._app.job_manager.get_stalled_jobs(
                    queue=_QUEUE, seconds_since_heartbeat=STALLED_SECONDS
                ):
                    await self._put_back(job)
            except (ConnectorException, psycopg.Error) as error:
                log.warning("任务队列暂时用不了，稍后再试", error=str(error))
            await asyncio.sleep(SEARCH_SECONDS)

    async def _put_back(self, job: Job) -> None:
        log.warning("一个执行进程没有了，它的任务交给别的进程", site=job.lock)
        try:
            await self._app.job_manager.retry_job(job)
        except UniqueViolation:  # the clock has asked for this site again in the meantime: that job will do
            await self._app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


@asynccontextmanager
async def opened_queue(address: str) -> AsyncIterator[NightQueue]:
    """The queue in the database at a URL; its tables are made where they are not there yet."""
    for name in ("procrastinate", "psycopg.pool"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # in English, and told by us where it matters
    info = libpq_of(address)
    try:
        await asyncio.to_thread(_make_tables, info)
        async with App(connector=PsycopgConnector(conninfo=info)).open_async() as app:
            yield NightQueue(app)
    except (ConnectorException, psycopg.OperationalError) as error:
        raise EnvironmentError_(f"任务队列打不开：{error}") from error


def _make_tables(info: str) -> None:
    with psycopg.connect(info) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        found = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
        if found is None or found[0] is None:
            connection.execute(SchemaManager.get_schema())
