"""The pages from which the tests of unit profiles put their cases together."""

from collections.abc import Mapping
from pathlib import Path

from checks.model import Result
from checks.testing import FakeSite, run_check
from checks.unit_profile import unit_profile
from evidence.records import Unit

CASES = Path(__file__).parent / "cases" / "unit-profile"
HOME = "http://www.example.gov.cn/"
MENU = "".join(f'<li><a href="/o{n}/">便民事项第{n}类</a></li>' for n in range(12))
FOOT = (
    "<div class=foot>主办：示例区人民政府　地址：示例区示例路1号　联系电话：0000-6600000"
    "<br>网站标识码：3100990001</div>"
)
TABLE = (CASES / "table-gb18030.html").read_bytes().decode("gb18030")
LIST = (CASES / "definitions.html").read_text(encoding="utf-8")
DUTIES = "贯彻执行财政法律法规，拟订全区财政发展规划，负责编制年度预决算草案并组织执行。"
ROWS = {
    "机构职能": '<tr><th>主要职责</th><td colspan="3">' + DUTIES + "</td></tr>",
    "机构设置": '<tr><th>内设科室</th><td colspan="3">办公室、预算科、国库科、政府采购监督管理科</td></tr>',
    "办公地址": "<th>单位地址</th><td>示例区示例大道18号</td>",
    "办公时间": "<th>上班时间</th><td>工作日上午9：00－12：00，下午13：30－17：30</td>",
    "联系方式": "<th>电　话</th><td>0000-6600118</td>",
    "负责人": "<th>主要领导</th><td>某某某</td>",
}


def page(body: str, menu: str = "") -> str:
    return f'<ul class="nav">{MENU}<li><a href="/jgzn/">机构职能</a></li>{menu}</ul>{body}{FOOT}'


def check(
    profile: str | bytes, *, pages: Mapping[str, str | bytes] | None = None, units: tuple[Unit, ...] = ()
) -> Result:
    sources: dict[str, str | bytes] = {HOME: page("<p>欢迎访问</p>"), HOME + "jgzn/": profile}
    sources |= {HOME + path: text for path, text in (pages or {}).items()}
    return run_check(unit_profile, FakeSite.of(sources, units=units))


def said(result: Result) -> list[str]:
    return [f"{'?' if one.doubtful else ''}{one.code} {one.subject}" for one in result.findings]


def present(result: Result, unit: str = "") -> object:
    return next(measure.value for measure in result.measures if measure.unit == unit)
