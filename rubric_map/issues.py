"""What is wrong with a rubric file: one Chinese line each, with the place and what to do."""

from dataclasses import dataclass

from evidence.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A fault of a rubric file, or (`note`) a peculiarity of its source that is reported and left as it is."""

    place: str
    message: str
    note: bool = False

    def __str__(self) -> str:
        """The line a user reads."""
        return f"{self.place}：{self.message}" if self.place else self.message


class RubricError(UsageError):
    """A rubric file that cannot be used; `issues` are all its faults."""

    def __init__(self, name: str, issues: tuple[Issue, ...]) -> None:
        """All faults in one message, a line each."""
        self.issues = issues
        super().__init__("\n".join(f"{name}：{issue}" if name else str(issue) for issue in issues))
