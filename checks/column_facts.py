"""Columns that stand for one fact of a body (办公地址): what the body says of it on pages under other names.

《政府信息公开条例》第二十条第（二）项 asks that the fact be published, not that a column be named after it: a page
联系我们 or 机构概况 with the address serves as well as a column 办公地址.
"""

from functools import cached_property
from types import MappingProxyType

from checks.column_scope import Scope
from checks.unit_profile_facts import State
from checks.unit_profile_pages import Profile, read_profile
from checks.unit_profile_words import Fact
from evidence.page import Page

_FACTS = MappingProxyType(
    {
        "机构职能": Fact.DUTIES,
        "机构设置": Fact.SETUP,
        "领导信息": Fact.HEAD,
        "办公地址": Fact.ADDRESS,
        "联系方式": Fact.CONTACT,
    }
)


class BodyFacts:
    """What the body of one part of a site says of itself, read only when a column of a fact is not there."""

    def __init__(self, scope: Scope, home: Page) -> None:
        self._scope = scope
        self._home = home

    def published(self, idea: str) -> str:
        """The page that publishes the fact a column stands for, or ""."""
        fact = _FACTS.get(idea)
        found = self._profile.facts[fact] if fact else None
        return found.url if found and found.state is State.PRESENT else ""

    def lacks(self, idea: str) -> bool:
        """Whether a column stands for a fact that is certainly published nowhere."""
        return idea in _FACTS and not self.published(idea) and not self.undecided(idea)

    def undecided(self, idea: str) -> str:
        """Why it cannot be told whether the fact a column stands for is published, or ""."""
        fact = _FACTS.get(idea)
        if fact is None:
            return ""
        profile = self._profile
        if reason := profile.dead.get(fact) or profile.unseen:
            return reason
        if profile.facts[fact].state is State.UNCLEAR:
            return f"“{profile.facts[fact].value[:40]}”看不出是否为该项内容，需人工核对"
        if profile.may_be_drawn(fact):
            return "可能放在图片中，需人工核对"
        return "只在信息公开指南中写明，需人工核对" if fact in profile.guide else ""

    @cached_property
    def _profile(self) -> Profile:
        return read_profile(self._scope, self._home, front=bool(self._scope.prefixes))
