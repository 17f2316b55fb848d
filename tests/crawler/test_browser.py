"""The browser probe on pages that misbehave, with browsers that die, and what never gets out of it."""

import contextlib
import os
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.probes.proxy import GuardedProxy
from crawler.probes.proxy_messages import Authority
from evidence.records import Need
from tests.crawler.browser_site import HEAD, PAGES, TEXT, Source, serving
from tests.crawler.browsing import QUICK, chromium, surveyed

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ODD = ("/hung.html", "/late-hung.html", "/dialogs.html", "/lists.html", "/faults.html", "/patched.html", "/gone.html")


async def test_no_page_is_lost_however_pages_behave() -> None:
    with serving() as site:
        seen = await surveyed(f"{site.url}/plain.html", ODD, load_seconds=2.0, late_seconds=0.1)
    pages = seen.pages()
    assert set(pages) == {"/plain.html", *ODD}
    assert {path for path in pages if pages[path]["failure"]} == {"/hung.html", "/late-hung.html"}
    assert pages["/hung.html"]["failure"] == "stuck"
    assert pages["/gone.html"]["status"] == 404
    assert seen.sample()["/hung.html"]["left"] == "stuck" and seen.sample()["/lists.html"]["left"] == ""
    assert ["关于召开会议的公告" in link[1] for link in pages["/lists.html"]["links"]] == [False, True]
    assert pages["/lists.html"]["dates"] == ["2026-01-05"]
    failed = {rule["rule"]: rule for rule in pages["/faults.html"]["axe"]["violations"]}
    assert {"image-alt", "color-contrast", "html-has-lang", "link-name"} <= set(failed)
    assert failed["image-alt"]["count"] == 2 and failed["image-alt"]["nodes"][0]["target"] == 'img[src="/a.png"]'
    assert "对比度" in failed["color-contrast"]["nodes"][0]["message"]
    patched = {rule["rule"] for rule in pages["/patched.html"]["axe"]["violations"]}
    assert "image-alt" in patched  # whatever the page did to the language


async def test_only_links_in_a_text_must_be_told_from_the_words_beside_them() -> None:
    with serving() as site:
        seen = await surveyed(f"{site.url}/plain.html", ("/rows.html", "/prose.html"))
    said = {path: {rule["rule"] for rule in page["axe"]["violations"]} for path, page in seen.pages().items()}
    assert "link-in-text-block" in said["/prose.html"] and "link-in-text-block" not in said["/rows.html"]


class Trap:
    """Counts connections and datagrams to an address that is not allowed."""

    def __init__(self) -> None:
        self.tcp = socket.create_server(("127.0.0.2", 0))
        self.port: int = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.2", self.port))
        self.udp.setblocking(False)
        self.hits = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.tcp.accept()[0].close()
                self.hits += 1

    def end(self) -> int:
        """How often anything came."""
        with contextlib.suppress(BlockingIOError):
            while self.udp.recvfrom(2000):
                self.hits += 1
        self.tcp.shutdown(socket.SHUT_RDWR)
        self.tcp.close()
        self.udp.close()
        return self.hits


@pytest.fixture
def trap() -> Iterator[Trap]:
    yield Trap()


def trapped(url: str) -> str:
    """A page that tries every way to an address."""
    host = url.removeprefix("http://")
    return (
        f"{HEAD}{TEXT}<img src='{url}/a'><link rel=stylesheet href='{url}/b'><link rel=preconnect href='{url}'>"
        f"<link rel=prefetch href='{url}/p'><script src='{url}/c'></script><iframe src='{url}/d'></iframe>"
        f"<video src='{url}/v'></video><object data='{url}/o'></object><form action='{url}/f'></form><script>"
        f"fetch('{url}/e').catch(()=>0);fetch('{url}/e',{{method:'POST',body:'x',mode:'no-cors'}}).catch(()=>0);"
        f"new WebSocket('ws://{host}/g');new EventSource('{url}/h');navigator.sendBeacon('{url}/i','x');"
        f"document.forms[0].submit();open('{url}/j');"
        f"new Worker(URL.createObjectURL(new Blob(['fetch(\"{url}/k\")'])));"
        f"const p=globalThis.RTCPeerConnection&&new RTCPeerConnection({{iceServers:[{{urls:'stun:{host}'}}]}});"
        "if(p){p.createDataChannel('x');p.createOffer().then(o=>p.setLocalDescription(o))}"
        f"setTimeout(()=>location='{url}/l',200)</script>"
    )


async def test_a_forbidden_address_is_never_reached_by_any_way(trap: Trap) -> None:
    url = f"http://127.0.0.2:{trap.port}"
    pages: dict[str, Source] = {
        "/": trapped(url),
        "/redirect.html": (302, f"{url}/m"),
        "/refresh.html": f"<meta http-equiv=refresh content='0;url={url}/n'>{TEXT}",
        "/tls.html": trapped(url.replace("http:", "https:")),
        "/entry.html": f"<a href='{url}/o'>无障碍</a>",
    }
    with serving(pages) as site:
        seen = await surveyed(f"{site.url}/entry.html", pages, late_seconds=0.1, effect_seconds=1.0)
    assert trap.end() == 0
    assert seen.pages()["/redirect.html"]["failure"] == "forbidden-address"
    assert {method for method, _ in site.hits} == {"GET"}
    assert ("GET", "/redirect.html") in site.hits and ("GET", "/tls.html") in site.hits


POSTING = (
    f"{HEAD}{TEXT}<form method=post action=/sent1><button>x</button></form>"
    "<script>fetch('/sent2',{method:'POST',body:'x'}).catch(()=>0);"
    "const x=new XMLHttpRequest();x.open('PUT','/sent3');x.send('x');"
    "navigator.sendBeacon('/sent4','x');document.forms[0].submit();document.forms[0].requestSubmit();"
    "document.querySelector('button').click();"
    "new Worker(URL.createObjectURL(new Blob([`fetch('${location.origin}/sent5',{method:'POST',body:'y'})`])));"
    "fetch('/sent6',{method:'POST',keepalive:true,body:'1'}).catch(()=>0);fetch('/got').catch(()=>0);"
    "const f=document.createElement('iframe');f.srcdoc=`<form method=post action='${location.origin}/sent7'></form>"
    "<script>HTMLFormElement.prototype.submit.call(document.forms[0])</scr`+`ipt>`;document.body.append(f)</script>"
)


async def test_nothing_is_ever_sent() -> None:
    with serving({"/": POSTING, "/got": "x", "/robots.txt": "User-agent: *\nDisallow: /secret/\n"}) as site:
        seen = await surveyed(f"{site.url}/", ["/secret/a.html"], late_seconds=0.5)
    assert {method for method, _ in site.hits} == {"GET"}
    assert not [path for _, path in site.hits if path.startswith("/sent")]
    assert "GET" in site.asked("/got")
    assert seen.pages()["/"]["stopped"]["method"] >= 3
    assert seen.sample()["/secret/a.html"]["left"] == "robots" and site.asked("/secret/a.html") == []


async def test_robots_holds_for_what_a_page_loads_and_leads_to() -> None:
    pages: dict[str, Source] = {
        "/": f"{HEAD}{TEXT}<iframe src='/secret/frame.html'></iframe>"
        "<script>fetch('/secret/a.json').catch(()=>0)</script>",
        "/away.html": (302, "/secret/b.html"),
        "/robots.txt": "User-agent: hecha\nDisallow: /secret/\n",
    }
    with serving(pages) as site:
        seen = await surveyed(f"{site.url}/", ["/away.html"], late_seconds=0.1)
    assert not [path for _, path in site.hits if path.startswith("/secret")]
    assert seen.pages()["/"]["stopped"] == {"robots": 1}
    assert seen.pages()["/away.html"]["failure"] == "robots"


@pytest.mark.parametrize("executable", ["", "/nowhere/chromium"])
async def test_without_a_browser_the_record_says_so(executable: str) -> None:
    with serving({"/": TEXT}) as site:
        seen = await surveyed(f"{site.url}/", executable=executable)
    (probe,) = seen.probes
    assert (probe.need, "浏览器" in probe.data["missing"]) == (Need.BROWSER, True)


async def test_a_browser_that_is_killed_loses_no_page(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    wrapper = tmp_path / "browser"
    wrapper.write_text(f'#!/bin/sh\necho $$ > {pid}\nexec {chromium()} "$@"\n', encoding="utf-8")
    wrapper.chmod(0o700)
    others = [f"/p{name}.html" for name in "abcd"]
    with serving({**PAGES, **dict.fromkeys(others, HEAD + TEXT)}) as site:

        def kill() -> str:
            os.kill(int(pid.read_text()), signal.SIGKILL)
            return TEXT

        site.pages["/kill.html"] = kill
        seen = await surveyed(
            f"{site.url}/plain.html", ["/kill.html", *others], executable=str(wrapper), late_seconds=0.1
        )
    pages = seen.pages()
    assert set(pages) == {"/plain.html", "/kill.html", *others}
    assert {path: pages[path]["detail"] for path in pages if pages[path]["failure"]} == {"/kill.html": "浏览器意外退出"}
    assert pages["/kill.html"]["failure"] == "crashed" == seen.sample()["/kill.html"]["left"]
    assert site.asked("/kill.html") == ["GET", "GET"]


async def test_limits_are_named_in_the_sample() -> None:
    with serving() as site:
        two = replace(QUICK, pages=2, late_seconds=0.1)
        seen = await surveyed(f"{site.url}/plain.html", ["/elder.html", "/reload.html"], limits=two)
    left = {path: row["left"] for path, row in seen.sample().items()}
    assert sorted(left.values()) == ["", "", "limit"] and left["/plain.html"] == ""


async def test_the_browser_says_who_asks_and_calls_nobody_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []
    reach = GuardedProxy._reach

    async def noted(self: GuardedProxy, target: Authority, *rest: Any, **named: Any) -> Any:
        reached.append(target.host)
        return await reach(self, target, *rest, **named)

    monkeypatch.setattr(GuardedProxy, "_reach", noted)
    agent = f"{HEAD}{TEXT}<script>fetch('/agent?'+navigator.userAgent)</script>"
    with serving({"/": agent}) as site:
        await surveyed(f"{site.url}/", late_seconds=3.0)
    assert set(reached) == {"127.0.0.1"}
    asked = next(path for _, path in site.hits if path.startswith("/agent"))
    assert "hecha/" in asked and "Headless" not in asked
