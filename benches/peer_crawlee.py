"""crawlee's ParselCrawler as a link checker. Run by `peers.py` in crawlee's own environment.

Usage: peer_crawlee.py HOME OUTPUT [--seen]. `--seen` keeps the addresses already handed on in a set of the
checker's own; otherwise every link of every page is handed to crawlee, which tells the known ones itself.
"""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawlee import ConcurrencySettings, service_locator  # type: ignore[import-not-found]
from crawlee.crawlers import ParselCrawler  # type: ignore[import-not-found]
from crawlee.storage_clients import MemoryStorageClient  # type: ignore[import-not-found]

ADDRESSES = "a::attr(href), area::attr(href), img::attr(src), link::attr(href), script::attr(src)"


class Checker:
    """Follows every link of the site, asks once for every other address, and notes what fails."""

    def __init__(self, home: str, *, remember: bool) -> None:
        self.failed: list[dict[str, str]] = []
        self._home = home
        self._host = urlsplit(home).netloc
        self._seen: set[str] = set()
        self._remember = remember

    async def run(self) -> None:
        """Crawl until nothing is left."""
        service_locator.set_storage_client(MemoryStorageClient())
        crawler = ParselCrawler(
            concurrency_settings=ConcurrencySettings(min_concurrency=32, desired_concurrency=32, max_concurrency=32),
            respect_robots_txt_file=True,
            configure_logging=False,
        )
        crawler.router.default_handler(self.read)
        crawler.failed_request_handler(self.give_up)
        await crawler.run([self._home])

    async def read(self, context: Any) -> None:
        """Hand on the links of a page of the site."""
        response = context.http_response
        here = context.request.loaded_url or context.request.url
        if "html" not in response.headers.get("content-type", "") or urlsplit(here).netloc != self._host:
            return
        base = urljoin(here, context.selector.css("base::attr(href)").get(""))
        found = {urljoin(base, href.strip()).partition("#")[0] for href in context.selector.css(ADDRESSES).getall()}
        new = [url for url in found - self._seen if url.startswith("http")]
        if self._remember:
            self._seen.update(new)
        if new:
            await context.add_requests(new)

    async def give_up(self, context: Any, error: Exception) -> None:
        """Note an address crawlee has given up on."""
        self.failed.append({"url": context.request.url, "reason": repr(error)})


def main() -> None:
    """Crawl the site of the first argument."""
    home, output, *options = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    checker = Checker(home, remember="--seen" in options)
    asyncio.run(checker.run())
    lines = (json.dumps(row, ensure_ascii=False) for row in checker.failed)
    Path(output).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
