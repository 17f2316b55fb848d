"""A small site on loopback for the browser: entries that work or fail in every way, and pages that misbehave."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = "".join(
    f"<p>区政府第{n}次常务会议研究了民生实事和优化营商环境等工作，部署了下一阶段的重点任务。</p>" for n in range(12)
)
HEAD = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>示例区人民政府</title></head><body>'
PLAIN_LINKS = "<style>a{text-decoration:none;color:#15467e}</style>"
TOOLS = "".join(
    f"<button>{name}</button>" for name in ("页面放大", "缩小", "配色", "语音", "大鼠标", "重置", "退出服务")
)


def page(entry: str, rest: str = "") -> str:
    """A home page with an entry in its top line."""
    return f'{HEAD}<div class="top">{entry}</div><h1>示例区人民政府</h1><div id="main">{TEXT}</div>{rest}</body></html>'


ENTRIES: Mapping[str, str] = {
    "grows": page(
        '<a href="javascript:void(0)" id="cniil_wza">无障碍浏览</a>',
        "<script>document.getElementById('cniil_wza').onclick=()=>{document.body.style.fontSize='26px'}</script>",
    ),
    "toolbar": page(
        '<a href="#" onclick="return tools()">无障碍</a>',
        f"<template id='t'>{TOOLS}</template><script>function tools(){{setTimeout(()=>{{const bar="
        "document.createElement('div');bar.append(document.getElementById('t').content.cloneNode(true));"
        "document.body.prepend(bar);bar.firstChild.onclick=()=>{document.body.style.zoom=1.5}},400);return false}"
        "</script>",
    ),
    "by-itself": page(
        '<a href="javascript:void(0)">无障碍浏览</a>',
        "<script>setTimeout(()=>{document.body.style.fontSize='26px'},1500)</script>",
    ),
    "hovered": page(
        f"<div id='e'>无障碍<template>{TOOLS}</template></div>",
        "<script>const e=document.getElementById('e');e.onmouseover=()=>{e.onmouseover=null;"
        "document.body.prepend(e.querySelector('template').content.cloneNode(true));"
        "document.body.firstChild.onclick=()=>{document.body.style.zoom=1.5}}</script>",
    ),
    "toolbar-in-frame": page(
        '<span id="wza" role="button" title="无障碍浏览"><img src="/wza.png" alt="无障碍浏览"></span>',
        "<script>document.getElementById('wza').onclick=()=>{const bar=document.createElement('iframe');"
        "bar.src='/tools.html';bar.style='position:fixed;top:0;left:0;width:100%;height:90px';"
        "document.body.append(bar)}</script>",
    ),
    "toolbar-in-root": page(
        '<a href="#" onclick="return tools()">无障碍</a>',
        f"<template id='t'>{TOOLS}</template><script>function tools(){{const bar=document.createElement('div');"
        "bar.attachShadow({mode:'open'}).append(document.getElementById('t').content.cloneNode(true));"
        "document.body.prepend(bar);return false}</script>",
    ),
    "empty-frame": page(
        '<a href="#" onclick="return tools()">无障碍</a>',
        "<script>function tools(){const bar=document.createElement('iframe');bar.src='/blank.html';"
        "bar.style='position:fixed;top:0;width:100%';document.body.append(bar);return false}</script>",
    ),
    "dead-toolbar": page(
        '<a href="#" onclick="return tools()">无障碍</a>',
        f"<template id='t'>{TOOLS}</template><script>function tools(){{const bar=document.createElement('div');"
        "bar.append(document.getElementById('t').content.cloneNode(true));document.body.prepend(bar);return false}"
        "</script>",
    ),
    "contrast": page("<button onclick=\"document.body.style.cssText='background:#000;color:#ff0'\">适老化</button>"),
    "elder-page": page('<a href="/elder.html">长者版</a>'),
    "elder-window": page('<a href="/elder.html" target="_blank"><img src="/wza.png" alt="关怀版"></a>'),
    "no-effect": page('<a href="javascript:void(0)">无障碍</a>'),
    "reload": page('<a href="/reload.html">无障碍浏览</a>'),
    "alert": page("<a href=\"javascript:alert('功能建设中')\">长者模式</a>"),
    "script-error": page('<a href="javascript:void(0)" onclick="openWza()">无障碍</a>'),
    "dead-script": page(
        '<a href="javascript:void(0)" onclick="wza.open()">无障碍</a>', '<script src="/wza/aria.js"></script>'
    ),
    "dead-page": page('<a href="/gone.html">无障碍</a>'),
    "missing-page": page('<a href="/missing.html">无障碍</a>'),
    "refused-page": page('<a href="http://127.0.0.1:9999/wza/">无障碍</a>'),
    "refused-window": page('<a href="http://127.0.0.1:9999/wza/" target="_blank">无障碍</a>'),
    "slow-page": page('<a href="/slow.html">长者版</a>'),
    "slow-window": page('<a href="/slow.html" target="_blank">长者版</a>'),
    "blank-page": page('<a href="/blank.html">适老版</a>'),
    "late": page(
        "<span></span>",
        "<script>setTimeout(()=>{document.querySelector('.top').innerHTML="
        "\"<a href='#' onclick='document.body.style.fontSize=\\\"30px\\\"'>大字版</a>\"},1200)</script>",
    ),
    "shown-late": page(
        "<a href='#' id='wza' style='display:none'>无障碍</a>",
        "<script>setTimeout(()=>{const entry=document.getElementById('wza');entry.style.display='inline';"
        "entry.onclick=()=>{document.body.style.fontSize='30px';return false}},1000)</script>",
    ),
    "answers-late": page(
        "<span id='wza' title='无障碍浏览'>无障碍浏览</span>",
        "<script>setTimeout(()=>{document.getElementById('wza').onclick=()=>{document.body.style.fontSize='30px'}},1500)"
        "</script>",
    ),
    "in-root": page(
        "<wza-entry></wza-entry>",
        "<script>const root=document.querySelector('wza-entry').attachShadow({mode:'open'});"
        "root.innerHTML='<a href=\"javascript:;\">无障碍</a>';"
        "root.firstChild.onclick=()=>{document.body.style.fontSize='30px'}</script>",
    ),
    "menu": page(
        "<button onclick=\"document.getElementById('m').hidden=false\">适老化无障碍</button>"
        '<div id="m" hidden><a href="/elder.html">长者模式</a></div>'
    ),
    "second-dead": page(
        "<a href='#' onclick=\"document.body.style.fontSize='30px'\">无障碍</a><a href='/gone.html'>长者版</a>"
    ),
    "second-works": page(
        "<a href='#' onclick='big(1)'>无障碍</a><a href='#' onclick='big(1)'>长者版</a>",
        "<script>function big(on){if(on)localStorage.big=1;if(localStorage.big)document.body.style.fontSize='30px'}"
        "big()</script>",
    ),
    "option": page(
        "<select onchange='document.body.style.zoom=this.value'><option value=1>标准版</option>"
        "<option value=1.5>长者版</option></select>"
    ),
    "asks": page(
        "<a href='#' onclick='ask();return false'>关怀版</a>",
        "<script>function ask(){const box=document.createElement('div');box.style='position:fixed;top:90px';"
        "box.innerHTML='<p>您即将进入长者关怀版，是否继续？</p><button>确定</button>';document.body.append(box)}</script>",
    ),
    "says-building": page(
        "<a href='#' onclick='say();return false'>关怀版</a>",
        "<script>function say(){const box=document.createElement('div');box.style='position:fixed;top:90px';"
        "box.innerHTML='<p>功能正在开发，敬请期待</p><button>知道了</button>';document.body.append(box)}</script>",
    ),
    "late-app": page("<a href='/app.html#/home'>长者版</a>"),
    "gone-frame": page(
        "<a href='#' onclick='tools();return false'>无障碍</a>",
        "<script>function tools(){const bar=document.createElement('iframe');bar.src='/nothing.html';"
        "bar.style='position:fixed;top:0;width:100%';document.body.append(bar)}</script>",
    ),
    "for-sale": page("<a href='/parked.html'>无障碍</a>"),
    "label-beside": page(
        "<b>适老化</b><a href='#' onclick=\"document.body.style.fontSize='30px'\">大字版</a>"
        "<i style='display:none'>长者版</i>"
    ),
    "confirm": page(
        "<a href='#' onclick=\"if(confirm('即将进入长者版，是否继续？'))location.href='/elder.html';return false\">"
        "长者版</a>"
    ),
    "form": page(
        '<form action="/sent" method="post"><input type="hidden" name="a" value="1">'
        '<button type="submit">无障碍</button></form>'
    ),
    "headline": page('<a href="/zt/wza/">我区扎实推进无障碍环境建设</a><a href="/elder.html">适老化改造</a>'),
}
ELDER = (
    f"{HEAD}<style>body{{font-size:30px;line-height:2}}</style>"
    f'<h1>示例区人民政府长者专版</h1>{TEXT}<a href="/">退出长者模式</a>'
)
Source = str | tuple[int, str] | Callable[[], str]
PAGES: dict[str, Source] = {
    "/elder.html": ELDER,
    "/blank.html": HEAD,
    "/app.html": HEAD.replace("示例区人民政府", "云平台")
    + "<div id=app></div><script>setTimeout(()=>{document.getElementById('app').innerHTML="
    '\'<p style="font-size:30px">要闻动态</p><p style="font-size:30px">通知公告</p>\'},1500)</script>',
    "/parked.html": HEAD + "<h1>example.com</h1><p>本域名正在出售，This domain is for sale.</p>",
    "/tools.html": HEAD + TOOLS,
    "/missing.html": HEAD
    + "<div class=top>示例区人民政府</div><h2>抱歉，您访问的页面不存在或已被删除！</h2><a href=/>返回首页</a>",
    "/reload.html": page('<a href="/reload.html">无障碍浏览</a>'),
    "/hung.html": HEAD + "<p>a</p><script>while(true){}</script>",
    "/late-hung.html": HEAD + TEXT + "<script>setTimeout(()=>{while(true){}},0)</script>",
    "/dialogs.html": HEAD
    + TEXT
    + "<script>alert(1);confirm('继续？');prompt('姓名');"
    + "addEventListener('beforeunload',e=>e.preventDefault())</script>",
    "/lists.html": HEAD
    + "<ul id=l></ul><script>fetch('/data.json').then(a=>a.json()).then(rows=>rows.forEach(([h,t])=>"
    "{document.getElementById('l').innerHTML+=`<li><a href='${h}'>${t}</a> 2026-01-05</li>`}))</script>",
    "/data.json": '[["/a1.html","关于开展检查的通知"],["/a2.html","关于召开会议的公告"]]',
    "/faults.html": "<html><head><title>x</title></head><body><img src='/a.png'><a href='/b'></a>"
    "<p style='color:#aaa;background:#fff'>浅灰的字看不清楚</p><img src='/c.png'></body></html>",
    "/rows.html": HEAD
    + PLAIN_LINKS
    + "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/gk/'>政务公开</a> &gt; 政策文件</div>"
    "<ul><li><a href='/1.html'>关于开展检查的通知</a> 2026-01-05</li></ul>",
    "/prose.html": HEAD + PLAIN_LINKS + "<p>各单位要按照"
    "<a href='/1.html'>关于开展检查的通知</a>的要求，认真组织排查，及时报送结果。</p>",
    "/patched.html": HEAD + TEXT + "<script>Array.prototype.map=Array.prototype.filter=JSON.stringify="
    "()=>{throw new Error('patched')};window.axe=null</script><img src='/a.png'>",
    "/plain.html": HEAD + TEXT,
}
PAGES["/slow.html"] = lambda: time.sleep(2.5) or ELDER  # type: ignore[func-returns-value]
PAGES |= {f"/entry/{name}": source for name, source in ENTRIES.items()}


@dataclass(slots=True)
class Site:
    """A running site: `hits` are the method and path of everything asked for."""

    url: str
    hits: list[tuple[str, str]] = field(default_factory=list)
    pages: dict[str, Source] = field(default_factory=dict)

    def asked(self, path: str) -> list[str]:
        """The methods a path was asked for with."""
        return [method for method, hit in self.hits if hit == path]


@contextlib.contextmanager
def serving(pages: Mapping[str, Source] = PAGES, host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve pages for the length of a block. A status of 3xx has the address to go to in place of a source; a function
    is called for the source each time."""
    site = Site(url="", pages=dict(pages))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer any method alike, and remember it."""
            site.hits.append((self.command, self.path))
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found = site.pages.get(self.path, (404, "not found"))
            if callable(found):
                found = found()
            status, source = found if isinstance(found, tuple) else (200, found)
            body = b"" if 300 <= status < 400 else source.encode()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", source)
            kind = "application/json" if self.path.endswith(".json") else "text/html; charset=utf-8"
            self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(b"" if self.command == "HEAD" else body)

        do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    site.url = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
