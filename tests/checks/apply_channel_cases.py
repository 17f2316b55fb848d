"""The parts of an application channel, from which the tests put sites together."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from checks.apply_channel import ApplyOptions, apply_channel
from checks.model import Result
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Fetch, Unit

HOME = "http://www.example.gov.cn/"
PAGE = HOME + "ysqgk/"
AT = datetime(2026, 11, 21, tzinfo=UTC)
CASES = Path(__file__).parent / "cases" / "apply-channel"
OTHERS = "".join(f'<li><a href="/o{n}/">便民事项第{n}类</a></li>' for n in range(12))
TEXT = "<p>公民、法人或者其他组织需要获取本机关未主动公开的政府信息的，可以到受理机构当面提出，也可以邮寄书面申请。</p>"
PROMISE = "<p>申请人可以通过本网站在线填写并提交申请表，受理机构自收到申请之日起二十个工作日内答复。</p>"
FIELDS = (
    "<p>申请人姓名<input name='name'></p><p>证件号码<input type='text' name='card'></p>"
    "<p>所需信息的内容描述<textarea name='content'></textarea></p>"
)
BUTTON = "<input type='submit' value='提交'>"
COMMON = (
    "<script src='/js/jquery.min.js'></script><script src='/js/common.js'></script>"
    "<script>searchform.onsubmit=ok</script>"
)
SIBLINGS = "<a href='/ghjh/'>规划计划</a><a href='/tjxx/'>统计信息</a><a href='/rsxx/'>人事信息</a>"
BASE = {
    HOME + "ghjh/": "<p>本区国民经济和社会发展第十四个五年规划纲要全文。</p>",
    HOME + "tjxx/": "<p>2025年全区国民经济和社会发展统计公报，初步核算结果如下。</p>",
    HOME + "rsxx/": "<p>经研究决定，有关人员任免事项公布如下，自发布之日起执行。</p>",
}


def manner(content: str, title: str = "示例区人民政府") -> str:
    """A page of the portal."""
    return (
        f"<title>{title}</title>{COMMON}<body><ul class='nav'><li><a href='/'>首页</a></li>{OTHERS}</ul>"
        f"<form action='/s' id='searchform'><input name='q'><button>搜索</button></form>{SIBLINGS}<div>{content}</div>"
        "<p>主办单位：示例区人民政府办公室</p></body>"
    )


def form(
    fields: str = FIELDS, control: str = BUTTON, attributes: str = "action='/ysqgk/submit.do' method='post'"
) -> str:
    """An application form."""
    return f"<form id='applyForm' {attributes}><h3>政府信息公开申请表</h3>{fields}{control}</form>"


def failed(url: str, status: int = 404, looks: int = 2) -> tuple[Fetch, ...]:
    """Looks that found a fault."""
    return tuple(Fetch(url=url, at=AT, status=status, look=n + 1, final_url=url) for n in range(looks))


def check(
    content: str | bytes | None,
    *,
    home: str = "<a href='/ysqgk/'>依申请公开</a>",
    pages: Mapping[str, str] | None = None,
    looks: Iterable[Fetch] = (),
    units: tuple[Unit, ...] = (),
    coverage: Coverage | None = None,
    options: ApplyOptions | None = None,
    bare: bool = False,
) -> Result:
    """What the check says of a portal whose column 依申请公开 has this content (None: no such page was read)."""
    sources: dict[str, str | bytes] = {HOME: home if bare else manner(home)}
    sources |= {url: manner(text) for url, text in BASE.items()}
    if content is not None:
        sources[PAGE] = content if isinstance(content, bytes) else manner(content, "依申请公开")
    sources |= {HOME + path: manner(text) for path, text in (pages or {}).items()}
    site = FakeSite.of(sources, looks=looks, units=units, coverage=coverage)
    return run_check(apply_channel, site, options)


def said(result: Result) -> list[tuple[str, bool]]:
    """Codes with whether they are doubtful."""
    assert result.outcome != "error", result.reason
    return [(finding.code, finding.doubtful) for finding in result.findings]


def works(result: Result) -> object:
    """What the measure says, None when nothing is said."""
    assert result.outcome != "error", result.reason
    return next((measure.value for measure in result.measures if measure.name == "works"), None)
