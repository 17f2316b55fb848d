"""The cron of every site as it was last read."""

from dataclasses import dataclass, field

import structlog

from evidence.errors import UsageError
from evidence.records import SiteInfo
from jobs.night_times import Cron, read_cron
from jobs.settings import Settings
from storage.store import Store

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Timetable:
    """The crons of sites; what could not be read is logged once."""

    settings: Settings
    crons: dict[str, Cron] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def cron_of(self, store: Store, info: SiteInfo) -> Cron | None:
        """The site's own cron, or that of all; None when its own cannot be read."""
        default = self.settings.schedule
        text = str(store.sites.settings(info.id).get("cron") or default.cron)
        known = self.crons.get(info.id)
        if known is not None and known.text == text:
            return known
        if self.refused.get(info.id) == text:
            return None
        try:
            cron = read_cron(text, default.timezone)
        except UsageError as error:
            log.warning("站点的排程无法使用，未排入", site=info.id, error=str(error))
            self.refused[info.id] = text
            self.crons.pop(info.id, None)
            return None
        self.crons[info.id] = cron
        return cron
