"""One Chromium, quiet and closed: no service of its own calls out, every connection goes through our proxy."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, BrowserContext, Error, Playwright

from crawler.probes.browser_gate import RequestGate
from crawler.probes.browser_world import script

START_SECONDS = 30.0
CLOSE_SECONDS = 10.0
VIEWPORT = {"width": 1366, "height": 768}
# The last of two such switches counts, so Playwright's own list is repeated where it keeps the browser quiet.
_FEATURES_OFF = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkErrorLogging",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "Reporting",
    "Translate",
)
_SWITCHES = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-pings",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    # Its maker's services, asked for at every start whatever else is switched off: sent where nobody can be.
    "--gaia-url=http://127.0.0.1:9",
    "--component-updater=url-source=http://127.0.0.1:9/",
    # Names are resolved by the proxy alone.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    # axe runs once in each page and is never warm: compiling at once what is run costs a tenth less.
    "--js-flags=--always-sparkplug",
    "--disable-features=" + ",".join(_FEATURES_OFF),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What a browser is started with. `suffix` says in the user agent who is asking."""

    executable: str
    proxy: str
    suffix: str


class BrowserGone(Exception):
    """The browser itself died or no longer answers."""


async def start(playwright: Playwright, launch: Launch, gate: RequestGate) -> Browser:
    """A browser with a fresh profile and the gate in its place. Raises Playwright's Error when it does not start."""
    browser = await playwright.chromium.launch(
        executable_path=launch.executable,
        headless=True,
        chromium_sandbox=not _is_root(),
        args=list(_SWITCHES),
        proxy={"server": launch.proxy, "bypass": "<-loopback>"},
        timeout=START_SECONDS * 1000,
        handle_sigint=False,
        handle_sigterm=False,
        handle_sighup=False,
    )
    await gate.stand_in(browser)
    return browser


@asynccontextmanager
async def profile(browser: Browser, launch: Launch, *, strict: bool = False) -> AsyncIterator[BrowserContext]:
    """A visitor without a past: no cookies, no permissions, no downloads, no service workers.

    A bad certificate is another check's fault to report, where it would only hide the page; `strict` lets it.
    """
    context = await browser.new_context(
        user_agent=await _user_agent(browser, launch.suffix),
        viewport=VIEWPORT,  # type: ignore[arg-type]
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=False,
        service_workers="block",
        ignore_https_errors=not strict,
    )
    await context.add_init_script(script("closed"))
    try:
        yield context
    finally:
        await closed(context)


async def closed(thing: Browser | BrowserContext) -> None:
    """Close a browser or a profile; one that is gone or hangs is left behind."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await thing.close()
    except (Error, TimeoutError):
        pass


async def alive(browser: Browser) -> bool:
    """Whether a browser still answers; the news of its death may come later than the trouble."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            session = await browser.new_browser_cdp_session()
            await session.detach()
    except (Error, TimeoutError):
        return False
    return True


async def _user_agent(browser: Browser, suffix: str) -> str:
    """The browser's own with its full name, and who is asking."""
    session = await browser.new_browser_cdp_session()
    said = await session.send("Browser.getVersion")
    await session.detach()
    return f"{said['userAgent'].replace('Headless', '')} {suffix}"


def _is_root() -> bool:
    """Chromium's sandbox refuses to work for root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
