"""Which column of a table says what, told from its header."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum

from rubric_map.draft.blocks import folded


class Role(Enum):
    """What a column holds."""

    NUMBER = "序号"
    TOP = "一级指标"
    SECOND = "二级指标"
    THIRD = "三级指标"
    CONTENT = "内容"
    CRITERIA = "评分标准"
    POINTS = "分值"
    FILING = "填报说明"
    METHOD = "考评方式"
    BODIES = "责任单位"
    DUE = "完成时限"
    TITLE = "任务名称"
    OTHER = "其他"


_WORDS: Mapping[Role, re.Pattern[str]] = {
    Role.NUMBER: re.compile(r"序\s*号|编\s*号|项目?号"),
    Role.TOP: re.compile(r"一级(?:指标|考[核评]项目?)|考[核评]项目|类\s*别|指标类别|大\s*项"),
    Role.SECOND: re.compile(r"二级(?:指标|考[核评]项目?)|小\s*项"),
    Role.THIRD: re.compile(r"三级(?:指标|考[核评]项目?)"),
    Role.TITLE: re.compile(
        r"任务(?:名称)?|工作任务|重点任务|指标名称|考[核评]指标|指\s*标|考[核评]事项|事\s*项|项\s*目"
    ),
    Role.CONTENT: re.compile(r"(?:具体|评分|考[核评]|工作|主要|测评|评估)内容|内\s*容|考[核评]要点|具体任务|工作要求"),
    Role.CRITERIA: re.compile(
        r"(?:考[核评]内容[及与和])?(?:评分|考[核评]|赋分|计分|扣分|评价)"
        r"(?:标准|办法|细则|方法|规则|说明|依据)[^分]*"
    ),
    Role.POINTS: re.compile(r"分\s*值|满\s*分|权\s*重|标准分(?:值)?|基准分|赋\s*分|分数|分\s*值.{0,4}"),
    Role.FILING: re.compile(r"填报说明|填报要求|材料要求|佐证材料|印证材料"),
    Role.METHOD: re.compile(r"考[核评]方式|评[估价]方式|考[核评]方法|评[估价]方法"),
    Role.BODIES: re.compile(r"(?:责任|牵头|主办|承办|落实|配合)(?:单位|部门|科室)"),
    Role.DUE: re.compile(r"(?:完成|办结|办理)?(?:时限|时间|期限)(?:要求)?"),
    Role.OTHER: re.compile(r"得\s*分|自评(?:得?分|得分)?|复核|备\s*注|考核得分|评分|核定分?"),
}
LEAST = 3  # so many cells must be known for a row to be a header


def role_of(cell: str) -> Role | None:
    """The role a header cell names."""
    text = folded(cell).strip("：: ")
    text = re.sub(r"[(（][^)）]*[)）]$", "", text)
    return next((role for role, words in _WORDS.items() if text and words.fullmatch(text)), None)


def roles(cells: Sequence[str]) -> tuple[Role | None, ...]:
    """The roles of a row's cells; empty where the row is no header."""
    found = tuple(role_of(cell) for cell in cells)
    return found if len({role for role in found if role}) >= LEAST else ()


def is_header_word(text: str) -> bool:
    """Whether a text is a name of a column and nothing else."""
    return role_of(text) is not None
