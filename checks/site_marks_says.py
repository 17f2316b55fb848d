"""What is said of the marks of a home page, in Chinese."""

from collections.abc import Iterator, Mapping

from checks.model import Doubt, Problem, Statement, Unknown
from checks.site_marks_reading import HomeMarks
from evidence.mark_nodes import How
from evidence.mark_text import SHOWN_LIMIT, is_site_code
from evidence.marks import Mark, Seen

MISSING = {
    Mark.BADGE: "missing-badge",
    Mark.SITE_CODE: "missing-site-code",
    Mark.ICP: "missing-icp",
    Mark.POLICE: "missing-police",
    Mark.SPONSOR: "missing-sponsor",
    Mark.CONTACT: "missing-contact",
    Mark.SITEMAP: "missing-sitemap",
    Mark.ERROR_REPORT: "missing-error-report",
}
MALFORMED = {Mark.SITE_CODE: "malformed-site-code", Mark.ICP: "malformed-icp", Mark.POLICE: "malformed-police"}
FORMS = {
    Mark.SITE_CODE: "应为10位数字（国务院部门为“bm”加8位数字）",
    Mark.ICP: "应为“省份简称＋ICP备＋8位（或10位）数字＋号”",
    Mark.POLICE: "应为“省份简称＋公网安备＋14位数字＋号”",
}
_GONE = {
    How.HIDDEN: "，页面源代码中虽有，但设置为不显示，访问者看不到",
    How.COMMENT: "，页面源代码中虽有，但写在注释里，访问者看不到",
    How.ABSENT: "",
}


def said_of(mark: Mark, home: HomeMarks, url: str) -> Iterator[Statement]:
    """What is said of one mark."""
    seen = home.marks.seen[mark]
    if mark is Mark.BADGE and home.marks.badge_error:
        return  # what it shows is told with the codes: whether it is a link as well says nothing more
    if seen.how is How.SHOWN and not seen.good:
        yield _malformed(seen, url)
    elif seen.how in (How.IMAGE, How.DEAD):
        yield _unsure(seen, url)
    elif seen.how is How.CONCEALED:
        yield Doubt(
            code=MISSING[mark],
            subject=mark,
            page_url=url,
            message=f"首页的“{mark}”在源代码中设置为不显示，可能由脚本显示出来，请打开首页核对。",
        )
    elif seen.how is How.WRITTEN:
        yield Unknown(subject=mark, url=url, reason=f"“{mark}”由页面脚本写出，需用浏览器打开核对")
    elif seen.how in _GONE:
        yield from _missing(seen, home, url)


def _missing(seen: Seen, home: HomeMarks, url: str) -> Iterator[Statement]:
    mark = seen.mark
    if home.unseen:
        yield Unknown(subject=mark, url=url, reason=home.unseen)
    elif home.marks.footer_picture and seen.how is How.ABSENT:
        yield Doubt(
            code="image-only",
            subject=mark,
            page_url=url,
            message=f"首页没有“{mark}”的文字，页脚疑似是一张没有文字说明的图片（{home.marks.footer_picture}），请核对。",
        )
    else:
        yield Problem(
            code=MISSING[mark],
            subject=mark,
            page_url=url,
            message=f"首页没有标明“{mark}”{_GONE[seen.how]}，请在首页底部补充。",
            evidence={"how": seen.how.value},
        )


def _malformed(seen: Seen, url: str) -> Statement:
    mark = seen.mark
    if mark not in MALFORMED:
        return Problem(
            code=MISSING[mark], subject=mark, page_url=url, message=f"首页底部有“{mark}”字样，但没有填写内容。"
        )
    wrote = f"写为“{seen.value[:SHOWN_LIMIT]}”" if seen.value else "没有填写"
    return Problem(
        code=MALFORMED[mark],
        subject=mark,
        page_url=url,
        message=f"首页的“{mark}”{wrote}，格式不正确，{FORMS[mark]}。",
        evidence={"value": seen.value},
    )


def _unsure(seen: Seen, url: str) -> Statement:
    mark = seen.mark
    if seen.how is How.IMAGE:
        lacks = "没有写出编号" if mark in (Mark.ICP, Mark.POLICE) else "没有文字说明，也没有可用的链接"
        return Doubt(
            code="image-only",
            subject=mark,
            page_url=url,
            message=f"首页的“{mark}”只有图片，{lacks}，请核对是否有效。",
        )
    return Doubt(
        code="dead-entry",
        subject=mark,
        page_url=url,
        message=f"首页有“{mark}”字样，但没有链接地址，点击可能没有反应，请核对。",
    )


def said_of_codes(home: HomeMarks, declared: str, url: str) -> Iterator[Statement]:
    """Whether the site code is the same wherever the home page gives it: footer, page tag, 找错 entry."""
    marks = home.marks
    footer = marks.seen[Mark.SITE_CODE]
    codes: Mapping[str, str] = {
        "页脚": footer.value.lower() if footer.how is How.SHOWN and footer.good else "",
        "网页标签SiteIDCode": declared.lower() if is_site_code(declared.lower()) else "",
        "“我为政府网站找错”": marks.reported_code.lower(),
    }
    given = {place: code for place, code in codes.items() if code}
    if len(set(given.values())) > 1:
        listed = "，".join(f"{place}为{code}" for place, code in given.items())
        yield Problem(
            code="code-mismatch",
            subject=Mark.SITE_CODE,
            page_url=url,
            message=f"首页各处的网站标识码不一致：{listed}。",
            evidence=dict(given),
        )
    if marks.badge_error:
        yield Problem(
            code="badge-error",
            subject=Mark.BADGE,
            page_url=url,
            message="首页的党政机关网站标识显示为异常图标，说明标识与本网站域名不符或已失效，请到标识管理平台核实。",
        )
