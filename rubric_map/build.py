"""Plain values of a rubric file, already held to the schema, to frozen values."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rubric_map.applies import ALWAYS, Applies
from rubric_map.asks import Ask, ColumnAsk, LimitAsk, LinkAsk
from rubric_map.build_rules import build_rule
from rubric_map.model import Absent, Group, Item, Kind, Machine, Method, Rubric, Section, Task

Values = Mapping[str, Any]


def points(value: str | None) -> Decimal | None:
    """Points, or None where the source states none."""
    return None if value is None else Decimal(value)


def applies(value: Values | None) -> Applies:
    """To whom and when."""
    if not value:
        return ALWAYS
    start, end = value.get("from"), value.get("until")
    return Applies(
        kinds=tuple(value.get("kinds", ())),
        without=tuple(value.get("without", ())),
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
    )


def build(data: Values) -> Rubric:
    """The rubric."""
    return Rubric(
        id=data["id"],
        title=data["title"],
        issuer=data["issuer"],
        document=data["document"],
        source=data["source"],
        effective=date.fromisoformat(data["effective"]),
        applies_to=data["applies_to"],
        kind=Kind(data["kind"]),
        max=points(data.get("max")),
        groups=tuple(_group(group) for group in data["groups"]),
        asks={check: _ask(ask) for check, ask in data.get("asks", {}).items()},
        absent=tuple(Absent(number=one["number"], reason=one["reason"]) for one in data.get("absent", ())),
        declared_sum=points(data.get("declared_sum")),
        pass_mark=points(data.get("pass_mark")),
        rescale=data.get("rescale", False),
        open=data.get("open", ""),
        note=data.get("note", ""),
    )


def _ask(ask: Values) -> Ask:
    return Ask(
        columns=tuple(_column(one) for one in ask.get("columns", ())),
        links=tuple(LinkAsk(name=one["name"], home=one.get("home", False)) for one in ask.get("links", ())),
        limits=tuple(LimitAsk(column=one["column"], days=int(one["days"])) for one in ask.get("limits", ())),
        keywords=tuple(ask.get("keywords", ())),
        reply_days=int(ask["reply_days"]) if "reply_days" in ask else None,
    )


def _column(one: Values) -> ColumnAsk:
    return ColumnAsk(
        name=one["name"], home=one.get("home", False), portal=one.get("portal", True), units=one.get("units", False)
    )


def _group(group: Values) -> Group:
    sections = group.get("sections", ())
    return Group(
        title=group["title"],
        max=points(group.get("max")),
        items=tuple(_item(item) for item in group["items"]),
        sections=tuple(Section(title=one["title"], max=points(one["max"])) for one in sections),
        declared_sum=points(group.get("declared_sum")),
        open=group.get("open", ""),
        note=group.get("note", ""),
        applies=applies(group.get("applies")),
    )


def _item(item: Values) -> Item:
    due = item.get("due")
    rules = enumerate(item["rules"], start=1)
    return Item(
        number=item["number"],
        title=item["title"],
        max=points(item["max"]),
        method=Method(item["method"]),
        machine=Machine(item["machine"]),
        rules=tuple(build_rule(rule, f"{item['number']}/{nth}", applies(rule.get("applies"))) for nth, rule in rules),
        base=points(item.get("base")),
        public=points(item.get("public")),
        section=item.get("section", ""),
        filing=item.get("filing", ""),
        assessed_by=item.get("assessed_by", ""),
        bodies=tuple(item.get("bodies", ())),
        tasks=tuple(_task(task) for task in item.get("tasks", ())),
        due=date.fromisoformat(due) if due else None,
        open=item.get("open", ""),
        note=item.get("note", ""),
        applies=applies(item.get("applies")),
        scale=item.get("scale", False),
        no_task=points(item.get("no_task")),
    )


def _task(task: Values) -> Task:
    return Task(text=task["text"], bodies=tuple(task.get("bodies", ())), due=task.get("due", ""))
