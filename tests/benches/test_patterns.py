"""The hunt for patterns that share a run out in every way finds one, and passes its mended form by."""

import re

import pytest

from benches.patterns import slowest


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        (r"<loc>\s*(?:!)?\s*([^<]{1,400}?)\s*</loc>", True),
        (r"<loc>([^<]{1,400})</loc>", False),
        (r"(?:a|aa)+b", True),
        (r"a{1,80}+b", False),
    ],
)
def test_slow(pattern: str, slow: bool) -> None:
    took, _, _ = slowest(re.compile(pattern), 600)
    assert (took > 0.1) is slow
