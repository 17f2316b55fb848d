"""Scrapy as a link checker: the plain spider of its manual. Run by `peers.py` in Scrapy's own environment.

Usage: peer_scrapy.py HOME OUTPUT [--seen]. `--seen` keeps the addresses already asked for in a set of the spider's
own, which spares Scrapy the making and finger-printing of a request for every use of every link.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider  # type: ignore[import-not-found]
from scrapy.crawler import CrawlerProcess  # type: ignore[import-not-found]
from scrapy.http import HtmlResponse  # type: ignore[import-not-found]
from scrapy.linkextractors import LinkExtractor  # type: ignore[import-not-found]

SETTINGS = {
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ROBOTSTXT_OBEY": True,
    "LOG_LEVEL": "CRITICAL",
    "TELNETCONSOLE_ENABLED": False,
}


class Checker(Spider):  # type: ignore[misc]
    """Follows every link of the site, asks once for every other address, and notes what fails."""

    name = "checker"
    handle_httpstatus_list = tuple(range(400, 600))

    def __init__(self, home: str, output: str, remember: bool) -> None:
        super().__init__()
        self.start_urls = [home]
        self.failed: list[dict[str, str]] = []
        self._home = urlsplit(home).netloc
        self._output = Path(output)
        self._extractor = LinkExtractor(
            tags=("a", "area", "img", "link", "script"), attrs=("href", "src"), deny_extensions=()
        )
        self._seen: set[str] | None = set() if remember else None

    def parse(self, response: Any) -> Iterator[Any]:
        """Note a status of 400 and over; follow the links of a page of the site."""
        if response.status >= 400:
            self._note(response.request, str(response.status))
        elif isinstance(response, HtmlResponse) and urlsplit(response.url).netloc == self._home:
            for link in self._extractor.extract_links(response):
                if self._seen is None:
                    yield self._ask(link.url)
                elif link.url not in self._seen:
                    self._seen.add(link.url)
                    yield self._ask(link.url)

    def failure(self, failure: Any) -> None:
        """Note an address that gave no answer; what robots.txt forbids is no fault."""
        if "robots.txt" not in str(failure.value):
            self._note(failure.request, repr(failure.value))

    def closed(self, _: str) -> None:
        """Write what was noted."""
        lines = (json.dumps(row, ensure_ascii=False) for row in self.failed)
        self._output.write_text("\n".join(lines), encoding="utf-8")

    def _ask(self, url: str) -> Any:
        return Request(url, callback=self.parse, errback=self.failure)

    def _note(self, request: Any, reason: str) -> None:
        first = request.meta.get("redirect_urls", [request.url])[0]
        self.failed.append({"url": first, "ends": request.url, "reason": reason})


def main() -> None:
    """Crawl the site of the first argument."""
    home, output, *options = sys.argv[1:]
    process = CrawlerProcess(SETTINGS)
    process.crawl(Checker, home=home, output=output, remember="--seen" in options)
    process.start()


if __name__ == "__main__":
    main()
