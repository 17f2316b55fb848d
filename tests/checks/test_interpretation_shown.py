"""interpretation-links: how pages show an interpretation or its link, beside what only looks so."""

from dataclasses import replace

import pytest

from tests.checks.interpretation_portal import GOOD, PARKING, PARKING_READ, RELIEF_READ, check, told, without_links

SHORT = "<p>第一条　为规范停车秩序，制定本办法。</p><p>第二条　本办法自印发之日起施行。</p>"
WHY = "<p>一、背景依据。二、主要内容。三、解读机关：区城管局，联系电话见区政府网站。</p>"


def test_below_a_policy_of_short_paragraphs_stands_its_interpretation() -> None:
    within = replace(without_links(PARKING), body=f"{SHORT}<h3>《云汐区停车管理办法》政策解读</h3>{WHY}")
    assert told(check(replace(GOOD, normative=(within,), readings=(RELIEF_READ,)))) == []


@pytest.mark.parametrize(
    "body",
    [
        f"<h3>《云汐区养犬管理办法》政策解读</h3>{SHORT}{WHY}",
        f"<h3>政策解读</h3>{SHORT}{WHY}",
    ],
)
def test_what_stands_above_is_none(body: str) -> None:
    within = replace(without_links(PARKING), body=body)
    assert told(check(replace(GOOD, normative=(within,), readings=(RELIEF_READ,)))) == [("missing", False)]


@pytest.mark.parametrize("label", ["【相关解读】", "[政策解读] ", "〖相关解读〗："])
def test_a_label_in_brackets_right_before_a_link(label: str) -> None:
    reading = replace(PARKING_READ, title="区城管局解读停车新规")
    policy = replace(without_links(PARKING), body=f"{SHORT}<p>{label}<a href={reading.path}>{reading.title}</a></p>")
    assert told(check(replace(GOOD, normative=(policy,), readings=(reading, RELIEF_READ)))) == []


def test_other_brackets_before_a_link_are_no_label() -> None:
    reading = replace(PARKING_READ, title="区城管局解读停车新规", body="<p>一、背景。</p>")
    policy = replace(without_links(PARKING), body=f"{SHORT}<p>【视频】<a href={reading.path}>{reading.title}</a></p>")
    assert told(check(replace(GOOD, normative=(policy,), readings=(reading, RELIEF_READ)))) == [("missing", False)]
