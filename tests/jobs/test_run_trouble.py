"""Why a run did not come about, in words that a person understands."""

from datetime import UTC, datetime

import pytest

from evidence.errors import HechaError
from evidence.records import Coverage, Failure, FailureKind, Fetch, SiteInfo
from jobs.gather import Gathered
from jobs.run import OURS, Ran, trouble_of
from storage.runs import RunState

HOME = "http://www.jia.gov.cn/"


def trouble(kind: FailureKind | None = None, status: int | None = None) -> HechaError:
    failure = Failure(kind=kind, detail="") if kind else None
    home = Fetch(url=HOME, at=datetime(2026, 11, 21, tzinfo=UTC), final_url=HOME, status=status, failure=failure)
    gathered = Gathered(run=1, state=RunState.FAILED, coverage=Coverage(), home=home)
    found = trouble_of(
        Ran(site=SiteInfo(id="jia", name="甲区", url=HOME), gathered=gathered, audited=None, scorecards=())
    )
    assert found is not None
    return found


@pytest.mark.parametrize("kind", FailureKind)
def test_no_failure_is_named_by_its_code(kind: FailureKind) -> None:
    said = str(trouble(kind)).replace(HOME, "").replace("robots.txt", "").replace("network.allow_private", "")
    assert kind.value not in said
    assert trouble(kind).exit_code == (4 if kind in OURS else 3)


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        (FailureKind.DNS, None, "打不开（域名无法解析）"),
        (FailureKind.RESOLVER, None, "（本机域名解析服务没有应答）"),
        (None, 404, "打不开（页面不存在（404））"),
        (None, 503, "打不开（服务器错误，状态码 503）"),
        (FailureKind.CUT, None, "打不开（没有得到应答）"),
    ],
)
def test_what_was_found_in_place_of_the_home_page(kind: FailureKind | None, status: int | None, words: str) -> None:
    assert words in str(trouble(kind, status))
