"""Values to text and back: times, JSON, and the text both databases can hold."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

# PostgreSQL has no NUL in text and neither database has lone surrogates: both become U+FFFD, in JSON too.
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_UNFIT_JSON = re.compile("[\ud800-\udfff]|\\\\u0000")


def clean(text: str) -> str:
    """The text as it can be stored: NUL and lone surrogates replaced by U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def key(text: str) -> bytes:
    """The hash a stored text is found by."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def dumps(value: object) -> str:
    """JSON of a value, in the order given, fit to be stored."""
    text = _ENCODER.encode(value)
    return _ENCODER.encode(_cleaned(value)) if _UNFIT_JSON.search(text) else text


def loads(text: str) -> Any:
    """What JSON said; an empty text is an empty object."""
    return json.loads(text) if text else {}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {_cleaned(name): _cleaned(item) for name, item in value.items()}
    if isinstance(value, Sequence):
        return [_cleaned(item) for item in value]
    return value


def moment(at: datetime) -> str:
    """A time as sortable text: UTC to the microsecond, `Z`, and the offset in seconds it was given with."""
    offset = at.utcoffset()
    if offset is None:
        raise ValueError(f"a time without offset cannot be stored: {at!r}")
    utc = (at.replace(tzinfo=None) - offset).isoformat(timespec="microseconds")
    return f"{utc}Z{int(offset.total_seconds())}"


def slot(at: datetime) -> str:
    """The instant alone, the same text for every offset."""
    return moment(at.astimezone(UTC))


def time_of(text: str) -> datetime:
    """The time a stored text stands for, in the offset it was given with."""
    zone = timezone(timedelta(seconds=int(text[27:])))
    return datetime.fromisoformat(text[:26]).replace(tzinfo=UTC).astimezone(zone)


def time_or_none(text: str | None) -> datetime | None:
    """The time of a column that may be empty."""
    return time_of(text) if text else None
