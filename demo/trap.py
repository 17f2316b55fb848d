"""A calendar without end, session ids and growing parameters, all below /rili/."""

import hashlib
from urllib.parse import quote

from demo.answer import Answer

PREFIX = "/rili/"
_PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>政务日历</title>
<meta name="SiteName" content="云汐区人民政府"><meta name="SiteDomain" content="www.yunxi.example">
<meta name="SiteIDCode" content="0000000001"><meta name="ColumnName" content="政务日历">
<meta name="ColumnDescription" content="云汐区人民政府政务日历栏目"><meta name="ColumnKeywords" content="政务日历">
<meta name="ColumnType" content="政务日历"></head><body>
<h1>政务日历 {year}年{month}月</h1><p>本月政务活动安排以正式通知为准。</p>
<p><a href="{before}">上一月</a> <a href="{after}">下一月</a> <a href="/">返回首页</a></p>
<p><a href="/rili/zb.html;jsessionid={session}">值班安排</a> <a href="/rili/zb.html?from={here}">分享</a></p>
</body></html>"""


def trap(target: str) -> Answer:
    """The page at any address below the trap: the same pattern each time, with ever new links."""
    year, month = _month(target)
    count = year * 12 + month - 1
    body = _PAGE.format(
        year=year,
        month=month,
        before=_link(count - 1),
        after=_link(count + 1),
        session=hashlib.blake2b(target.encode(), digest_size=8).hexdigest().upper(),
        here=quote(target, safe=""),
    )
    return Answer(body=body.encode())


def _month(target: str) -> tuple[int, int]:
    parts = target.removeprefix(PREFIX).removesuffix(".html").split("/")
    if len(parts) == 2 and parts[0].isdecimal() and parts[1].isdecimal() and 1 <= int(parts[1]) <= 12:
        return int(parts[0]), int(parts[1])
    return 2026, 1


def _link(count: int) -> str:
    year, month = divmod(count, 12)
    return f"{PREFIX}{year}/{month + 1:02}.html"
