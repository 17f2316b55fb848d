"""The rubrics that come with hecha, and a user's own file."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from evidence.errors import UsageError
from rubric_map.model import Rubric
from rubric_map.parse import parse


def rubric_ids() -> tuple[str, ...]:
    """The ids of the packaged rubrics, sorted."""
    folder = files("rubric_map").joinpath("rubrics")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".yaml")))


@cache
def packaged(rubric_id: str) -> Rubric:
    """A packaged rubric by its id."""
    if rubric_id not in rubric_ids():
        known = "、".join(rubric_ids())
        raise UsageError(f"没有考核细则 {rubric_id}，可用：{known}；自己的细则请给出 .yaml 文件路径")
    text = files("rubric_map").joinpath("rubrics", f"{rubric_id}.yaml").read_text(encoding="utf-8")
    return parse(text, f"{rubric_id}.yaml")


def library() -> tuple[Rubric, ...]:
    """Every packaged rubric, by id."""
    return tuple(packaged(rubric_id) for rubric_id in rubric_ids())


def from_file(path: Path) -> Rubric:
    """A user's own rubric."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"读不到考核细则文件 {path}，请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"考核细则文件 {path} 不是 UTF-8 编码，请另存为 UTF-8 后再试") from error
    return parse(text, path.name)


def find(name: str) -> Rubric:
    """A packaged rubric by id, or a file by its path."""
    return from_file(Path(name)) if name.endswith((".yaml", ".yml")) else packaged(name)
