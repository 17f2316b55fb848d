"""A small portal whose columns are shells: scripts bring their lists, in ways that work and ways that do not."""

import json

from tests.crawler.faulty import HTML, Behaviour, answer

MENU = {
    "zwgk": "政务公开",
    "hdjl": "互动交流",
    "ywdt": "要闻动态",
    "tzgg": "通知公告",
    "zcwj": "政策文件",
    "rsxx": "人事信息",
}
FILL = (
    "fetch('{0}',{1}).then(a=>a.json()).then(rows=>{{document.getElementById('list').innerHTML="
    "rows.map(([h,t,d])=>`<li><a href='${{h}}'>${{t}}</a><span>${{d}}</span></li>`).join('')}})"
)


def rows(column: str, count: int = 6) -> list[tuple[str, str, str]]:
    """The items of a column: address, headline, date."""
    return [
        (f"/{column}/2026/{n}.html", f"关于做好第{n}项{MENU[column]}工作的通知", f"2026-10-{n + 10}")
        for n in range(count)
    ]


def column(name: str, *, script: str = "", items: str = "", charset: bool = True, old: str = "") -> Behaviour:
    """The front of a column: menu, position, a list that is there or that a script brings.

    With `old`, the type it is sent as, it is in the encoding of older portals.
    """
    declared = f"<meta charset={'gb2312' if old else 'utf-8'}>" if charset else ""
    menu = "".join(f"<li><a href='/{other}/index.html'>{words}</a></li>" for other, words in MENU.items())
    text = (
        f"<!DOCTYPE html><html><head>{declared}<title>{MENU[name]}-示例区人民政府</title></head><body>"
        f"<img src='/logo.png' alt=标识><div class=nav><ul>{menu}</ul></div>"
        f"<div class=wz>您的位置：<a href='/'>首页</a> &gt; {MENU[name]}</div>"
        f"<ul id=list class=list>{items}</ul><script>{script}</script>"
        "<div class=footer>主办：示例区人民政府</div></body></html>"
    )
    return answer(text.encode("gb18030" if old else "utf-8"), type_=old or (HTML if charset else "text/html"))


def filled(name: str, method: str = "GET") -> str:
    """The script that brings a column's list."""
    return FILL.format(f"/data/{name}.json", json.dumps({"method": method}))


def written(name: str) -> str:
    """The list of a column as it stands in a source."""
    return "".join(f"<li><a href='{h}'>{t}</a><span>{d}</span></li>" for h, t, d in rows(name))


def article(headline: str) -> Behaviour:
    """An article, with the scripts that every page has."""
    text = (
        "现将有关事项通知如下，请各镇街、各部门结合实际认真贯彻执行，确保各项任务落到实处，按时报送工作进展情况和存在的困难问题，重要情况及时报告。"
        * 4
    )
    return answer(
        f"<!DOCTYPE html><html><head><title>{headline}</title></head><body><h1>{headline}</h1><p>{text}</p>"
        "<script>fetch('/hits.json')</script></body></html>"
    )


def portal() -> dict[str, Behaviour]:
    """Two columns filled by script, one by POST, one whose list is empty, one in the source, one that says it all."""
    routes: dict[str, Behaviour] = {
        "/zwgk/index.html": column("zwgk", script=filled("zwgk")),
        "/hdjl/index.html": column("hdjl", script=filled("hdjl", "POST")),
        "/ywdt/index.html": column("ywdt", script=filled("ywdt")),
        "/tzgg/index.html": column("tzgg", items=written("tzgg"), script="fetch('/hits.json')"),
        "/zcwj/index.html": column("zcwj", script=filled("zcwj")),
        "/rsxx/index.html": column("rsxx", items=written("rsxx")),
        "/logo.png": answer(b"\x89PNG", type_="image/png"),
        "/hits.json": answer("{}", type_="application/json"),
    }
    home = "".join(f"<li><a href='/{name}/index.html'>{words}</a></li>" for name, words in MENU.items())
    routes["/"] = answer(f"<title>示例区人民政府</title><ul>{home}</ul>" + written("tzgg"))
    for name in MENU:
        items = [] if name == "zcwj" else rows(name)
        routes[f"/data/{name}.json"] = answer(json.dumps(items), type_="application/json")
        routes |= {address: article(headline) for address, headline, _ in items}
    return routes
