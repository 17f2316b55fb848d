"""What checks said, as compressed JSON and back."""

from datetime import date
from decimal import Decimal
from typing import Any

import zstandard

from checks.history import IssueState, Waiver
from checks.model import Finding, Measure, Outcome, Result, Status, Unknown, Value
from evidence.records import LinkKind, Place
from storage.codec import dumps, loads, moment, time_of, time_or_none

_LEVEL = 3
_FINDING = ("fingerprint", "site", "check", "code", "doubtful", "page_url", "target_url", "subject", "message", "unit")
_MEASURE = ("name", "subject", "numerator", "denominator", "url", "unit")


def pack_finding(finding: Finding) -> bytes:
    """A finding as bytes."""
    return _zip(_finding_json(finding))


def unpack_finding(data: bytes) -> Finding:
    """A finding again."""
    return _finding(_unzip(data))


def pack_said(result: Result) -> bytes:
    """The findings, measures and unknowns of a result as bytes."""
    return _zip(
        {
            "findings": [_finding_json(finding) for finding in result.findings],
            "measures": [_measure_json(measure) for measure in result.measures],
            "unknowns": [[unknown.reason, unknown.subject, unknown.url] for unknown in result.unknowns],
        }
    )


def unpack_result(check: str, version: int, outcome: str, reason: str, looked_at: int, data: bytes) -> Result:
    """A result again."""
    said = _unzip(data)
    return Result(
        check=check,
        version=version,
        outcome=Outcome(outcome),
        reason=reason,
        looked_at=looked_at,
        findings=tuple(map(_finding, said["findings"])),
        measures=tuple(map(_measure, said["measures"])),
        unknowns=tuple(Unknown(reason=why, subject=subject, url=url) for why, subject, url in said["unknowns"]),
    )


def state_text(state: IssueState | None) -> str:
    """A state as JSON; an empty text for none."""
    if state is None:
        return ""
    return dumps(
        {
            "finding": _finding_json(state.finding),
            "status": state.status.value,
            "seen": [moment(state.first_seen), moment(state.last_seen)],
            "runs": [state.first_run, state.last_run, state.changed_run],
            "closed_at": moment(state.closed_at) if state.closed_at else None,
            "waiver": waiver_text(state.waiver),
        }
    )


def state_of(text: str) -> IssueState | None:
    """A state again."""
    if not text:
        return None
    said = loads(text)
    first_run, last_run, changed_run = said["runs"]
    return IssueState(
        finding=_finding(said["finding"]),
        status=Status(said["status"]),
        first_seen=time_of(said["seen"][0]),
        last_seen=time_of(said["seen"][1]),
        first_run=first_run,
        last_run=last_run,
        changed_run=changed_run,
        closed_at=time_or_none(said["closed_at"]),
        waiver=waiver_of(said["waiver"]),
    )


def waiver_text(waiver: Waiver | None) -> str:
    """A waiver as JSON; an empty text for none."""
    if waiver is None:
        return ""
    return dumps([waiver.reason, waiver.name, waiver.expiry.isoformat() if waiver.expiry else None])


def waiver_of(text: str) -> Waiver | None:
    """A waiver again."""
    if not text:
        return None
    reason, name, expiry = loads(text)
    return Waiver(reason=reason, name=name, expiry=date.fromisoformat(expiry) if expiry else None)


def _finding_json(finding: Finding) -> dict[str, Any]:
    said = {name: getattr(finding, name) for name in _FINDING}
    return said | {"places": finding.places, "evidence": finding.evidence}


def _finding(said: dict[str, Any]) -> Finding:
    places = tuple(Place(page, text, LinkKind(kind)) for page, text, kind in said.pop("places"))
    return Finding(places=places, **said)


def _measure_json(measure: Measure) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in _MEASURE} | {"value": _value_json(measure.value)}


def _measure(said: dict[str, Any]) -> Measure:
    return Measure(value=_value(said.pop("value")), **said)


def _value_json(value: Value) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _value(said: Any) -> Value:
    if isinstance(said, dict):
        return Decimal(said["decimal"]) if "decimal" in said else date.fromisoformat(said["date"])
    plain: bool | int | str = said
    return plain


def _zip(value: object) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL).compress(dumps(value).encode())


def _unzip(data: bytes) -> Any:
    return loads(zstandard.ZstdDecompressor().decompress(data).decode())
