"""Dossiers to write: a usual one, an empty one, and findings of any kind."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from checks.model import Outcome, Status
from evidence.records import LinkKind, Place, Unit
from reports.model import CheckSummary, CoverageStatement, Dossier, FindingRow, RubricItem
from reports.scores import ScoreSheet

OBSERVED = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
EXPORTED = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
HOME = "http://www.linhai.gov.cn/"


def place(page: str = HOME + "zwgk/", text: str = "部门动态", kind: LinkKind = LinkKind.A) -> Place:
    return Place(page, text, kind)


def finding(**changes: Any) -> FindingRow:
    row = FindingRow(
        fingerprint="0f3a5b6c7d8e9fa0b1c2",
        site="linhai",
        unit="区教育局",
        check="broken-links",
        code="dead-page",
        outcome="problem",
        page_url=HOME + "zwgk/",
        target_url=HOME + "bmdt/index.html",
        subject="部门动态",
        message="链接“部门动态”打不开，服务器返回 404（页面不存在）。",
        places=(place(),),
        status=Status.NEW,
        first_seen=OBSERVED,
        last_seen=OBSERVED,
        run=7,
        evidence={"status": 404, "looks": 3},
        rubric_items=(RubricItem("songjiang-2022", "1.2", Decimal("0.50")),),
        check_title="错链断链",
        code_title="页面打不开",
    )
    return replace(row, **changes)


SCORECARD: Mapping[str, Any] = {
    "site": "linhai",
    "unit": "区教育局",
    "rubric": "songjiang-2022",
    "title": "2022年松江区政务公开考核评估表",
    "observed_at": "2026-11-20T18:30:00+00:00",
    "veto": "none",
    "passed": None,
    "items": [
        {
            "number": "1.2", "title": "政务公开栏目信息维护", "group": "一、基础工作", "max": 6, "method": "online",
            "state": "settled", "score": 5.5, "low": 5.5, "high": 5.5, "reason": "", "verdict": None,
            "lines": [{
                "rule": "dead", "kind": "deduct", "text": "每处错链扣 0.5 分", "state": "settled", "points": -0.5,
                "low": -0.5, "high": -0.5, "reason": "发现错链 1 处，扣 0.5 分", "cost": 0.5, "measures": [],
                "findings": ["0f3a5b6c7d8e9fa0b1c2"],
            }],
        },
        {
            "number": "1.10", "title": "政务公开工作计划", "group": "一、基础工作", "max": 4, "method": "self-report",
            "state": "open", "score": None, "low": 0, "high": 4, "reason": "由单位自查填报，尚未提供", "verdict": None,
            "lines": [],
        },
    ],
    "groups": [
        {"title": "一、基础工作", "state": "partial", "settled": 5.5, "low": 5.5, "high": 9.5, "max": 10},
    ],
    "totals": {
        "settled": 5.5, "low": 5.5, "high": 9.5, "max": 10,
        "by_method": {
            "online": {"settled": 5.5, "low": 5.5, "high": 5.5, "max": 6},
            "self-report": {"settled": 0, "low": 0, "high": 4, "max": 4},
        },
    },
    "notes": [],
}  # fmt: skip


def dossier(*findings: FindingRow, **changes: Any) -> Dossier:
    """A dossier of one unit with these findings."""
    whole = Dossier(
        site="linhai",
        name="临海区人民政府",
        url=HOME,
        unit=Unit(name="区教育局", contact="021-57812345"),
        run=7,
        observed_at=OBSERVED,
        exported_at=EXPORTED,
        coverage=CoverageStatement(
            pages=86, addresses=1240, complete=False, notes=("robots.txt 不允许查看的地址 12 个，未查看。",)
        ),
        outcomes=(
            CheckSummary(
                check="broken-links", title="错链断链", outcome=Outcome.FAILED, looked_at=1240, problems=2, doubts=1
            ),
            CheckSummary(
                check="ipv6", title="IPv6 支持", outcome=Outcome.UNTESTED, reason="本机没有 IPv6 网络，未检查，不扣分。"
            ),
        ),
        findings=findings,
        scorecards=(ScoreSheet.from_json(SCORECARD),),
        due_days=15,
    )
    return replace(whole, **changes)


def usual() -> Dossier:
    """Problems and a doubt as a night brings them."""
    blank = finding(
        fingerprint="1" * 20,
        check="required-columns",
        check_title="必备栏目",
        code="blank-column",
        code_title="空白栏目",
        target_url=None,
        page_url=HOME + "zwgk/czyjs/",
        subject="财政预决算",
        places=(),
        status=Status.OPEN,
        message="栏目“财政预决算”没有任何内容。",
        rubric_items=(RubricItem("songjiang-2022", "1.2"),),
    )
    spread = finding(
        fingerprint="2" * 20,
        code="dead-attachment",
        code_title="附件打不开",
        subject="2025年度部门决算公开表.xlsx",
        target_url=HOME + "upload/2026/03/20260305_关于2025年度部门决算公开情况的说明附件表格.xlsx",
        message="附件“2025年度部门决算公开表.xlsx”打不开，服务器返回 404（文件不存在）。",
        places=tuple(place(f"{HOME}zwgk/czyjs/page_{n}.html", "2025年度部门决算公开表.xlsx") for n in range(1, 13)),
        page_url=HOME + "zwgk/czyjs/page_1.html",
    )
    doubt = finding(
        fingerprint="3" * 20,
        outcome="doubt",
        code="blocked",
        code_title="链接被拦截",
        subject="省政务服务网",
        target_url="https://zwfw.example.gov.cn/",
        message="链接“省政务服务网”返回验证页面，未能确认是否可用，请人工核实。",
        rubric_items=(),
    )
    fixed = finding(
        fingerprint="4" * 20, status=Status.FIXED, subject="旧版通知公告", message="链接“旧版通知公告”打不开。"
    )
    return dossier(finding(), blank, spread, doubt, fixed)


def by_units() -> Dossier:
    """A whole site with a scorecard of its own and of two units."""
    cards = tuple(ScoreSheet.from_json({**SCORECARD, "unit": body}) for body in ("", "区教育局", "区民政局"))
    return dossier(finding(), unit=None, scorecards=cards)


def empty() -> Dossier:
    """Nothing found, nothing scored, nothing left out."""
    return dossier(
        unit=None, coverage=CoverageStatement(pages=3, addresses=9), outcomes=(), scorecards=(), due_days=None
    )
