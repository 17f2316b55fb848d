"""What an annual report on open government information says: its parts, its tables cell by cell, its prose."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

# The seven columns of table 3, the five of each group of table 4 (国办公开办函〔2021〕30号).
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
REVIEWS = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
PARTS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)

# The rows of table 3 in their order; the name is how a letter calls the row.
REQUEST_ROWS = {
    "1": "一、本年新收政府信息公开申请数量",
    "2": "二、上年结转政府信息公开申请数量",
    "3.1": "（一）予以公开",
    "3.2": "（二）部分公开",
    "3.3.1": "（三）不予公开：1.属于国家秘密",
    "3.3.2": "（三）不予公开：2.其他法律行政法规禁止公开",
    "3.3.3": "（三）不予公开：3.危及“三安全一稳定”",
    "3.3.4": "（三）不予公开：4.保护第三方合法权益",
    "3.3.5": "（三）不予公开：5.属于三类内部事务信息",
    "3.3.6": "（三）不予公开：6.属于四类过程性信息",
    "3.3.7": "（三）不予公开：7.属于行政执法案卷",
    "3.3.8": "（三）不予公开：8.属于行政查询事项",
    "3.4.1": "（四）无法提供：1.本机关不掌握相关政府信息",
    "3.4.2": "（四）无法提供：2.没有现成信息需要另行制作",
    "3.4.3": "（四）无法提供：3.补正后申请内容仍不明确",
    "3.5.1": "（五）不予处理：1.信访举报投诉类申请",
    "3.5.2": "（五）不予处理：2.重复申请",
    "3.5.3": "（五）不予处理：3.要求提供公开出版物",
    "3.5.4": "（五）不予处理：4.无正当理由大量反复申请",
    "3.5.5": "（五）不予处理：5.要求确认或重新出具已获取信息",
    "3.6.1": "（六）其他处理：1.逾期不补正",
    "3.6.2": "（六）其他处理：2.逾期未缴纳费用",
    "3.6.3": "（六）其他处理：3.其他",
    "3.7": "（七）总计",
    "4": "四、结转下年度继续办理",
}
OLDER_OTHER = "3.6"  # one row in the form of 国办公开办函〔2019〕60号, three since 30号


class Cell(NamedTuple):
    """A cell of a table: its number (None when blank or no number) and the text it was read from."""

    value: Decimal | None
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands in the cell; in sums a blank counts as nothing."""
        return self.value is None and not self.text

    @property
    def readable(self) -> bool:
        """Whether the cell can take part in a sum."""
        return self.value is not None or not self.text


class RequestRow(NamedTuple):
    """A row of table 3: its key in REQUEST_ROWS and its seven cells."""

    key: str
    cells: tuple[Cell, ...]


class ReviewGroup(NamedTuple):
    """A group of table 4 and its five cells."""

    name: str
    cells: tuple[Cell, ...]


class DisclosureRow(NamedTuple):
    """A row of table 2 (规章, 行政许可 …) and its cells."""

    name: str
    cells: tuple[Cell, ...]


class Tables(NamedTuple):
    """The three statutory tables as far as they were found."""

    disclosed: tuple[DisclosureRow, ...] = ()
    requests: tuple[RequestRow, ...] = ()
    reviews: tuple[ReviewGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as read. `parts` are the numbers (1–6) of the parts whose heading was found, `text` all its words.

    `exact`: the tables were read cell by cell (a web page, a docx), not guessed from lines (a PDF).
    """

    text: str
    parts: frozenset[int]
    tables: Tables
    exact: bool = True

    @property
    def empty(self) -> bool:
        """Whether neither a part nor a table was found: the report is somewhere else."""
        return len(self.parts) < 2 and self.tables == Tables()
