"""One line of what the doctor says."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How grave a symptom is: `warn` limits what can be checked, `bad` keeps hecha from working."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """What was looked at, how it is, and what to do about it, in Chinese."""

    name: str
    state: Health
    message: str
    advice: str = ""
