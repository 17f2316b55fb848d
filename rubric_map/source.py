"""YAML text to plain values, held to the JSON Schema; every fault a Chinese line that names its place."""

import json
from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from evidence.yaml_text import SafeLoader, check_yaml
from rubric_map.issues import Issue, RubricError

WORDS = {"string": "文字", "array": "列表", "object": "一组“字段: 值”", "boolean": "true 或 false", "null": "null"}
LEVELS = {"groups": "第 {} 组", "items": "第 {} 项", "rules": "规则 {}", "bands": "第 {} 档", "ladders": "第 {} 套档"}
RULES = "award、deduct、tiers、veto、ceiling、bonus、convert、manual"
CONDITIONS = "all、any、clean、found、measure（后三种须同时写 check）、unit-kind、item（与 under 同用）、given"


class _Loader(SafeLoader):  # type: ignore[misc,valid-type]
    """The safe loader, refusing a key written twice (YAML lets the last one win without a word)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping whose keys are all different."""
        keys: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in keys:
                mark = key_node.start_mark
                raise RubricError("", (Issue(place=f"第 {mark.line + 1} 行", message=f"字段 {key} 重复，请只留一个"),))
            keys.add(key)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return made


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a rubric file."""
    text = files("rubric_map").joinpath("rubrics", "schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def load(text: str, name: str) -> dict[str, Any]:
    """The values of a rubric file, or RubricError with every fault of its form."""
    try:
        check_yaml(text)
        data = yaml.load(text, Loader=_Loader)
    except RubricError as error:
        raise RubricError(name, error.issues) from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第 {mark.line + 1} 行" if mark else ""
        message = "不是合法的 YAML，请检查缩进、冒号和引号，不要用别名（*）"
        raise RubricError(name, (Issue(place=place, message=message),)) from error
    if not isinstance(data, dict):
        raise RubricError(name, (Issue(place="", message="文件内容应是一份考核细则（“字段: 值”），现在不是"),))
    issues = tuple(dict.fromkeys(_issues(data)))
    if issues:
        raise RubricError(name, issues)
    return data


def _issues(data: dict[str, Any]) -> Iterator[Issue]:
    errors = sorted(Draft202012Validator(schema()).iter_errors(data), key=lambda error: [str(p) for p in error.path])
    for error in errors:
        yield Issue(place=place_of(data, list(error.absolute_path)), message=_message(error))


def place_of(data: Any, path: Sequence[str | int]) -> str:
    """Where a value stands, in the words of the document: group, item number, rule."""
    words: list[str] = []
    here, name = data, ""
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int):
            words.append(_nth(name, step, here))
        elif step not in LEVELS:
            words.append(f"字段 {step}")
        name = str(step)
    return " › ".join(words)


def _nth(name: str, index: int, value: Any) -> str:
    word = LEVELS.get(name, "第 {} 个").format(index + 1)
    if name == "groups" and isinstance(value, dict) and isinstance(value.get("title"), str):
        return f"{word}“{value['title']}”"
    if name == "items" and isinstance(value, dict) and value.get("number") is not None:
        return f"考核项 {value['number']}"
    return word


def _message(error: Any) -> str:  # the library's own types leave everything open
    match error.validator:
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            return f"缺少字段 {'、'.join(missing)}，请补上"
        case "additionalProperties":
            known = error.schema.get("properties", {})
            extra = [str(key) for key in error.instance if key not in known]
            return f"不认识的字段 {'、'.join(extra)}，请改正或删去（可用：{'、'.join(known)}）"
        case "type":
            return _type_message(error)
        case "pattern":
            return f"“{error.instance}”写法不对，应形如 {_example(str(error.validator_value))}"
        case "enum":
            choices = "、".join(str(one) for one in error.validator_value)
            return f"“{error.instance}”不在可选范围内，请改为 {choices} 之一"
        case "oneOf":
            kinds = CONDITIONS if "all" in error.schema.get("properties", {}) else RULES
            return f"须有且只有下列之一：{kinds}"
        case "minItems" | "maxItems" | "minLength":
            return "内容为空或个数不对，请补全"
        case _:
            return f"不合格式（{error.validator}），请对照 schema.json 改正"


def _type_message(error: Any) -> str:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    value = error.instance
    if "string" in names and isinstance(value, int | float) and not isinstance(value, bool):
        return f'数字须加引号，请写成 "{value}"'
    if "string" in names and not isinstance(value, list | dict | bool | None):
        return f'日期须加引号，请写成 "{value}"'
    return f"应为{'或'.join(WORDS.get(one, one) for one in names)}，请改正"


def _example(pattern: str) -> str:
    if "[a-z0-9]" in pattern:
        return "小写字母、数字和连字符，如 broken-links"
    if "{4}" in pattern:
        return '"2023-01-31"'
    if "\\[" in pattern:
        return '"[3,5)"（方括号含端点，圆括号不含，留空为不限）'
    return '"2" 或 "0.5"'
