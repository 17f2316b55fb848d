"""Every member of a closed set has its Chinese word: an export must not stop at one that came later."""

from collections.abc import Collection, Mapping
from enum import Enum

import pytest

from checks.model import Outcome, Status
from evidence.records import LinkKind
from reports.titles import LINK_KIND, METHOD, OUTCOME, STATE, STATUS, VERDICT
from rubric_map.model import Method
from rubric_map.scorecard import State, Verdict


@pytest.mark.parametrize(
    ("words", "members"),
    [
        (LINK_KIND, LinkKind), (METHOD, Method), (OUTCOME, Outcome), (STATE, State), (STATUS, Status),
        (VERDICT, Verdict),
    ],
)  # fmt: skip
def test_every_member_is_named(words: Mapping[str, str], members: Collection[Enum]) -> None:
    assert {str(getattr(key, "value", key)) for key in words} == {member.value for member in members}
