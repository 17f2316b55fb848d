"""What is wrong with the tags of one page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checks.page_tags_agree import Title, bare, compare_title, is_half_day_off, quick_title, shown_date
from checks.page_tags_kinds import Kind, bare_host
from checks.page_tags_says import Fault
from checks.page_tags_values import PubDate, is_address, is_placeholder, read_domain, read_pub_date
from evidence.mark_text import is_site_code
from evidence.meta import Tags
from evidence.notice import title_of
from evidence.page import Page
from evidence.titles import headline
from evidence.urls import host_of

SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What the tags of every page must agree with: the host, the site code, the domain the home page declares.

    `named` is false where the portal is looked at by a number: then only agreement with the home page can be told.
    `names` are the names of the site, in bare form.
    """

    host: str
    named: bool
    code: str
    code_source: str
    domain: str
    names: frozenset[str]
    today: date


def faults_of(page: Page, kind: Kind, tags: Tags, required: tuple[str, ...], standard: Standard) -> Iterator[Fault]:
    """Everything wrong with the tags of one page of a kind."""
    head = _Head(page)
    real: dict[str, str] = {}
    for tag in required:
        value = tags.values.get(tag)
        if value is None:
            yield head.fault("missing-tag", tag, "")
        elif not value:
            yield head.fault("empty-tag", tag, "")
        elif is_placeholder(tag, value):
            yield head.fault("placeholder", tag, f"的网页标签“{tag}”填写为“{_cut(value)}”，不是真实内容", value=value)
        else:
            real[tag] = value
    yield from _domain(head, real, standard)
    yield from _code(head, real, standard)
    if kind is Kind.ARTICLE:
        yield from _title(head, real, tags, standard)
        yield from _date(head, real, tags, standard)


class _Head:
    """One page with the words by which a letter names it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.title = headline(title_of(page.html))[:SHOWN]

    def fault(self, code: str, tag: str, said: str, *, doubtful: bool = False, **evidence: object) -> Fault:
        """A fault of a tag of this page; `said` goes on after the name of the page."""
        name = f"页面“{self.title}”" if self.title else f"页面 {self.page.url} "
        return Fault(
            code=code,
            tag=tag,
            url=self.page.url,
            title=self.title,
            detail=f"{name}{said}。",
            doubtful=doubtful,
            evidence=evidence,
        )


def _domain(head: _Head, real: Mapping[str, str], standard: Standard) -> Iterator[Fault]:
    value = real.get("SiteDomain")
    if value is None:
        return
    domain = read_domain(value)
    if not domain.hosts:
        yield head.fault(
            "wrong-domain", "SiteDomain", f"的网页标签“SiteDomain”填写为“{_cut(value)}”，不是域名", value=value
        )
        return
    hosts = {host.removeprefix("www.") for host in domain.hosts}
    own = {standard.host, bare_host(head.page.url)} if standard.named else {standard.domain}
    if not hosts & own and any(own):
        expected = "、".join(sorted(filter(None, own)))
        said = f"的网页标签“SiteDomain”填写为“{_cut(value)}”，与网站域名“{expected}”不一致"
        yield head.fault("wrong-domain", "SiteDomain", said, value=value)
    elif not domain.bare:
        said = f"的网页标签“SiteDomain”填写为“{_cut(value)}”，应只写域名，不写“http://”、端口和路径"
        yield head.fault("wrong-domain", "SiteDomain", said, doubtful=True, value=value)


def _code(head: _Head, real: Mapping[str, str], standard: Standard) -> Iterator[Fault]:
    code = real.get("SiteIDCode")
    if code is None:
        return
    if not is_site_code(code.lower()):
        said = f"的网页标签“SiteIDCode”填写为“{_cut(code)}”，应为10位数字（国务院部门为“bm”加8位数字）"
        yield head.fault("malformed-code", "SiteIDCode", said, value=code)
    elif standard.code and code.lower() != standard.code:
        said = f"的网页标签“SiteIDCode”为{code}，与{standard.code_source}{standard.code}不一致"
        yield head.fault("code-mismatch", "SiteIDCode", said, value=code, expected=standard.code)


def _title(head: _Head, real: Mapping[str, str], tags: Tags, standard: Standard) -> Iterator[Fault]:
    title = real.get("ArticleTitle")
    if title is None:
        return
    names = standard.names | {bare(tags.values.get("ColumnName", "")), bare(tags.values.get("SiteName", ""))} - {""}
    if bare(title) not in names and quick_title(title, head.page.html, tags.end):
        return
    found = compare_title(title, head.page, names)
    if found.agreement is Title.OTHER:
        said = f"的网页标签“ArticleTitle”为“{_cut(title)}”，与页面标题“{_cut(found.shown)}”不一致"
        yield head.fault("title-mismatch", "ArticleTitle", said, value=title, shown=found.shown)
    elif found.agreement is Title.UNSEEN:
        said = f"的网页标签“ArticleTitle”为“{_cut(title)}”，页面上没有找到这个标题，请核对"
        yield head.fault("title-mismatch", "ArticleTitle", said, doubtful=True, value=title)


def _date(head: _Head, real: Mapping[str, str], tags: Tags, standard: Standard) -> Iterator[Fault]:
    value = real.get("PubDate")
    if value is None:
        return
    read = read_pub_date(value)
    if read.form != "good":
        yield _malformed(head, value, read)
    if read.moment is None:
        return
    shown = shown_date(head.page, read.moment.date(), tags.end, standard.today)
    if shown is not None and shown != read.moment.date():
        said = f"的网页标签“PubDate”为“{_cut(value)}”，与页面上的发布日期{shown.isoformat()}不一致"
        yield head.fault("date-mismatch", "PubDate", said, value=value, shown=shown.isoformat())
    elif read.timed and is_half_day_off(head.page, read.moment, tags.end):
        said = f"的网页标签“PubDate”为“{_cut(value)}”，比页面上的发布时间早12小时，疑为使用了12小时制，应使用24小时制"
        yield head.fault("date-mismatch", "PubDate", said, value=value)


def _malformed(head: _Head, value: str, read: PubDate) -> Fault:
    """A date alone, or one in another standard form, may be meant so: a person decides."""
    what = "不是有效的日期时间" if read.moment is None else "格式不符合要求"
    said = f"的网页标签“PubDate”填写为“{_cut(value)}”，{what}，应为“年-月-日 时:分”，如2026-01-05 09:30"
    return head.fault("malformed-date", "PubDate", said, doubtful=read.form == "almost", value=value)


def standard_host(url: str) -> tuple[str, bool]:
    """The host of a portal without `www.`, and whether it is a name."""
    host = host_of(url)
    return host.removeprefix("www.").partition(":")[0], not is_address(host)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
