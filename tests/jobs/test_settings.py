"""A wrong setting is named in one Chinese line."""

from dataclasses import fields
from pathlib import Path

import pytest

from crawler.plan import Limits
from evidence.errors import UsageError
from jobs.settings import load_settings


def refused(file: Path, text: str) -> str:
    """What is said of a settings file."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings(file)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("schedule = 3", "schedule 不正确：应为一节"),
        ("[schedule]\nworkers = 'maybe'", "schedule.workers 不正确：应为 true 或 false"),
        ("[schedule]\nworkers = [1]", "schedule.workers 不正确：应为 true 或 false"),
        ("[schedule]\ncron = 3", "schedule.cron 不正确：应为文字"),
        ("[schedule]\nat_once = 'x'", "schedule.at_once 不正确：应为整数"),
        ("[schedule]\nat_once = 1.5", "schedule.at_once 不正确：应为整数"),
        ("[schedule]\nprobes_per_day = 100", "schedule.probes_per_day 不正确：数值太大，最大为 96（"),
        ("[storage]\nkeep_runs = 2", "storage.keep_runs 不正确：数值太小，最小为 3（"),
        ("[limits]\nmax_pages = nan", "limits.max_pages 不正确：应为整数"),
        ("[pace]\ntimeout = [1]", "pace.timeout 不正确：应为数字"),
        ("[pace]\ntimeout = 0", "pace.timeout 不正确：数值太小，须大于 0（"),
        ("[network]\nallow_private = 3", "network.allow_private 不正确：应为列表"),
        ("[network]\nallow = 3", "network.allow 不正确：没有这项设置"),
    ],
)
def test_a_wrong_value_is_named_with_what_it_should_be(tmp_path: Path, text: str, words: str) -> None:
    said = refused(tmp_path / "hecha.toml", text)
    assert words in said and "Input" not in said and "\n" not in said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("HECHA_SCHEDULE__CONTROL", "[1", "schedule.control 不正确：应为 JSON 列表"),
        ("HECHA_SCHEDULE", "x", "环境变量 HECHA_SCHEDULE 无法识别"),
    ],
)
def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as caught:
        load_settings(None)
    assert words in str(caught.value)


def test_lists_may_be_given_in_one_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("http://a/,http://b/", '["http://a/", "http://b/"]', "http://a/; http://b/"):
        monkeypatch.setenv("HECHA_SCHEDULE__CONTROL", value)
        assert load_settings(None).schedule.control == ("http://a/", "http://b/")


def test_every_limit_can_be_set() -> None:
    assert set(load_settings().limits.model_dump()) == {field.name for field in fields(Limits)}
