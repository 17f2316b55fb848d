"""The portal in memory from which the tests of required columns and links put their cases together."""

from collections.abc import Mapping
from datetime import UTC, datetime

from checks.column_profile import ColumnOptions, RequiredColumn, RequiredTarget
from checks.model import Result
from checks.required_columns import required_columns
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Fetch, Unit

HOME = "http://www.example.gov.cn/"
AT = datetime(2026, 11, 21, tzinfo=UTC)
ITEMS = "".join(f'<li><a href="t2026010{n}.html">关于开展第{n}次专项检查的通知</a></li>' for n in range(1, 7))
OTHERS = "".join(f'<li><a href="/o{n}/">便民事项第{n}类</a></li>' for n in range(12))
SIBLINGS = '<a href="/ghjh/">规划计划</a><a href="/tjxx/">统计信息</a><a href="/rsxx/">人事信息</a>'


def manner(content: str, title: str = "示例区人民政府") -> str:
    return (
        f"<title>{title}</title><script src='/js/jquery.js'></script><body><ul class='nav'>"
        f"<li><a href='/'>首页</a></li>{OTHERS}</ul>{SIBLINGS}<div>{content}</div>"
        "<p>主办单位：示例区人民政府办公室</p></body>"
    )


BASE = {
    HOME + "ghjh/": manner("<p>本区国民经济和社会发展第十四个五年规划纲要全文。</p>"),
    HOME + "tjxx/": manner("<p>2025年全区国民经济和社会发展统计公报，初步核算结果如下。</p>"),
    HOME + "rsxx/": manner("<p>经研究决定，有关人员任免事项公布如下，自发布之日起执行。</p>"),
}


def failed(url: str, status: int = 404, looks: int = 2) -> tuple[Fetch, ...]:
    return tuple(Fetch(url=url, at=AT, status=status, look=n + 1, final_url=url) for n in range(looks))


def check(
    home: str,
    *required: RequiredColumn,
    pages: Mapping[str, str] | None = None,
    looks: tuple[Fetch, ...] = (),
    units: tuple[Unit, ...] = (),
    targets: tuple[RequiredTarget, ...] = (),
    coverage: Coverage | None = None,
    plain: bool = False,
) -> Result:
    sources = {HOME: home if plain else manner(home)} | BASE | {HOME + p: text for p, text in (pages or {}).items()}
    site = FakeSite.of(sources, looks=looks, units=units, coverage=coverage)
    return run_check(required_columns, site, ColumnOptions(required=required, targets=targets))


def said(result: Result) -> list[tuple[str, str, bool]]:
    return [(finding.code, finding.subject, finding.doubtful) for finding in result.findings]


def measured(result: Result, name: str, subject: str, unit: str = "") -> object:
    found = [m.value for m in result.measures if (m.name, m.subject, m.unit) == (name, subject, unit)]
    assert len(found) <= 1
    return found[0] if found else None
