"""Whose part a rule looks at: the unit's, or the portal's; a column of the same name elsewhere says nothing."""

from dataclasses import replace

import pytest

from checks.model import Finding, Measure
from rubric_map.facts import Facts
from rubric_map.mapper import score
from tests.rubric_map.results import AT, found, one_item, result

RULES = """
- award: "5"
  text: 有机构职能栏目
  level: {level}
  when:
    all:
      - {{check: required-columns, measure: present, subject: 机构职能, is: true}}
      - {{check: required-columns, clean: [missing, blank], subject: 机构职能}}
"""
PORTAL = Measure(name="present", value=True, subject="机构职能", url="http://a.gov.cn/zw/jgzn/")
OTHER = Measure(name="present", value=False, subject="机构职能", url="http://a.gov.cn/mzj/", unit="民政局")
MISSING = replace(found("required-columns", "missing", "机构职能", page="http://a.gov.cn/mzj/"), unit="民政局")
BLANK = found("required-columns", "blank", "机构职能", target=PORTAL.url)


def points(level: str, unit: str, *said: Finding | Measure) -> tuple[str, str]:
    """Low and high of the one item."""
    whole = {"required-columns": result("required-columns", *said)}
    own = [one for one in said if one.unit == unit]
    mine = {"required-columns": result("required-columns", *own)} if unit else whole
    facts = Facts(results=mine, site_results=whole)
    item = score(one_item(RULES.format(level=level)), facts, site="a", unit=unit, observed_at=AT).items[0]
    return str(item.low), str(item.high)


@pytest.mark.parametrize(("level", "unit"), [("site", ""), ("site", "民政局"), ("unit", "")])
def test_the_portal_has_its_column_though_a_unit_lacks_its_own(level: str, unit: str) -> None:
    assert points(level, unit, PORTAL, OTHER, MISSING) == ("5", "5")


def test_the_unit_lacks_its_own_though_the_portal_has_one() -> None:
    assert points("unit", "民政局", PORTAL, OTHER, MISSING) == ("0", "0")


def test_what_was_not_asked_of_the_portal_is_not_read_off_a_unit() -> None:
    assert points("site", "", OTHER, MISSING) == ("0", "5")


@pytest.mark.parametrize("unit", ["", "政府办"])
def test_the_portals_own_column_counts_wherever_its_page_lies(unit: str) -> None:
    assert points("site", "", PORTAL, replace(BLANK, unit=unit)) == ("0", "0")
