"""The browser of a gathering: the one of this machine, where the plan has work for it."""

from dataclasses import replace

from crawler.browsing import Browsing, Known
from crawler.crawl import Crawl
from crawler.memory import Memory, NoMemory
from crawler.plan import CrawlPlan
from crawler.probes.registry import browsing_for
from evidence.records import Need
from jobs.browser import find_browser
from jobs.settings import Settings
from storage.store import Store

NO_BROWSER = "本机没有可用的浏览器（Chromium、Chrome 或 Edge）"


def browsing_of(
    crawl: Crawl, plan: CrawlPlan, needs: frozenset[Need], settings: Settings, store: Store, memory: Memory | None
) -> Browsing | None:
    """What helps a crawl with a browser; None where there is none or the plan has nothing for it to do."""
    browser = find_browser(settings)
    limits = settings.browser_limits()
    if Need.PAGES not in needs:
        limits = replace(limits, rendered_pages=0)
    if browser is None or not (limits.rendered_pages or (plan.check_links and limits.second_looks)):
        return None
    request = crawl.probe_request(home=plan.target.home, pages=(), addresses=(), browser=str(browser), limits=limits)
    was_rendered = (memory or NoMemory()).was_rendered
    return browsing_for(request, Known(holds=crawl.holds, was_rendered=was_rendered, body=store.evidence.body))


def browsing_notes(browsing: Browsing | None, plan: CrawlPlan, needs: frozenset[Need], settings: Settings) -> list[str]:
    """What the browser did and left, or what is not known for want of one, in Chinese."""
    if browsing is not None:
        return list(browsing.notes())
    if find_browser(settings) is not None:
        return []
    lacking = {
        "失效链接未用浏览器复核": plan.check_links and settings.browser.second_looks,
        "由脚本生成的列表没有看到": Need.PAGES in needs and settings.browser.rendered_pages,
    }
    said = "，".join(words for words, wanted in lacking.items() if wanted)
    return [f"{NO_BROWSER}：{said}"] if said else []
