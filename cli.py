"""The command line: parse, call a job, print."""


def main() -> None:
    """Run the command line."""
    raise SystemExit(0)
