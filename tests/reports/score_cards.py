"""Scorecards of a small rubric, made by the mapper, for the writers of forms, rankings and changes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from rubric_map.facts import Facts, Outside, OutsideScore
from rubric_map.mapper import score
from rubric_map.parse import parse
from rubric_map.scorecard import Decision, Scorecard

AT = datetime(2023, 11, 1, 3, 0, tzinfo=UTC)
RUBRIC = parse(
    """
id: small
title: 小细则 <2023> & 考核
issuer: 某区政府办
document: 某政办〔2023〕1号
source: 测试
effective: "2023-01-01"
applies_to: 全部
kind: scored
max: "15"
groups:
  - title: 信息公开
    max: "10"
    items:
      - number: "1"
        title: 栏目
        max: "4"
        method: online
        machine: cannot
        filing: 提交链接
        assessed_by: 政府办测评
        rules:
          - {manual: "4", text: 栏目齐全}
      - number: "2"
        title: 年报
        max: "6"
        method: special
        machine: cannot
        rules:
          - {manual: "2", text: 按时, id: on-time}
          - {manual: "4", text: 完整, id: whole}
  - title: 保障
    max: "5"
    items:
      - number: "3"
        title: 培训
        max: "5"
        method: evidence
        machine: cannot
        rules:
          - {manual: "5", text: 已培训}
"""
)


def outside(scores: Mapping[str, str], decisions: Mapping[str, str] | None = None) -> Outside:
    """Scores by item or rule, out of what they are worth; decisions by item."""
    worth = {"1": 4, "on-time": 2, "whole": 4, "3": 5}
    return Outside(
        scores={
            name: OutsideScore(value=Decimal(value), out_of=Decimal(worth[name]), source="测评")
            for name, value in scores.items()
        },
        decisions={
            number: Decision(points=Decimal(points), name="政府办", reason="=复核属实")
            for number, points in (decisions or {}).items()
        },
    )


def card(
    unit: str, scores: Mapping[str, str], decisions: Mapping[str, str] | None = None, at: datetime = AT
) -> Scorecard:
    """The card of one unit."""
    stated = outside(scores, decisions)
    return score(RUBRIC, Facts(), site="jia", unit=unit, observed_at=at, outside=stated)
