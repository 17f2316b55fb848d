"""What options of commands may say."""

from enum import StrEnum


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class ScoreFormat(StrEnum):
    """How scores are printed or written: also as the official form."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"


class FailOn(StrEnum):
    """From what on a command leaves with 1."""

    PROBLEM = "problem"
    DOUBT = "doubt"
    NEVER = "never"
