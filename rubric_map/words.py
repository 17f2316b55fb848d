"""Chinese words for what a reason names: checks, measures and values, by the titles the checks give themselves."""

from collections.abc import Collection

from checks.model import Finding, Measure, Value
from rubric_map.condition import Reading, Sought
from rubric_map.facts import Facts
from rubric_map.rules import Band

_ANSWERS = {True: "是", False: "否"}


def check_words(facts: Facts, check: str) -> str:
    """A check by its title, or by its id where nobody told the title."""
    title = facts.titles.get((check, ""))
    return f"“{title}”检查" if title else f"检查项 {check} "


def sought_words(facts: Facts, sought: Sought) -> str:
    """What was looked for: the subject, else the check."""
    return f"“{sought.subject}”" if sought.subject else check_words(facts, sought.check)


def measure_words(facts: Facts, reading: Reading) -> str:
    """A measure by its title, with the subject before it."""
    title = facts.titles.get((reading.check, reading.name)) or f"指标 {reading.name}"
    return f"“{reading.subject}”：{title}" if reading.subject else title


def value_words(value: Value) -> str:
    """A value as people say it."""
    return _ANSWERS[value] if isinstance(value, bool) else str(value)


def said_words(facts: Facts, reading: Reading, measure: Measure) -> str:
    """A measure and its value, a share with what it was made of."""
    share = f"（{measure.numerator}/{measure.denominator}）" if measure.denominator is not None else ""
    return f"{measure_words(facts, reading)}：{value_words(measure.value)}{share}"


def found_words(count: int, problems: Collection[Finding]) -> str:
    """How many faults there are, and one of them; the same one whatever their order."""
    return f"发现 {count} 处问题，{_such_as(problems)}"


def doubted_words(doubts: Collection[Finding]) -> str:
    """How many doubts a person must look at, and one of them."""
    return f"有 {len(doubts)} 处疑似问题待人工确认，{_such_as(doubts)}"


def _such_as(findings: Collection[Finding]) -> str:
    """The message of one finding as a part of a longer sentence, hence without its full stop."""
    return "如：" + min(findings, key=lambda one: one.fingerprint).message.removesuffix("。")


def band_words(band: Band) -> str:
    """A band as people say it: 6–10, 10 及以上, 大于 2."""
    if band.start is not None and band.start == band.end:
        return str(band.start)
    if band.start is not None and band.end is not None and band.start_closed and band.end_closed:
        return f"{band.start}–{band.end}"
    ends = []
    if band.start is not None:
        ends.append(f"{band.start} 及以上" if band.start_closed else f"大于 {band.start}")
    if band.end is not None:
        ends.append(f"{band.end} 及以下" if band.end_closed else f"小于 {band.end}")
    return "、".join(ends)
