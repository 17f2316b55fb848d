"""unit-profile: former heads and the bodies below are not the body itself."""

import pytest

from tests.checks.unit_profile_portal import ROWS, TABLE, check, page, said

NO_HEAD = TABLE.replace(ROWS["负责人"], "")
NO_CONTACT = TABLE.replace(ROWS["联系方式"], "").replace(ROWS["办公地址"], "")


def with_column(name: str, content: str, rest: str) -> list[str]:
    pages = {"": page("<p>欢迎访问</p>", f"<li><a href='/lm/'>{name}</a></li>"), "lm/": page(content)}
    return said(check(page(rest), pages=pages))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<p>历任领导</p><p>赵建国（2003—2008年任局长）</p><p>钱志明（2008—2013年任局长）</p>", False),
        ("<h3>历任局长名录</h3><p>赵建国　局长</p><p>钱志明　局长</p>", False),
        ("<p>赵建国　局长　2003年1月-2008年5月任职</p>", False),
        ("<h3>现任领导</h3><p>孙立　局长</p><h3>历任领导</h3><p>赵建国　局长</p>", True),
        ("<h3>历任领导</h3><p>赵建国　局长</p><h3>现任领导</h3><p>孙立　局长</p>", True),
        ("<p>孙立　局长</p><p>2003.01-2008.05任副局长</p>", True),
        (
            "<p>孙立，男，汉族，2003年1月-2008年5月任示例镇副镇长，2008年6月至今任示例区财政局党组书记、局长。</p>",
            True,
        ),
        # The office first, the name with a space in it, both in the link to his page.
        ("<ul><li><a href='/ld/1.html'><span>党组书记、局长</span><span>孙　立</span></a></li></ul>", True),
        ("<ul><li><a href='/ld/1.html'><span>党组书记、局长</span><span>公开</span></a></li></ul>", False),
    ],
)
def test_who_led_a_body_before_is_not_its_head(content: str, told: bool) -> None:
    assert with_column("领导信息", content, NO_HEAD) == ([] if told else ["missing 负责人"])


ROWS_BELOW = (
    "<tr><td>东河村</td><td>示例镇东河路2号</td><td>0000-6600201</td></tr>"
    "<tr><td>西河村</td><td>示例镇西河路3号</td><td>0000-6600202</td></tr>"
)
SECTIONS = "".join(f"<tr><td>{name}</td><td>0000-6600301</td></tr>" for name in ("办公室", "执法大队", "服务中心"))


@pytest.mark.parametrize(
    ("content", "lacking"),
    [
        (f"<p>各村（社区）联系方式</p><table>{ROWS_BELOW}</table>", ["missing 办公地址", "missing 联系方式"]),
        (f"<h3>社区联系方式一览</h3><table>{ROWS_BELOW}</table>", ["missing 办公地址", "missing 联系方式"]),
        (f"<h3>下属单位通讯录</h3><table>{ROWS_BELOW}</table>", ["missing 办公地址", "missing 联系方式"]),
        (
            f"<p>地址：示例镇中心路1号</p><p>电话：0000-6600118</p><h3>各村联系方式</h3><table>{ROWS_BELOW}</table>",
            [],
        ),
        (
            f"<h3>各村联系方式</h3><table>{ROWS_BELOW}</table>"
            "<p>镇政府地址：示例镇中心路1号</p><p>电话：0000-6600118</p>",
            [],
        ),
        (f"<h3>各科室联系电话</h3><table>{SECTIONS}</table><p>地址：示例镇中心路1号</p>", []),
    ],
)
def test_the_villages_below_have_addresses_of_their_own(content: str, lacking: list[str]) -> None:
    assert with_column("联系我们", content, NO_CONTACT) == lacking


@pytest.mark.parametrize(
    ("label", "value", "told"),
    [
        ("负责人", "局　长：（空缺）", False),
        ("负责人", "局　长：孙立（党组书记）", True),
        ("办公地址", "办公地址：XX市XX路XX号", False),
        ("办公地址", "办公地址：示例区××路2号", True),  # hidden in part, and yet an address
        ("联系方式", "联系电话：XXXX-XXXXXXX", False),
        ("联系方式", "联系电话：（0000）6600118", True),
    ],
)
def test_a_value_of_signs_alone_is_none(label: str, value: str, told: bool) -> None:
    rest = TABLE.replace(ROWS[label], "") + f"<p>{value}</p>"
    assert said(check(rest)) == ([] if told else [f"empty {label}"])
