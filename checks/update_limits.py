"""How long a column may stand without anything new, by its kind, each with the document that says so."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from evidence.columns_vocabulary import ColumnKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Days or calendar months within which something new must appear. The day of the limit itself is still in time."""

    days: int = 0
    months: int = 0

    def due(self, newest: date) -> date:
        """The last day on which a column with this newest date is still in time."""
        if self.days:
            return newest + timedelta(days=self.days)
        year, month = divmod(newest.year * 12 + newest.month - 1 + self.months, 12)
        return date(year, month + 1, min(newest.day, monthrange(year, month + 1)[1]))

    def exceeded(self, newest: date, today: date) -> bool:
        """Whether the limit has passed."""
        return today > self.due(newest)

    @property
    def words(self) -> str:
        """The limit in Chinese: 14天, 6个月, 1年."""
        if self.days:
            return f"{self.days}天"
        years, months = divmod(self.months, 12)
        return f"{years}年" if years and not months else f"{self.months}个月"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLimit:
    """A limit set by a rubric or the settings, for a column (its name or idea) or for a kind of columns."""

    column: str = ""
    kind: str = ""
    days: int = 0
    months: int = 0


# 国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》单项否决“首页不更新”“栏目不更新”: 动态、要闻类2周, 一级通知公告、
# 政策文件类6个月. 国办发〔2015〕15号《全国政府网站普查评分表》: 人事、规划计划类1年, taken for all other columns.
LIMITS = MappingProxyType(
    {
        ColumnKind.DYNAMIC: Limit(days=14),
        ColumnKind.NOTICE: Limit(months=6),
        ColumnKind.POLICY: Limit(months=6),
        ColumnKind.OTHER: Limit(months=12),
    }
)
HOME = Limit(days=14)


def limit_of(names: tuple[str, ...], kind: ColumnKind, limits: tuple[ColumnLimit, ...]) -> Limit | None:
    """The limit of a column: its own, else its kind's as set, else the national one; None when it is held to none."""
    for wanted in limits:
        if wanted.column and wanted.column in names:
            return Limit(days=wanted.days, months=wanted.months)
    for wanted in limits:
        if wanted.kind == kind:
            return Limit(days=wanted.days, months=wanted.months)
    return LIMITS.get(kind)
