"""site-marks: each missing or wrong mark beside its look-alike, and real pages against their labels."""

import csv
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model import Outcome, Result
from checks.site_marks import site_marks
from checks.testing import FakeSite, run_check
from evidence.mark_nodes import How
from evidence.mark_text import contact, icp, one_width, police, site_code, sponsor
from evidence.marks import Mark, read_marks
from evidence.records import Fetch

CASES = Path(__file__).parent / "cases" / "site-marks"
HOME = "http://www.example.gov.cn/"
GOOD = (CASES / "complete-gb18030.html").read_bytes().decode("gb18030")
BADGE = GOOD[GOOD.index('<script type="text/javascript">') : GOOD.index('<script id="_jiucuo_"')]
REPORT = GOOD[GOOD.index('<script id="_jiucuo_"') : GOOD.index("</div></body>")]
POLICE = "沪公网安备 31099002000001号"


def check(home: str | bytes, **pages: str) -> Result:
    return run_check(site_marks, FakeSite.of({HOME: home} | {HOME + name: text for name, text in pages.items()}))


def said(result: Result) -> list[str]:
    return [("?" if finding.doubtful else "") + finding.code for finding in result.findings]


def without(*parts: str) -> str:
    text = GOOD
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return text


@pytest.mark.parametrize("name", ["complete-gb18030.html", "other-words.html"])
def test_a_complete_page_has_no_finding_whatever_its_words_and_encoding(name: str) -> None:
    result = check((CASES / name).read_bytes())
    assert result.outcome is Outcome.PASSED
    assert not result.findings and not result.unknowns
    marks = {measure.name: (measure.value, measure.numerator) for measure in result.measures}
    assert marks["marks-present"] == (8, 8) and marks["site-code"] == ("3100990001", None)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (BADGE, "missing-badge"),
        (REPORT, "missing-error-report"),
        ("网站标识码：<span>3100990001</span>", "missing-site-code"),
        ("沪ICP备05000001号-1", "missing-icp"),
        (GOOD[GOOD.index('<a href="http://www.beian') : GOOD.index(POLICE)] + POLICE + "</a>", "missing-police"),
        ("主办单位：示例区人民政府办公室", "missing-sponsor"),
        ("联系电话：0000-6600000", "missing-contact"),
        ('<a href="/wzdt/">网站地图</a>', "missing-sitemap"),
    ],
)
def test_each_mark_taken_away_commented_out_or_hidden_is_missing(part: str, code: str) -> None:
    assert said(check(without(part))) == [code]
    assert said(check(GOOD.replace(part, f"<!-- {part} -->"))) == [code]
    assert said(check(GOOD.replace(part, f'<div style="display : none">{part}</div>'))) == [code]
    assert said(check(GOOD.replace(part, f"<noscript>{part}</noscript>"))) == [code]
    assert said(check(GOOD.replace(part, f"<div hidden>{part}</div>"))) == [code]


def test_a_label_before_a_filing_may_be_long() -> None:
    for written in (f"公安机关网站备案号：{POLICE}", f"公安备案号：{POLICE}"):
        assert said(check(GOOD.replace(POLICE, written))) == []
    assert said(check(GOOD.replace(POLICE, "关于做好全区政府网站公安备案和安全防护检查工作的通知"))) != []


@pytest.mark.parametrize(
    "written",
    [
        "<dl><dt>主办单位</dt><dd>示例区人民政府办公室</dd></dl>",
        "<table><tr><th>主 办 单 位</th><td>示例区人民政府</td></tr></table>",
        "<p><span>主办</span><b>示例区人民政府</b></p>",
        "<p>主办单位 示例区人民政府办公室 承办单位 示例区大数据中心</p>",
    ],
)
def test_the_sponsor_without_a_colon(written: str) -> None:
    assert said(check(GOOD.replace("主办单位：示例区人民政府办公室", written))) == []


@pytest.mark.parametrize(
    "written", ["<p>我区主办全国象棋锦标赛</p>", "<dl><dt>主办单位</dt><dd>0000-6600000</dd></dl>"]
)
def test_what_is_no_sponsor(written: str) -> None:
    assert said(check(GOOD.replace("主办单位：示例区人民政府办公室", written))) == ["missing-sponsor"]


def test_an_address_of_mail_that_is_a_link_is_a_contact() -> None:
    mail = "邮箱 <a href='mailto:bgs@example.gov.cn'>bgs@example.gov.cn</a>"
    assert said(check(GOOD.replace("联系电话：0000-6600000", mail))) == []


@pytest.mark.parametrize("words", ["Site Map 网站地图", "网站地图（SiteMap）", "网 站 地 图", "站点导航"])
def test_other_words_for_the_map_of_the_site(words: str) -> None:
    assert said(check(GOOD.replace(">网站地图<", f">{words}<"))) == []


def test_a_footer_that_a_script_writes_may_hold_the_contact() -> None:
    at = GOOD.index("主办单位：示例区人民政府办公室")
    body = GOOD[: GOOD.rindex("<div", 0, at)]
    codes = "网站标识码：3100990001 主办单位：示例区人民政府办公室 沪ICP备05000001号-1 联系电话：0000-6600000"
    result = check(f"{body}<script>$('#foot').html('<p>{codes}</p>')</script>")
    assert "missing-contact" not in said(result)
    assert "missing-contact" in said(check(f"{body}<script>$('#foot').html('<p>沪ICP备05000001号</p>')</script>"))


@pytest.mark.parametrize(
    ("part", "left", "code"),
    [
        ("<span>3100990001</span>", "", "malformed-site-code"),
        ("沪ICP备05000001号-1", "ICP备案编号：", "malformed-icp"),
    ],
)
def test_a_label_without_a_value_is_not_filled_in(part: str, left: str, code: str) -> None:
    (finding,) = check(GOOD.replace(part, left)).findings
    assert finding.code == code and "没有填写" in finding.message


def test_what_a_script_may_show_is_for_a_person() -> None:
    part = "主办单位：示例区人民政府办公室"
    shown = GOOD.replace(part, f'<b id="zbdw" style="display:none">{part}</b><script>$("#zbdw").show()</script>')
    assert said(check(shown)) == ["?missing-sponsor"]
    written = GOOD.replace(part, f"<script>if (wide) document.write('<p>{part}</p>')</script>")
    result = check(written)
    assert not result.findings and [unknown.subject for unknown in result.unknowns] == ["主办单位"]
    unused = GOOD.replace(part, f"<script>var old = '<p>{part}</p>';</script>")
    assert said(check(without(BADGE) and unused.replace(BADGE, ""))) == ["missing-badge", "missing-sponsor"]


@pytest.mark.parametrize(
    "part", ["主办单位：示例区人民政府办公室", "联系电话：0000-6600000", "网站标识码：<span>3100990001</span>"]
)
def test_what_a_script_writes_whenever_it_runs_is_shown(part: str) -> None:
    escaped = quote(part, safe="：/")
    for code in (f"document.write('{part}');", f'document.write(unescape("{escaped}"));'):
        result = check(GOOD.replace(part, f"<script>{code}</script>"))
        assert not result.findings and not result.unknowns, code


def test_the_badge_that_a_script_writes_is_the_badge_with_its_error() -> None:
    badge = '<a href="http://bszs.conac.cn/sitename?id=1"><img id="imgConac" src="/i/{}"></a>'
    for picture, codes in (("red.png", []), ("red_error.png", ["badge-error"])):
        code = f"document.write(unescape('{quote(badge.format(picture))}'))"
        assert said(check(GOOD.replace(BADGE, f"<script>{code}</script>"))) == codes


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("<span>3100990001</span>", "<span>310099000</span>", "malformed-site-code"),
        ("<span>3100990001</span>", "", "malformed-site-code"),
        ("沪ICP备05000001号-1", "沪ICP备0500001号", "malformed-icp"),
        ("沪ICP备05000001号-1", "ICP备案号：", "malformed-icp"),
        ("沪ICP备05000001号-1", "<a href='http://beian.miit.gov.cn/'>沪ICP备XXXXXXXX号</a>", "malformed-icp"),
        ("31099002000001", "3109900200000", ""),
        ("31099002000001", "310990020", "malformed-police"),
        ("sitecode='3100990001'", "sitecode='3100990002'", "code-mismatch"),
        ('content="3100990001"', 'content="3100990009"', "code-mismatch"),
        ("示例区人民政府办公室　", "　", "missing-sponsor"),
    ],
)
def test_wrong_values(before: str, after: str, code: str) -> None:
    assert before in GOOD
    assert said(check(GOOD.replace(before, after))) == ([code] if code else [])


def test_the_error_picture_of_the_badge() -> None:
    shown = '<span id="_ideConac"><a href="http://bszs.conac.cn/sitename?id=1"><img src="/i/{}"></a></span>'
    assert said(check(GOOD.replace(BADGE, shown.format("red_error.png")))) == ["badge-error"]
    assert said(check(GOOD.replace(BADGE, shown.format("red.png")))) == []
    assert said(check(GOOD.replace(BADGE, "<img src='http://dcs.conac.cn/image/red_error.png'>"))) == ["badge-error"]


def test_the_entry_that_the_script_of_the_error_report_draws() -> None:
    drawn = """<img onclick="Link('{}')" src="https://zfwzgl.www.gov.cn/exposure/images/jiucuo.png?v=3100990001">"""
    assert said(check(GOOD.replace(REPORT, drawn.format("3100990001")))) == []
    assert said(check(GOOD.replace(REPORT, drawn.format("3100990002")))) == ["code-mismatch"]
    assert said(check(GOOD.replace(REPORT, '<img src="/images/jiucuo.png">'))) == ["?image-only"]


def test_a_picture_that_leads_to_the_filing_itself_is_the_filing() -> None:
    link = GOOD[GOOD.index('<a href="http://www.beian') : GOOD.index(POLICE) + len(POLICE)] + "</a>"
    door = '<a href="http://www.beian.gov.cn/{}"><img src="/i/ga.png"></a>'
    led = check(GOOD.replace(link, door.format("portal/registerSystemInfo?recordcode=31099002000001")))
    assert said(led) == []
    (finding,) = check(GOOD.replace(link, door.format(""))).findings
    assert finding.code == "image-only" and "没有写出编号" in finding.message


def test_the_parts_of_a_picture_may_be_marks() -> None:
    area = '<img src="/i/f.jpg" usemap="#m"><map name=m><area href="https://bszs.conac.cn/sitename?id=1"></map>'
    assert said(check(GOOD.replace(BADGE, area))) == []


def test_pictures_and_words_without_links_are_doubts() -> None:
    assert said(check(GOOD.replace(BADGE, '<img src="/images/red.png">'))) == ["?image-only"]
    assert said(check(GOOD.replace('href="/wzdt/"', 'href="#"'))) == ["?dead-entry"]
    numbers = GOOD[GOOD.index("<p>网站标识码") : GOOD.index("<script type")]
    pictured = check(GOOD.replace(numbers, '<img src="/images/foot_01.jpg">'))
    assert said(pictured) == ["?image-only"] * 3


def test_footers_elsewhere() -> None:
    top, footer = GOOD[: GOOD.index('<div class="footer">')], GOOD[GOOD.index('<div class="footer">') :]
    framed = check(top + '<iframe src="/foot.html"></iframe>', **{"foot.html": footer})
    assert not framed.findings and not framed.unknowns
    for way in (
        '<iframe src="/foot.html"></iframe>',
        '<script src="/js/footer.js"></script>',
        '<script>$("#f").load("/foot.html")</script>',
        '<div id="footer"></div><script src="/js/app.js"></script>',
    ):
        unread = check(top + way)
        assert not unread.findings and len(unread.unknowns) == 8, way
    assert len(said(check(top))) == 8


def test_a_challenge_instead_of_the_home_page_tells_nothing() -> None:
    from checks.testing import NOON

    blocked = Fetch(url=HOME, at=NOON, status=200, final_url=HOME, marks=("challenge:jsl",))
    site = FakeSite.of({HOME: "<p>x"}, looks=[blocked])
    page = site.page(HOME)
    assert page is not None
    page.fetch = blocked
    assert run_check(site_marks, site).outcome is Outcome.CANNOT_TELL


def test_codes_split_by_markup_and_wide_digits() -> None:
    assert site_code(one_width("网站标识码：３１００９９０００１"))[0] == "3100990001"  # type: ignore[index]
    assert site_code("网站标识码:31009 90001")[0] == "3100990001"  # type: ignore[index]
    assert site_code("标识码:bm36000002") == ("bm36000002", True)
    assert site_code("网站标识码:3100990001 2026年") == ("3100990001", True)
    assert site_code("网站标识码:1111111111") == ("1111111111", False)
    assert site_code("我们的网站") is None
    assert icp("备案号:粤ICP备 05008847号 44010602003663") == ("粤ICP备05008847号", True)
    assert icp("鲁ICP备案05000022号-1") == ("鲁ICP备案05000022号-1", True)
    assert icp("鲁ICP备案0500002号") == ("鲁ICP备案0500002号", False)
    assert police("京公网安备110401400066号") == ("110401400066", True)
    assert sponsor("主办单位:\n承办单位:示例区大数据中心") == ("", False)
    assert sponsor("某某县人民政府 主办 某某县融媒体中心 承办") == ("某某县人民政府", True)
    assert contact("联系方式 2019-10-14") is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="网站标识码ICP备公安主办:<>a/pdiv=\"'-0123 \n!", max_size=200))
def test_never_raises(html: str) -> None:
    assert check(html).outcome is not Outcome.ERROR


LABELS = {
    "mark_dangzheng": (Mark.BADGE, 36),
    "mark_site_id": (Mark.SITE_CODE, 38),
    "mark_icp": (Mark.ICP, 38),
    "mark_gongan": (Mark.POLICE, 38),
    "mark_find_error": (Mark.ERROR_REPORT, 38),
    "mark_sitemap": (Mark.SITEMAP, 38),
}
# The picture is the badge of 事业单位 (alt 事业单位) whose link the mirror emptied: the label errs.
LABEL_ERRS = {("suzhou-public-resources/home.html", "mark_dangzheng")}


def test_real_pages_agree_with_their_labels(corpus: Path) -> None:
    agreed: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with (corpus / "gov-pages" / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            page = FakeSite.of({HOME: (corpus / "gov-pages" / row["file"]).read_bytes()}).page(HOME)
            assert page is not None
            seen = read_marks(page).seen
            for label, (mark, _) in LABELS.items():
                how = seen[mark].how
                ours = how in (How.SHOWN, How.SCRIPT, How.IMAGE, How.DEAD)
                right = how is How.HIDDEN if row[label] == "hidden-link" else ours == (row[label] != "0")
                asked[label] += bool(row[label])
                agreed[label] += bool(row[label]) and (right or (row["file"], label) in LABEL_ERRS)
    print({label: f"{agreed[label]}/{asked[label]}" for label in LABELS})
    assert all(agreed[label] >= floor for label, (_, floor) in LABELS.items())


MENU = "<p><a href=/jgzn/>机构职能</a><a href=/ldxx/>领导信息</a><a href=/lxwm/>联系我们</a></p>"
BAR = "<p><a href=/gywm/>关于我们</a>|<a href=/lxwm/>联系我们</a>|<a href=/map/>网站导航</a></p>"


@pytest.mark.parametrize(("links", "codes"), [(MENU, ["missing-contact"]), (BAR, []), (MENU + BAR, [])])
def test_a_column_of_the_menu_is_no_contact_in_the_footer(links: str, codes: list[str]) -> None:
    silent = without("联系电话：0000-6600000")
    assert said(check(silent.replace("<body>", f"<body>{links}"))) == codes
    assert said(check(GOOD.replace("<body>", f"<body>{links}"))) == []
