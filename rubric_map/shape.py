"""What a JSON Schema cannot say of a rubric file: fields that go together, days that exist, numbers used once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rubric_map.issues import Issue

Values = Mapping[str, Any]
COMPARISONS = ("is", "at-least", "at-most", "over", "under")
GIVEN = ("award", "bonus", "convert", "manual", "deduct")


def shape_issues(data: Values) -> Iterator[Issue]:
    """Every fault of a file that already fits the schema."""
    yield from _days(data, "")
    items = [item for group in data["groups"] for item in group["items"]]
    yield from _repeated("考核项编号", [item["number"] for item in items])
    yield from _repeated("分组名称", [group["title"] for group in data["groups"]])
    yield from _repeated("规则编号（id）", [rule["id"] for item in items for rule in item["rules"] if "id" in rule])
    for group in data["groups"]:
        yield from _group(group, data["kind"])


def _repeated(what: str, values: list[str]) -> Iterator[Issue]:
    for value, times in Counter(values).items():
        if times > 1:
            yield Issue(place="", message=f"{what} {value} 出现 {times} 次，请改为各不相同")


def _days(value: Any, place: str) -> Iterator[Issue]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in ("effective", "from", "until") or (key == "due" and "rules" in value):
                yield from _day(inner, f"{place} {key}".strip())
            else:
                yield from _days(inner, f"考核项 {value['number']}" if "rules" in value else place)
    elif isinstance(value, list):
        for inner in value:
            yield from _days(inner, place)


def _day(value: str, place: str) -> Iterator[Issue]:
    try:
        date.fromisoformat(value)
    except ValueError:
        yield Issue(place=place, message=f"没有“{value}”这一天，请改正日期")


def _group(group: Values, kind: str) -> Iterator[Issue]:
    sections = {section["title"] for section in group.get("sections", ())}
    extras = {all("bonus" in rule for rule in item["rules"]) for item in group["items"]}
    if len(extras) > 1:
        yield Issue(place=f"分组“{group['title']}”", message="加分项须单独成组，请把它与其他考核项分开")
    for item in group["items"]:
        place = f"考核项 {item['number']}"
        section = item.get("section", "")
        if sections and section not in sections:
            yield Issue(place=place, message=f"二级指标“{section}”不在分组的 sections 中，请改正")
        if item["max"] is None and kind == "scored" and not item.get("open"):
            yield Issue(place=place, message="分值为 null 时须用 open 写明来源为何没有给出")
        for nth, rule in enumerate(item["rules"], start=1):
            for message in _rule(rule, kind):
                yield Issue(place=f"{place} › 规则 {nth}", message=message)


def _rule(rule: Values, kind: str) -> Iterator[str]:
    yield from _needs(rule)
    if kind == "scored" and not rule.get("open"):
        for name in GIVEN:
            if name in rule and rule[name] is None:
                yield f"{name} 为 null 时须用 open 写明来源为何没有给出分值"
    for holder in ("when", "ladders"):
        if holder == "ladders":
            for ladder in rule.get("tiers", {}).get("ladders", ()):
                yield from _condition(ladder.get("when"), "ladder")
        else:
            yield from _condition(rule.get("when"), "gives" if "award" in rule or "bonus" in rule else "takes")


def _needs(rule: Values) -> Iterator[str]:
    if ("award" in rule or "ceiling" in rule) and "when" not in rule:
        yield "缺少条件 when，请写明在什么情形下成立；需要人工判断的请改用 manual"
    if ("veto" in rule or "bonus" in rule) and "when" not in rule and not rule.get("open"):
        yield "没有条件 when 时须用 open 写明由谁核定"
    if "deduct" in rule and ("count" in rule) == ("when" in rule):
        yield "deduct 须写 count（逐处扣分）或 when（一次扣分）中的一个；需要人工扣分的请改用 manual 加 deducts: true"
    if "tiers" in rule:
        yield from _tiers(rule["tiers"])


def _tiers(tiers: Values) -> Iterator[str]:
    if ("bands" in tiers) == ("ladders" in tiers):
        yield "tiers 须写 bands 或 ladders 中的一个"
    if ("count" in tiers) == ("measure" in tiers):
        yield "tiers 须写 measure（与 check 同用）或 count 中的一个"
    if "measure" in tiers and "check" not in tiers:
        yield "tiers 的 measure 须同时写 check"


def _condition(value: Values | None, use: str) -> Iterator[str]:
    if value is None:
        return
    for inner in (*value.get("all", ()), *value.get("any", ())):
        yield from _condition(inner, use)
    if "measure" in value and sum(one in value for one in COMPARISONS) != 1:
        yield f"measure 须与 {'、'.join(COMPARISONS)} 中的一个同用"
    # More faults must never raise a score, so a finding may not earn points, nor its absence lose them.
    if "found" in value and use == "gives":
        yield "得分条件不能用 found（发现问题反而得分），请改用 clean 或 measure"
    if "clean" in value and use == "takes":
        yield "扣分、否决和封顶条件不能用 clean（没有问题反而扣分），请改用 found 或 measure"
    if use == "ladder" and ("found" in value or "clean" in value):
        yield "选用哪套分档不能取决于是否发现问题，请改用 unit-kind、given 或 measure"
    if "item" in value and use != "takes":
        yield "item 条件只能用于 ceiling"
