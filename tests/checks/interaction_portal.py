"""A small portal of messages and consultations in order, to which tests put faults."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from checks import Finding, Outcome, Result
from checks.interaction import interaction
from checks.interaction_says import InteractionOptions
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Unit

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TODAY = date(2026, 11, 20)
MENU = {
    "/xwdt/": "新闻动态",
    "/tzgg/": "通知公告",
    "/zwgk/": "政务公开",
    "/zwfw/": "政务服务",
    "/hdjl/": "互动交流",
    "/ldxx/": "领导信箱",
    "/lygk/": "留言公开",
    "/yjzj/": "意见征集",
    "/jgfk/": "结果反馈",
} | {"/zxft/": "在线访谈"}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def page(content: str, title: str = "云汐区人民政府", menu: Mapping[str, str] = MENU) -> str:
    links = "".join(f"<li><a href={path}>{name}</a></li>" for path, name in menu.items())
    return (
        f"<title>{title}</title><div class=nav><ul><li><a href=/>首页</a></li>{links}</ul></div>{content}"
        "<div class=foot>主办单位：云汐区人民政府办公室</div>"
    )


def table(*rows: tuple[str, str, str, str], head: str = "") -> str:
    head = head or "<tr><th>标题</th><th>来信时间</th><th>答复时间</th><th>办理状态</th></tr>"
    cells = "".join(
        f"<tr><td><a href='{n}.html'>{title}</a></td><td>{asked}</td><td>{answered}</td><td>{state}</td></tr>"
        for n, (title, asked, answered, state) in enumerate(rows)
    )
    return f"<div class=main><table class=list>{head}{cells}</table></div>"


GOOD_ROWS = (
    ("咨询公租房申请条件", ago(10), ago(7), "已答复"),
    ("城南路路灯不亮", ago(40), ago(36), "已办结"),
    ("孩子转学手续如何办理", ago(200), ago(196), "已答复"),
)
CALL = "关于《云汐区养老服务设施布局规划（征求意见稿）》公开征求意见的公告"
RESULT = "关于《云汐区养老服务设施布局规划（征求意见稿）》征求意见结果的反馈"
NEW_CALL = "关于《云汐区停车管理办法（征求意见稿）》公开征求意见的公告"


def article(title: str, day: str, body: str) -> str:
    return page(f"<div class=main><h1>{title}</h1><p>发布日期：{day}</p><p>{body}</p></div>", title)


def listed(*rows: tuple[str, str, str]) -> str:
    items = "".join(f"<li><a href={path}>{title}</a><span>{day}</span></li>" for path, title, day in rows)
    return f"<div class=main><ul class=list>{items}</ul></div>"


def period(start: int, end: int) -> str:
    return f"征集时间：{ago(start)} 至 {ago(end)}。欢迎社会各界提出意见和建议。"


def portal(
    changed: Mapping[str, str] | None = None,
    *,
    menu: Mapping[str, str] = MENU,
    coverage: Coverage | None = None,
    units: tuple[Unit, ...] = (),
) -> FakeSite:
    """A portal in order but for the contents given by path ("" for a page that was not read)."""
    contents = {
        "/": listed(("/xwdt/1.html", "区政府召开群众来信答复工作推进会", ago(2))),
        "/xwdt/": listed(("/xwdt/1.html", "区政府召开群众来信答复工作推进会", ago(2))),
        "/tzgg/": listed(("/tzgg/1.html", "关于冬季供暖时间安排的通知", ago(30))),
        "/hdjl/": "<p>欢迎参与互动交流。</p>",
        "/ldxx/": "<form action=/submit method=post><input name=t><textarea name=c></textarea></form>",
        "/lygk/": table(*GOOD_ROWS),
        "/yjzj/": listed(("/yjzj/1.html", CALL, ago(120)), ("/yjzj/2.html", NEW_CALL, ago(20))),
        "/yjzj/1.html": article(CALL, ago(120), period(120, 85)),
        "/yjzj/2.html": article(NEW_CALL, ago(20), period(20, -15)),
        "/jgfk/": listed(("/jgfk/1.html", RESULT, ago(70))),
        "/jgfk/1.html": article(RESULT, ago(70), "征求意见期间共收到意见 12 条，采纳 5 条。"),
        "/zxft/": listed(("/zxft/1.html", "区民政局负责人谈养老服务设施布局", ago(50))),
        **(changed or {}),
    }
    pages = {path: text if "<title>" in text else page(text, menu=menu) for path, text in contents.items() if text}
    return FakeSite.of(pages, observed_at=NOW, coverage=coverage, units=units)


def check(site: FakeSite, options: InteractionOptions | None = None) -> Result:
    result = run_check(interaction, site, options)
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def told(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


def only(result: Result) -> Finding:
    assert len(result.findings) == 1, [(f.code, f.message) for f in result.findings]
    return result.findings[0]


def measure(result: Result, name: str, unit: str = "") -> object:
    return next((m.value for m in result.measures if (m.name, m.unit) == (name, unit)), None)


def replied(body: str, days: int) -> str:
    words = f"<p>{body}回复：您好，请到窗口办理。</p>"
    return f"<div class=reply>{words}<p>回复时间：{ago(days)}</p></div>"


BOARD_MESSAGES = (
    ("[咨询] 公交线路调整", ago(12), "已回复", replied("区交通局", 10)),
    ("[咨询] 灵活就业补贴申请条件", ago(60), "已回复", replied("区人社局", 30)),
    ("[投诉] 小区停水多日", ago(64), "已回复", replied("区水务局", 30)),
    ("[咨询] 社区食堂营业时间", ago(130), "待回复", ""),
    ("[信访] 请求撤销答复意见", ago(140), "待回复", ""),
    ("[咨询] 如何落户", ago(150), "重复留言，不予处理", ""),
    ("[咨询] 如何落户", ago(151), "", "<p>区公安分局答复：您好，请携带身份证到派出所办理。</p>"),
)


def board(*messages: tuple[str, str, str, str]) -> str:
    items = "".join(
        f"<li><h4>{title}</h4><p>请问有关情况如何办理。</p>"
        f"<p>网友：李**　留言时间：{asked} 10:12　<span>{state}</span></p>{reply}</li>"
        for title, asked, state, reply in messages
    )
    return f"<ul class=msg>{items}</ul>"
