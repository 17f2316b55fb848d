"""privacy: what leaks beside what only looks like it; the value itself is nowhere in what is said."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import Outcome, Result
from checks.privacy import privacy
from checks.privacy_gate import may_hold
from checks.testing import FakeSite, run_check
from evidence.html import decode
from tests.evidence.test_personal import CARD, ID, MOBILE, id_number

CASES = Path(__file__).parent / "cases" / "privacy"
PHONES = ("13907310047", "13807310048", "13607310049", "15907310050")
FULL = ("张大明", "李秀兰", "王远", "陈世芳")
ID15 = "430121900307451"
NAMES = ("张某某", "李某", "王某某", "陈某")
NAV = "<ul class=nav><li><a href=/>首页</a></li></ul>"
FOOT = "<div class=foot>主办单位：某区人民政府办公室 网站标识码：4300000000 技术支持：13907310047</div>"


def said(content: str | bytes, title: str = "某区公示") -> Result:
    if isinstance(content, str):
        content = f"<title>{title}</title>{NAV}<div class=main>{content}</div>{FOOT}"
    return run_check(privacy, FakeSite.of({"/": content}))


def codes(result: Result) -> list[str]:
    return [one.code for one in result.findings if not one.doubtful]


def doubts(result: Result) -> list[str]:
    return [one.code for one in result.findings if one.doubtful]


def table(*rows: tuple[str, ...], head: tuple[str, ...]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in (head, *rows))
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def phone_list(head: str = "联系电话") -> str:
    rows = [(str(n), name, phone) for n, (name, phone) in enumerate(zip(NAMES, PHONES, strict=True), 1)]
    return table(*rows, head=("序号", "姓名", head))


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (f"<p>申请人张某某（{ID}）经审核符合条件。</p>", ["id-number"]),
        (f"<p>张某某，身份证号：<span>{ID[:10]}</span><span>{ID[10:]}</span></p>", ["id-number"]),
        (f"<p>公民身份号码<span>{ID[:6]}</span><span>{ID[6:14]}</span>{ID[14:]}</p>", ["id-number"]),
        (f"<div style='display:none'>{ID}</div>", ["id-number"]),
        (f"<div><span>张某某</span><span>{ID}</span><span>800元</span></div>", ["id-number"]),
        (f"<div><span>张某某</span> <span>{ID}</span> <span>800元</span></div>", ["id-number"]),
        (f"<table><tr><td>李某</td><td>{ID[:10]}<br>{ID[10:]}</td><td>800</td></tr></table>", ["id-number"]),
        (
            table(*((name, f"+86{one}") for name, one in zip(FULL, PHONES, strict=True)), head=("姓名", "电话")),
            ["mobile-number"] * 4,
        ),
        (f"<p>李某&#12288;账&nbsp;号：{CARD}</p>", ["bank-card"]),
        (table(("李某", CARD), head=("姓名", "账 号")), ["bank-card"]),
        (f"<textarea readonly>张某某 {ID}</textarea>", ["id-number"]),
        (f"<select><option>张某某 {ID}</option></select>", ["id-number"]),
        (f"<td>4301**********4510<input type=hidden name=sfz value='{ID}'></td>", ["id-number"]),
        (f"<p data-sfzh='{ID}'>张某某</p>", ["id-number"]),
        (
            f"<table><tr><th>证件号码</th></tr><tr><td><b>{ID[:6]}</b><b>{ID[6:14]}</b>{ID[14:]}</td></tr></table>",
            ["id-number"],
        ),
        (f"<span title='{ID}'>4301**********4510</span>", ["id-number"]),
        (table(("李某", f"{CARD}", "800"), head=("姓名", "卡号", "金额")), ["bank-card"]),
        (phone_list(), ["mobile-number"] * 4),
        (
            "".join(f"<p>1号 {name} {phone} 3栋502室</p>" for name, phone in zip(FULL, PHONES, strict=True)),
            ["mobile-number"] * 4,
        ),
        (f"<p>王某某，身份证{ID}，手机{PHONES[0]}</p>", ["id-number", "mobile-number"]),
        (f"<p>申请人王某某，身份证号：{ID}，联系电话{PHONES[0]}，现住某社区。</p>", ["id-number", "mobile-number"]),
        (f"<p>王某某，{ID}，监护人电话：{PHONES[0]}</p>", ["id-number", "mobile-number"]),
    ],
)
def test_leaks(content: str, wanted: list[str]) -> None:
    result = said(content)
    assert codes(result) == wanted and doubts(result) == []
    shown = repr(result)
    assert all(value not in shown for value in (ID, CARD, *PHONES))


@pytest.mark.parametrize(
    "content",
    [
        "<p>联系电话：0731-88886666，12345，400-813-9073</p>",
        "<p>张某某 138****1234 35*************123 6222****0014</p>",
        f"<p>统一社会信用代码：{ID}</p><p>索引号：{PHONES[0]}</p>",
        f"<a href='/zwgk/{ID}.html'>公示</a><img src='/upload/W{ID}.jpg' alt=图片>",
        f"<script>var user = '{ID}'; call({PHONES[0]});</script><!-- {ID} -->",
        f"<p>办文编号 {ID[:17]}0001</p>",
        f"<p>编号<span>{ID[:9]}</span><span>{ID[9:]}</span><span>01</span></p>",
        f"<a title='统一社会信用代码：{ID}' href='/{ID}/title.html'>某中心</a><i data-title='{ID}'></i>",
        f"<p>收款单位：某区财政局 开户行：建设银行 账号：{CARD}</p>",
        "<p>身份证号码为18位，例如11010519491231002X。</p>",
        f"<p>全年用电量{PHONES[0]}千瓦时，税收{PHONES[1]}元</p>",
        f"<table><tr><td>{ID[:9]}1<br>{ID[9:17]}</td></tr></table>",
        "<p>预算科目 2019073100471234，批准文号：13907310047</p>",
        "",
    ],
)
def test_look_alikes(content: str) -> None:
    result = said(content)
    assert result.findings == () and result.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "content",
    [
        f"<p>联系人：张某某 {PHONES[0]}</p>",
        f"<p>咨询电话：{PHONES[0]}</p>",
        f"<p>联系人：张某某 {PHONES[0]}；联系人：李某 {PHONES[1]}；联系人：王某某 {PHONES[2]}</p>",
        f"<p>值班：{PHONES[0]}</p>",
        f"<p>村民可拨打 {PHONES[0]} 反映。</p>",
        f"<p>受理编号{ID[:17]}0，如有异议请反映，联系电话：{PHONES[0]}</p>",
    ],
)
def test_phones_at_work_are_doubts(content: str) -> None:
    result = said(content)
    assert codes(result) == [] and set(doubts(result)) == {"mobile-number"}


@pytest.mark.parametrize(
    ("head", "column", "wanted"),
    [
        ("受理编号", (ID,), []),
        ("统一社会信用代码", (ID,), []),
        ("准考证号", PHONES, []),
        ("准考证号止", PHONES, []),
        ("户号", PHONES, []),
        ("执法证号", PHONES, []),
        ("手机号", PHONES, ["mobile-number"] * 4),
        ("申请流水号", (ID15, ID15), []),
        ("工商注册号", (ID15, ID15), []),
        ("证号", (ID15, ID15), ["id-number"]),
        ("身份证号", (ID15,), ["id-number"]),
        ("申请人证件号码", (ID,), ["id-number"]),
        ("手机号码", PHONES, ["mobile-number"] * 4),
    ],
)
def test_the_head_of_a_column_says_what_its_numbers_are(head: str, column: Sequence[str], wanted: list[str]) -> None:
    rows = [(name, "4301**********4510", one) for name, one in zip(NAMES, column, strict=False)]
    result = said(table(*rows, head=("姓名", "身份证号码", head)))
    assert codes(result) == wanted and doubts(result) == []


@pytest.mark.parametrize("between", ["。如有异议，联系电话：", "，如有异议请向镇政府反映，联系电话：", "，监督电话："])
def test_the_phone_of_the_office_beside_an_identity_number(between: str) -> None:
    result = said(f"<p>王某某，身份证{ID}{between}{PHONES[0]}</p>")
    assert codes(result) == ["id-number"] and doubts(result) == ["mobile-number"]


def test_a_directory_is_a_doubt() -> None:
    result = said(phone_list(), title="某区各镇河长公示联系电话")
    assert codes(result) == [] and len(doubts(result)) == 4


def test_a_sample_in_a_form_is_a_doubt() -> None:
    assert doubts(said(f"<p>填写说明：身份证号填18位，如{ID}</p>")) == ["id-number"]


def test_a_long_list_is_bounded_and_counted() -> None:
    rows = [(f"王某{n:02}"[:3], id_number(order=f"{n:03}")) for n in range(80)]
    result = said(table(*rows, head=("姓名", "身份证号")))
    assert len(result.findings) == 51 and any("80" in one.message for one in result.findings)


def test_the_identity_is_of_kind_and_mask() -> None:
    first = said(f"<p>{ID}</p>").findings
    second = said(f"<p>改版后的页面：张某某，{ID}。{ID}</p>").findings
    assert [one.fingerprint for one in first] == [one.fingerprint for one in second]
    assert first[0].subject == f"身份证号 43*************{ID[-3:]}"


@pytest.mark.parametrize(
    ("name", "wanted"), [("fail-subsidy-gb18030.html", 3), ("pass-masked-gb18030.html", 0), ("fail-word-spans.html", 1)]
)
def test_pages_on_disk(name: str, wanted: int) -> None:
    assert len(codes(said((CASES / name).read_bytes()))) == wanted


def test_those_who_applied_are_no_directory() -> None:
    assert codes(said(phone_list(), "2026年教师招聘面试人员名单")) == ["mobile-number"] * 4
    headed = f"<h1>2026年教师招聘面试人员名单</h1>{phone_list()}"
    assert codes(said(headed, "2026年教师招聘面试人员名单")) == ["mobile-number"] * 4
    assert codes(said(phone_list(), "2026年企业招聘岗位信息")) == []


def test_heads_of_codes_are_known_beside_any_others() -> None:
    for head in ("档案号", "宗地号", "快递单号", "商品条码", "发票号码"):
        rows = [(name, phone, "合格") for name, phone in zip(NAMES, PHONES, strict=True)]
        assert said(table(*rows, head=("当事人", head, "状态"))).findings == ()
    assert said(table(("一考场", *PHONES[:2]), head=("考场", "准考证号起", "准考证号止"))).findings == ()
    rows = [(name, "幸福路12号", phone) for name, phone in zip(NAMES, PHONES, strict=True)]
    assert codes(said(table(*rows[1:], head=("张某某", "幸福路12号", PHONES[0])))) == ["mobile-number"] * 4


@pytest.mark.parametrize(("head", "wanted"), [("组长", 0), ("村民", 4)])
def test_who_holds_a_post_is_at_work(head: str, wanted: int) -> None:
    rows = [(f"{n}组", name, phone) for n, (name, phone) in enumerate(zip(FULL, PHONES, strict=True), 1)]
    result = said(table(*rows, head=("组别", head, "电话")), title="某村名单")
    assert len(codes(result)) == wanted


@pytest.mark.parametrize(
    ("head", "name", "wanted"),
    [
        ("单位名称", "东镇第一小学", []),
        ("企业名称", "某某机械厂", []),
        ("收款人", "张大明", ["bank-card"]),
        ("户名", "李秀兰", ["bank-card"]),
    ],
)
def test_whose_account_a_row_gives(head: str, name: str, wanted: list[str]) -> None:
    assert codes(said(table((name, "农商行", CARD), head=(head, "开户行", "银行账号")), "公示")) == wanted
    for holder, leaks in (("农户", ["bank-card"]), ("领款人", ["bank-card"]), ("负责人", [])):
        mixed = table(("东镇合作社", "张大明", CARD), head=("单位", holder, "账号"))
        assert codes(said(mixed, "公示")) == leaks


def test_fifteen_digits_under_a_head_of_other_things() -> None:
    rows = [("手机", ID15, "4301**********4510"), ("手表", ID15, "4301**********4511")]
    assert said(table(*rows, head=("物品", "IMEI", "失主身份证号")), "失物招领").findings == ()


def test_a_code_and_an_amount_in_two_cells_are_no_card() -> None:
    rows = [(CARD[:12], CARD[12:], "一卡通"), (CARD[:13], CARD[13:], "一卡通")]
    assert said(table(*rows, head=("村代码", "补贴", "发放方式")), "某镇一卡通补贴").findings == ()


def test_amounts_are_no_phones() -> None:
    rows = [(str(2010101 + n), "行政运行", phone) for n, phone in enumerate(PHONES)]
    for head in ("金额（元）", "用电量（千瓦时）", "合计"):
        assert said(table(*rows, head=("科目编码", "科目名称", head)), "预算表").findings == ()


def test_who_speaks_for_a_shop_is_at_work() -> None:
    shops = [(f"某某店{n}", name, phone) for n, (name, phone) in enumerate(zip(FULL, PHONES, strict=True))]
    for head in (("店名", "联系人", "电话"), ("店名", "经营者", "手机")):
        result = said(table(*shops, head=head), "某县名录")
        assert codes(result) == [] and doubts(result) == ["mobile-number"] * 4
    persons = said(table(*shops, head=("学校", "学生姓名", "电话")), "某县名录")
    assert codes(persons) == ["mobile-number"] * 4


@pytest.mark.parametrize(("head", "leaks"), [("监督电话", 0), ("公开电话", 0), ("家长电话", 4), ("联系电话", 4)])
def test_the_head_of_a_column_of_phones(head: str, leaks: int) -> None:
    rows = [(f"{n}号公示牌", name, phone) for n, (name, phone) in enumerate(zip(FULL, PHONES, strict=True))]
    result = said(table(*rows, head=("位置", "姓名", head)), "公示牌一览")
    assert len(codes(result)) == leaks and len(doubts(result)) == 4 - leaks


def test_phones_in_the_rows_of_a_list_of_persons() -> None:
    pairs = [*zip(FULL, PHONES, strict=True)]
    rows = "".join(f"<p>{name}，东村，联系电话：{phone}，面积50亩</p>" for name, phone in pairs)
    assert codes(said(rows, "种粮大户补贴名单")) == ["mobile-number"] * 4
    assert codes(said(rows, "机关各股室情况")) == [] and len(doubts(said(rows, "机关各股室情况"))) == 4
    lines = "".join(f"<p>姓名：{name}　联系电话：+86{phone}　补贴：500元</p>" for name, phone in pairs)
    assert codes(said(lines, "住房补贴领取人员公示")) == ["mobile-number"] * 4
    posts = "".join(f"<p>姓名：{name}　职务：股长　联系电话：{phone}</p>" for name, phone in pairs)
    assert codes(said(posts, "机关各股室情况")) == []
    duty = "".join(f"<p>联系人：{name}，电话：{phone}</p>" for name, phone in pairs)
    assert codes(said(duty, "定点医疗机构名单")) == []
    assert codes(said(phone_list(), "驾校学员预约名单")) == ["mobile-number"] * 4
    assert codes(said(phone_list(), "东镇包村干部名单")) == []


def test_the_gate_lets_nothing_by() -> None:
    for content in (ID, MOBILE, f"卡号 {CARD}", f"{ID[:6]} {ID[6:14]} {ID[14:]}", "身份证430121900307451"):
        assert may_hold(f"<p>{content}</p>")
    assert may_hold(f"<p>公民身份号码<span>{ID[:6]}</span><span>{ID[6:14]}</span>{ID[14:]}</p>")
    assert not may_hold(f"<a href={ID}.html>公示</a><img src=/P{MOBILE}.png><p>2026-11-21 0731-88886666</p>")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from([ID, MOBILE, CARD, "<td>", "<p", "卡号", "<script>"]))))
def test_never_raises_and_never_says_a_value(pieces: list[str]) -> None:
    result = said("".join(pieces))
    assert result.outcome is not Outcome.ERROR
    assert all(value not in repr(result.findings) for value in (ID, MOBILE, CARD))


def test_real_pages(corpus: Path) -> None:
    """683 pages of mirrors (those with numbers of persons were left out of them): no problem, at most two doubts."""
    paths = sorted((corpus / "site-mirrors").rglob("*.html")) + sorted((corpus / "gov-pages").rglob("*.html"))
    held = [path for path in paths if may_hold(decode(path.read_bytes())[0])]
    results = [said(path.read_bytes()) for path in held]
    print(f"privacy: {len(paths)} pages, {len(held)} past the gate, {sum(len(one.findings) for one in results)} doubts")
    assert all(codes(one) == [] for one in results)
    assert sum(len(doubts(one)) for one in results) <= 2 and len(held) < len(paths) / 10
