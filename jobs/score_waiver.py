"""What `hecha waive` does: let a finding stand until a day, on somebody's word, or take that back."""

from datetime import date

from checks.history import Waiver
from evidence.errors import UsageError
from jobs.commands import Desk
from jobs.console_text import tell
from jobs.sites import site_named
from reports.mask import mask
from reports.titles import STATUS


def waive(desk: Desk, name: str, mark: str, *, by: str, reason: str, until: str, undo: bool) -> None:
    """Waive a finding, or undo it. The next scores leave it out, or count it again."""
    info = site_named(desk.store, name)
    waiver = None if undo else _waiver(by, reason, until, desk.clock.now().date())
    issue = desk.store.findings.waive(info.id, mark, waiver, desk.clock.now())
    if not desk.quiet:
        what = "已撤销不作要求" if undo else f"已标为不作要求，到 {until} 为止"
        tell(f"{what}：{mask(issue.finding.message)}（现状：{STATUS[issue.status]}）")


def _waiver(by: str, reason: str, until: str, today: date) -> Waiver:
    for value, option in ((by, "--by"), (reason, "--reason"), (until, "--until")):
        if not value.strip():
            raise UsageError(f"请用 {option} 写明{_ASKED[option]}")
    try:
        expiry = date.fromisoformat(until)
    except ValueError as error:
        raise UsageError(f"--until 的日期“{until}”不正确，请写成 2026-11-21 的形式") from error
    if expiry < today:
        raise UsageError(f"--until 的日期 {until} 已经过去，请写今天或以后的日期")
    return Waiver(reason=reason.strip(), name=by.strip(), expiry=expiry)


_ASKED = {"--by": "是谁决定的", "--reason": "理由", "--until": "有效期至哪一天"}
