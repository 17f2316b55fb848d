"""Chinese words for what a reason names: checks, measures and values, by the titles the checks give themselves."""

from checks.model import Measure, Value
from rubric_map.condition import Reading, Sought
from rubric_map.facts import Facts

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
