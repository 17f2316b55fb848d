"""Which answers are kept whole as attachments of the site, within the limits of a run."""

from collections.abc import Mapping

from crawler.plan import CrawlPlan
from crawler.scope import Scope
from evidence.documents.read import READABLE, readable_suffix
from evidence.file import is_file
from evidence.records import Fetch, Skip
from evidence.urls import file_suffix, without_session


class Attachments:
    """The room for attachments. What a download may need is set aside until it has come to its end.

    `skipped` names those that were only begun, each with the limit that cut it.
    """

    def __init__(self, plan: CrawlPlan, scope: Scope) -> None:
        self._wanted = plan.files
        self._limits = plan.limits
        self._scope = scope
        self._bytes = plan.limits.files_bytes
        self._files = plan.limits.max_files
        self._aside: dict[str, int] = {}
        self._cut: dict[str, str] = {}
        self.skipped: list[Skip] = []

    def wants(self, url: str) -> bool:
        """Whether an address is that of an attachment to be asked for whole."""
        return self._wanted and file_suffix(url) in READABLE and self._scope.same_host(url)

    def holds(self, url: str, content_type: str, headers: Mapping[str, str]) -> bool:
        """Whether an answer is an attachment of the site, whatever its address looks like."""
        if not self._wanted or not self._scope.same_host(url):
            return False
        return bool(readable_suffix(url, content_type, headers.get("content-disposition", "")))

    def bound(self, url: str, content_type: str, headers: Mapping[str, str]) -> int | None:
        """How many bytes are read of an answer that begins; None where it is no attachment."""
        if not self.holds(url, content_type, headers):
            return None
        most = min(self._limits.file_bytes, self._bytes)
        told = headers.get("content-length", "")
        size = int(told) if told.isascii() and told.isdigit() else most
        reason = self._over(size)
        key = without_session(url)
        if reason:
            self._cut[key] = reason
            return self._limits.probe_bytes
        self._aside[key] = size
        self._bytes -= size
        self._files -= 1
        return most

    def settle(self, fetch: Fetch) -> bool:
        """Whether what came is an attachment to be kept; what was set aside for it and not used is free again."""
        aside = self._aside.pop(fetch.final_url, None)
        reason = self._cut.pop(fetch.final_url, "")
        if aside is not None:
            self._bytes += aside - fetch.size
            self._files += not fetch.ok
        if not fetch.ok or (aside is None and not reason):
            return False
        if not reason and fetch.truncated:
            reason = self._why_truncated(fetch)
        if reason:
            self.skipped.append(Skip(fetch.url, reason))
        return not reason and fetch.size > 0

    def remember(self, fetch: Fetch) -> None:
        """Take up what an interrupted run has looked at."""
        if not fetch.ok or not self._wanted or not self._scope.same_host(fetch.final_url) or not is_file(fetch):
            return
        if fetch.truncated:
            told = fetch.headers.get("content-length", "0")
            over = self._over(int(told) if told.isascii() and told.isdigit() else 0)
            self.skipped.append(Skip(fetch.url, over or self._why_truncated(fetch)))
        else:
            self._bytes -= fetch.size
            self._files -= 1

    def _over(self, size: int) -> str:
        """The limit that an attachment of this size meets, "" where there is room."""
        if size > self._limits.file_bytes:
            return "file-bytes"
        if self._files <= 0:
            return "max-files"
        return "files-bytes" if self._bytes <= 0 or size > self._bytes else ""

    def _why_truncated(self, fetch: Fetch) -> str:
        if fetch.size >= self._limits.file_bytes:
            return "file-bytes"
        return "files-bytes" if self._bytes <= 0 else "file-broken"
