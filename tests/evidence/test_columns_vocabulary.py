"""Names of columns are matched as a whole; headlines that mention one are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.columns_vocabulary import (
    ColumnKind,
    idea_of,
    idea_of_file,
    in_disclosure,
    normalise_name,
    read_name,
    vocabulary,
)


def named(text: str, *, disclosure: bool = False) -> str:
    idea = idea_of(text, disclosure=disclosure)
    return idea.name if idea else ""


@pytest.mark.parametrize(
    ("text", "idea"),
    [
        ("政策解读", "政策解读"),
        ("县政府常务会议", "政府会议"),
        ("政策解读 POLICY", "政策解读"),
        ("政务服务APP", ""),
        ("县长办公会", "政府会议"),
        ("物价信息", "价格信息"),
        ("基层公开专栏", "基层政务公开"),
        ("农村危房改造", "保障性住房"),
        ("网络问政", "咨询投诉"),
        ("政 策\n  解 读", "政策解读"),
        ("【政策解读】", "政策解读"),
        ("政策解读 更多>>", "政策解读"),
        ("更多政策解读", "政策解读"),
        ("· 通知公告 (128)", "通知公告"),
        ("公示公告[12]", "通知公告"),
        ("> 公告公示：", "通知公告"),
        ("通知公告 MORE+", "通知公告"),
        ("信息公开年度报告", "政府信息公开年报"),
        ("公开指南", "政府信息公开指南"),
        ("预算决算", "财政预决算"),
        ("“三公”经费", "三公经费"),
        ("今日松江", "动态要闻"),
        ("城北要闻", "动态要闻"),
        ("行政处罚/强制", "行政处罚"),
        ("行政处罚及行政强制", "行政处罚"),
        ("证明事项保留清单", "证明事项"),
        ("侨务动态", "动态要闻"),
        ("走进大通湖", "走进本地"),
        ("甘肃政务服务网", "政务服务"),
        ("西宁市人民政府规章库", "规章库"),
        ("我为政府网站找错", "我为政府网站找错"),
        ("双随机、一公开", "双随机一公开"),
        ("１２３４５热线", "12345热线"),
        ("人大代表建议和政协提案办理结果", "建议提案办理"),
        ("预算/决算", "财政预决算"),
        ("区财政局政府信息公开指南", "政府信息公开指南"),
        ("信息公开指南（2024年修订）", "政府信息公开指南"),
        ("信息公开年报（本级）", "政府信息公开年报"),
        ("就业领域", "就业创业"),
        ("审计结果信息公开", "审计公开"),
        ("本局机构设置", "机构设置"),
        ("部门权责清单专栏", "权责清单"),
        ("科室职责", "机构设置"),
        ("三定方案", "机构职能"),
        ("“三公”经费及预决算", "财政预决算"),
        ("信息公开年报【历年】", "政府信息公开年报"),
        ("文旅资讯", "动态要闻"),
        ("体育动态", "动态要闻"),
        ("管委会领导", "领导信息"),
        ("旅游区领导班子", "领导信息"),
    ],
)
def test_a_name_means_its_idea(text: str, idea: str) -> None:
    assert named(text) == idea


@pytest.mark.parametrize(
    "text", ["部门网站公开", "政府热点", "政策专栏", "历任领导班子", "加强领导班子", "示例区财政局信息公开", "本局荣誉"]
)
def test_what_stands_around_no_name_or_the_name_of_a_section_makes_no_other_column(text: str) -> None:
    assert named(text) in ("", "政府信息公开")


@pytest.mark.parametrize(
    "text",
    [
        "区财政局召开政策解读会",
        "《政策解读：关于促进就业的若干措施》",
        "政策解读：关于促进就业的若干措施",
        "《政策解读》",
        "关于2023年政府信息公开年报的通知",
        "依申请公开工作培训会召开",
        "企业动态",
        "出入境乘机动态",
        "今日交易",
        "投资运行",
        "重点领域新突破",
        "2023年部门预算",
        "",
        "更多",
        "更多>>",
        ">>",
        "2024-01-03",
        "政策解读" * 20,
    ],
)
def test_a_headline_or_ornament_means_none(text: str) -> None:
    assert named(text) == ""


@pytest.mark.parametrize(
    ("text", "idea"),
    [
        ("01 政府信息公开指南", "政府信息公开指南"),
        ("02政府信息公开制度", "政府信息公开制度"),
        ("3.政策解读", "政策解读"),
        ("四、依申请公开", "依申请公开"),
        ("（五）通知公告", "通知公告"),
        ("12345热线", "12345热线"),
        ("12个政策解读", ""),
    ],
)
def test_the_number_of_an_entry_is_no_part_of_its_name(text: str, idea: str) -> None:
    assert named(text) == idea


@pytest.mark.parametrize(
    ("text", "idea"),
    [("指南", "政府信息公开指南"), ("年报", "政府信息公开年报"), ("解读", "政策解读"), ("制度", "政府信息公开制度")],
)
def test_short_names_count_only_inside_disclosure(text: str, idea: str) -> None:
    assert named(text) == ""
    assert named(text, disclosure=True) == idea
    reading = read_name(text)
    assert reading is not None and reading.short


@pytest.mark.parametrize(
    ("text", "idea"),
    [
        ("招生考试", "教育信息"),
        ("招生入学", "教育信息"),
        ("学前教育", "教育信息"),
        ("职业教育", "教育信息"),
        ("2026年招生考试工作会召开", ""),
        ("招考招聘", "招考录用"),
    ],
)
def test_what_the_menus_of_education_bureaus_name(text: str, idea: str) -> None:
    assert named(text) == idea


def test_another_guide_is_not_the_guide() -> None:
    assert named("办事指南", disclosure=True) == "办事指南"
    assert named("企业年报", disclosure=True) == ""


def test_the_vocabulary_is_wide_and_unambiguous() -> None:
    words = vocabulary()
    assert len(words.ideas) >= 90
    assert not set(words.names) & set(words.short_names)
    assert {idea.kind for idea in words.ideas.values()} == set(ColumnKind)
    assert all(normalise_name(name) == name for name in words.names), "names are kept as texts are compared"


SEEDS_AND_ISSUES = (
    "财政预决算 规章库 行政法规库 规范性文件 政策解读 依申请公开 政务服务 意见征集 领导信箱 "
    "政策咨询 我为政府网站找错 政府信息公开 政府信息公开指南 政府信息公开制度 法定主动公开内容 "
    "政府信息公开年报 12345热线 政务公开 部门动态 机构职能 机构设置 办公地址 联系方式 "
    "领导信息 权责清单 建议提案办理 行政执法 督查落实 审计公开 重大决策 政府会议 政府公报 "
    "规划计划 统计信息 行政事业性收费 政府采购 行政许可 行政处罚 行政强制 基层政务公开 "
    "政务公开专区 政务新媒体 热点回应 政府开放日 重点领域信息公开 专题专栏 政务公开工作 "
    "政府信息公开目录 双随机一公开 信用信息 公共资源交易 乡村振兴 就业创业 社会救助 保障性住房 "
    "征地拆迁 优化营商环境 村务公开 专项资金 预算绩效 政府债务 新闻发布会 通知公告 动态要闻 "
    "政策文件 网站地图 结果反馈 办事指南 互动交流 "
)


@pytest.mark.parametrize("name", SEEDS_AND_ISSUES.split())
def test_every_column_the_rubrics_name_is_an_idea(name: str) -> None:
    assert named(name) == name


def test_kinds_follow_the_update_limits_of_the_field() -> None:
    kinds = {name: idea.kind for name, idea in vocabulary().ideas.items()}
    assert kinds["动态要闻"] is ColumnKind.DYNAMIC
    assert kinds["通知公告"] is ColumnKind.NOTICE
    assert kinds["政策文件"] is kinds["政策解读"] is ColumnKind.POLICY
    assert kinds["财政预决算"] is ColumnKind.OTHER
    unlimited = ("机构职能", "政府信息公开指南", "联系方式", "领导信息", "网站地图", "走进本地")
    assert {kinds[name] for name in unlimited} == {ColumnKind.STATIC}
    assert kinds["友情链接"] is ColumnKind.LINKS


def test_folder_and_file_names_hint() -> None:
    hint = idea_of_file("https://www.x.gov.cn/images/2020/zcjd.png")
    assert hint is not None and hint.name == "政策解读"
    assert idea_of_file("https://www.x.gov.cn/images/banner1.png") is None
    assert in_disclosure("https://www.x.gov.cn/zfxxgk/zn/")
    assert not in_disclosure("https://www.x.gov.cn/news/")


def test_every_name_is_read_however_it_is_set() -> None:
    words = vocabulary()
    for name, idea in words.names.items():
        for text in (name, " ".join(name), f"· {name} 更多>>", f"【{name}】", f"{name}（12）"):
            assert idea_of(text) is idea, text


@given(st.text(max_size=60))
def test_any_text_is_answered_and_normalising_is_stable(text: str) -> None:
    idea_of(text)
    name = normalise_name(text)
    assert normalise_name(name) == name or not name
