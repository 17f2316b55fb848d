"""A small portal of policies and interpretations in order, to which tests put faults."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from checks import Finding, Outcome, Result
from checks.interpretation_links import interpretation_links
from checks.interpretation_says import InterpretationOptions
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Fetch, Unit

CASES = Path(__file__).parent / "cases" / "interpretation-links"
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
MENU = {"/xwdt/": "新闻动态", "/zcwj/": "政策文件", "/gfxwj/": "规范性文件", "/zcjd/": "政策解读", "/tzgg/": "通知公告"}


@dataclass(frozen=True, slots=True)
class Article:
    """One article: address, title, day, what its text holds."""

    path: str
    title: str
    day: str
    body: str = "<p>各镇人民政府，各街道办事处，区政府各部门：现将有关事项通知如下，请结合实际认真贯彻落实。</p>"


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal in order, to which tests put faults."""

    policies: tuple[Article, ...] = ()
    normative: tuple[Article, ...] = ()
    readings: tuple[Article, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    looks: tuple[Fetch, ...] = ()
    coverage: Coverage | None = None
    menu: Mapping[str, str] = field(default_factory=lambda: MENU)
    units: tuple[Unit, ...] = ()

    def site(self) -> FakeSite:
        pages = {
            "/": self.page(listed(*news(), *self.policies[:2], *self.readings[:2]), "云汐区人民政府"),
            "/xwdt/": self.page(listed(*news()), "新闻动态"),
            "/zcwj/": self.page(listed(*self.policies), "政策文件"),
            "/gfxwj/": self.page(listed(*self.normative), "规范性文件"),
            "/zcjd/": self.page(listed(*self.readings), "政策解读"),
            "/tzgg/": self.page(
                listed(Article("/tzgg/1.html", "关于冬季供暖时间安排的通知", "2026-10-01")), "通知公告"
            ),
            **{one.path: self.article(one) for one in (*self.policies, *self.normative, *self.readings)},
            **self.others,
        }
        sources = {path: text for path, text in pages.items() if text}
        site = FakeSite.of(sources, observed_at=NOW, looks=self.looks, coverage=self.coverage, units=self.units)
        site.info = replace(site.info, name="云汐区人民政府")
        return site

    def page(self, content: str, title: str) -> str:
        links = "".join(f"<li><a href={path}>{name}</a></li>" for path, name in self.menu.items())
        return (
            f"<title>{title}</title><div class=nav><ul><li><a href=/>首页</a></li>{links}</ul></div>{content}"
            "<div class=foot>主办单位：云汐区人民政府办公室</div>"
        )

    def article(self, one: Article) -> str:
        head = f"<h1>{one.title}</h1><p>发布日期：{one.day}　来源：区政府办</p>"
        return self.page(f"<div class=main>{head}<div class=text>{one.body}</div></div>", f"{one.title}-云汐区人民政府")


def listed(*articles: Article) -> str:
    rows = "".join(f"<li><a href='{one.path}'>{one.title}</a><span>{one.day}</span></li>" for one in articles)
    return f"<div class=main><ul class=list>{rows or '<li>暂无内容</li>'}</ul></div>"


def news() -> tuple[Article, ...]:
    return (
        Article("/xwdt/1.html", "我区政策解读工作在全市评估中获好评", "2026-11-18"),
        Article("/xwdt/2.html", "区政府召开《云汐区停车管理办法》政策解读会", "2026-11-17"),
    )


def link(path: str, text: str) -> str:
    return f"<p><a href='{path}'>{text}</a></p>"


def article(path: str, title: str, day: str, *links: str) -> Article:
    one = Article(path, title, day)
    return replace(one, body=one.body + "".join(links))


PARKING = article(
    "/gfxwj/202610/t20261012_1.html",
    "云汐区人民政府办公室关于印发《云汐区停车管理办法》的通知",
    "2026-10-12",
    link("/zcjd/202610/t20261013_1.html", "《云汐区停车管理办法》政策解读"),
)
PARKING_READ = article(
    "/zcjd/202610/t20261013_1.html",
    "《云汐区停车管理办法》政策解读",
    "2026-10-13",
    link("/gfxwj/202610/t20261012_1.html", "政策原文"),
)
RELIEF = article(
    "/zcwj/202609/t20260914_1.html",
    "云汐区人民政府关于进一步做好困难群众救助工作的意见",
    "2026-09-14",
    link("/zcjd/202609/t20260915_1.html", "相关解读"),
)
RELIEF_READ = article(
    "/zcjd/202609/t20260915_1.html",
    "一图读懂《关于进一步做好困难群众救助工作的意见》",
    "2026-09-15",
    link("/zcwj/202609/t20260914_1.html", "云汐区人民政府关于进一步做好困难群众救助工作的意见"),
)
GOOD = Portal(policies=(RELIEF,), normative=(PARKING,), readings=(PARKING_READ, RELIEF_READ))


def check(portal: Portal, options: InterpretationOptions | None = None) -> Result:
    result = run_check(interpretation_links, portal.site(), options)
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def told(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


def only(result: Result) -> Finding:
    assert len(result.findings) == 1, [(f.code, f.message) for f in result.findings]
    return result.findings[0]


def measure(result: Result, name: str, subject: str = "", unit: str = "") -> object:
    return next((m.value for m in result.measures if (m.name, m.subject, m.unit) == (name, subject, unit)), None)


def without_links(one: Article) -> Article:
    return replace(one, body=Article("", "", "").body)
