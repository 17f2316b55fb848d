"""The laws of size and name, as functions over one source file."""

import ast
from collections.abc import Iterator
from pathlib import PurePath

FILE_LINES = 400
FUNCTION_LINES = 60
EMPTY_WORDS = ("utils", "util", "helpers", "helper", "manager", "misc", "common")


def breaches(path: PurePath, source: str) -> list[str]:
    """What one source file breaks, in words; empty when it keeps every law."""
    tree = ast.parse(source)
    return [*_name(path), *_length(source), *_docstring(tree), *_functions(tree)]


def _name(path: PurePath) -> Iterator[str]:
    for part in (*path.parts[:-1], path.stem):
        if part.rsplit("_", 1)[-1] in EMPTY_WORDS:
            yield f"{part} names no thing of the field"


def _length(source: str) -> Iterator[str]:
    lines = len(source.splitlines())
    if lines > FILE_LINES:
        yield f"{lines} lines (at most {FILE_LINES})"


def _docstring(tree: ast.Module) -> Iterator[str]:
    if tree.body and ast.get_docstring(tree) is None:
        yield "no module docstring"


def _functions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.name} has {lines} lines (at most {FUNCTION_LINES})"
