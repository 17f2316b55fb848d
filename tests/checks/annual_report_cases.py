"""Annual reports made for the tests: right in every equation, with faults planted cell by cell."""

from collections.abc import Mapping

from checks import Result
from checks.annual_report import annual_report
from checks.testing import FakeSite, run_check
from evidence.records import Unit

HOST = "http://www.example.gov.cn"
# Rows of table 3, columns 自然人 … 总计; each row adds up, every column balances.
ROWS: dict[str, tuple[int, ...]] = {
    "1": (20, 2, 0, 0, 3, 1, 26),
    "2": (2, 0, 0, 0, 1, 0, 3),
    "3.1": (10, 1, 0, 0, 2, 0, 13),
    "3.2": (3, 0, 0, 0, 0, 0, 3),
    **{f"3.3.{n}": (0,) * 7 for n in range(1, 9)},
    "3.4.1": (4, 1, 0, 0, 1, 1, 7),
    "3.4.2": (1, 0, 0, 0, 0, 0, 1),
    "3.4.3": (0,) * 7,
    "3.5.1": (1, 0, 0, 0, 0, 0, 1),
    **{f"3.5.{n}": (0,) * 7 for n in range(2, 6)},
    "3.6.1": (1, 0, 0, 0, 0, 0, 1),
    "3.6.2": (0,) * 7,
    "3.6.3": (0,) * 7,
    "3.7": (20, 2, 0, 0, 3, 1, 26),
    "4": (2, 0, 0, 0, 1, 0, 3),
}
LABELS = {
    "1": "一、本年新收政府信息公开申请数量",
    "2": "二、上年结转政府信息公开申请数量",
    "3.1": "（一）予以公开",
    "3.2": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "3.3.1": "1.属于国家秘密",
    "3.3.2": "2.其他法律行政法规禁止公开",
    "3.3.3": "3.危及“三安全一稳定”",
    "3.3.4": "4.保护第三方合法权益",
    "3.3.5": "5.属于三类内部事务信息",
    "3.3.6": "6.属于四类过程性信息",
    "3.3.7": "7.属于行政执法案卷",
    "3.3.8": "8.属于行政查询事项",
    "3.4.1": "1.本机关不掌握相关政府信息",
    "3.4.2": "2.没有现成信息需要另行制作",
    "3.4.3": "3.补正后申请内容仍不明确",
    "3.5.1": "1.信访举报投诉类申请",
    "3.5.2": "2.重复申请",
    "3.5.3": "3.要求提供公开出版物",
    "3.5.4": "4.无正当理由大量反复申请",
    "3.5.5": "5.要求行政机关确认或重新出具已获取信息",
    "3.6.1": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "3.6.2": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.6.3": "3.其他",
    "3.7": "（七）总计",
    "4": "四、结转下年度继续办理",
}
GROUPS = {"3.3.1": ("（三）不予公开", 8), "3.4.1": ("（四）无法提供", 3), "3.5.1": ("（五）不予处理", 5),
          "3.6.1": ("（六）其他处理", 3)}  # fmt: skip
REVIEWS = (2, 0, 1, 0, 3, 1, 0, 0, 1, 2, 0, 0, 0, 0, 0)
HEADS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PROSE = (
    "（一）主动公开情况。全年公开信息300条。（二）依申请公开情况。"
    "全年新收政府信息公开申请26件，上年结转3件，结转下年度继续办理3件。"
)
BEFORE_ROWS = {**ROWS, "4": (2, 0, 0, 0, 1, 0, 3)}


def table2() -> str:
    return (
        "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>1</td><td>0</td><td>7</td></tr>"
        "<tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>"
        "<tr><td>行政许可</td><td colspan=3>120</td></tr><tr><td>行政处罚</td><td colspan=3>8</td></tr>"
        "<tr><td>行政强制</td><td colspan=3>0</td></tr>"
        "<tr><td>信息内容</td><td colspan=3>本年收费金额（单位：万元）</td></tr>"
        "<tr><td>行政事业性收费</td><td colspan=3>12.5</td></tr></table>"
    )


def table3(rows: Mapping[str, tuple[object, ...]] = ROWS, cell: str = "<td>{}</td>") -> str:
    out = [
        "<table><tr><td rowspan=3 colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>"
        "<td colspan=7>申请人情况</td></tr>"
        "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
        "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
    ]
    results = [key for key in rows if key.startswith("3.")]
    for key, values in rows.items():
        label = LABELS.get(key, "（六）其他处理")
        lead = ""
        if results and key == results[0]:
            lead = f"<td rowspan={len(results)}>三、本年度办理结果</td>"
        if key in GROUPS:
            name, high = GROUPS[key]
            lead += f"<td rowspan={sum(one.startswith(key[:4]) for one in rows) or high}>{name}</td>"
        deep = 3 if key in ("1", "2", "4") else 1 if key.count(".") == 2 else 2
        numbers = "".join(cell.format(value) for value in values)
        out.append(f"<tr>{lead}<td colspan={deep}>{label}</td>{numbers}</tr>")
    return "".join(out) + "</table>"


def table4(values: tuple[object, ...] = REVIEWS) -> str:
    heads = "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>"
    return (
        "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"
        f"<tr>{heads.replace('<td>', '<td rowspan=2>')}"
        "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        f"<tr>{heads}{heads}</tr><tr>{''.join(f'<td>{value}</td>' for value in values)}</tr></table>"
    )


def report(
    *,
    title: str = "某区人民政府2025年政府信息公开工作年度报告",
    published: str = "2026-03-20",
    rows: Mapping[str, tuple[object, ...]] = ROWS,
    reviews: tuple[object, ...] = REVIEWS,
    prose: str = PROSE,
    heads: tuple[str, ...] = HEADS,
    tables: tuple[str, ...] | None = None,
    cell: str = "<td>{}</td>",
) -> str:
    """A page with a whole report; every argument plants a fault or a way of writing."""
    two, three, four = tables or (table2(), table3(rows, cell), table4(reviews))
    body = (prose, two, three, four, "一是解读形式不够多样，下一步将加以改进。", "本年度未收取信息处理费。")
    parts = "".join(f"<p>{head}</p><div>{text}</div>" for head, text in zip(heads, body, strict=True))
    head = f"<title>{title}</title><h1>{title}</h1><p>发布日期：{published} 来源：办公室</p>"
    return f"{head}<div class=TRS_Editor>{parts}</div>"


def column(*rows: tuple[str, str, str]) -> str:
    items = "".join(f"<li><a href='{href}'>{title}</a><span>{day}</span></li>" for href, title, day in rows)
    return f"<title>政府信息公开年报</title><h2>政府信息公开年报</h2><ul class=list>{items}</ul>"


HOME = (
    "<title>某区人民政府</title><ul class=nav><li><a href=/>首页</a></li><li><a href=/xwdt/>新闻动态</a></li>"
    "<li><a href=/zfxxgk/>政府信息公开</a></li>"
    "<li><a href=/zfxxgk/nb/>政府信息公开年报</a></li><li><a href=/tzgg/>通知公告</a></li>"
    "<li><a href=/zcwj/>政策文件</a></li><li><a href=/zcjd/>政策解读</a></li><li><a href=/bsfw/>办事服务</a></li>"
    "<li><a href=/hdjl/>互动交流</a></li><li><a href=/ldzc/>领导之窗</a></li><li><a href=/jgzn/>机构职能</a></li>"
    "<li><a href=/czyjs/>财政预决算</a></li></ul>"
)
PAGE = "/zfxxgk/nb/2025.html"
OURS = ("2025.html", "某区人民政府2025年政府信息公开工作年度报告", "2026-03-20")
LAST = ("2024.html", "某区人民政府2024年政府信息公开工作年度报告", "2025-03-21")


def last_year(rows: Mapping[str, tuple[object, ...]] = BEFORE_ROWS) -> str:
    return report(title=LAST[1], published="2025-03-21", rows=rows)


def portal(pages: Mapping[str, str | bytes] | None = None, *, units: tuple[Unit, ...] = (), **more: object) -> FakeSite:
    """A portal whose reports are in order, but for the pages given by path ("" for a page that was not read)."""
    contents: dict[str, str | bytes] = {
        "/": HOME,
        "/zfxxgk/nb/": column(OURS, LAST),
        "/zfxxgk/nb/2025.html": report(),
        "/zfxxgk/nb/2024.html": last_year(),
        **(pages or {}),
    }
    return FakeSite.of({path: text for path, text in contents.items() if text}, units=units, **more)  # type: ignore[arg-type]


def said(site: FakeSite) -> Result:
    """What the check says of a site."""
    return run_check(annual_report, site)


def codes(result: Result) -> list[str]:
    """The codes of its problems."""
    return [finding.code for finding in result.findings if not finding.doubtful]


def doubts(result: Result) -> list[str]:
    """The codes of its doubts."""
    return [finding.code for finding in result.findings if finding.doubtful]
