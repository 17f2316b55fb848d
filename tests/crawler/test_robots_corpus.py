"""robots.txt against the cases of google/robotstxt and crawler-commons. With `-s` the figures are printed."""

import json
from pathlib import Path
from typing import Any

from crawler.robots import parse

# What is missing is explained in docs/measurements.md: agents with a blank in their name, paths that were not encoded
# by the caller, misspelt directives.
GOOGLE_AT_LEAST = 59
COMMONS_AT_LEAST = 25


def _wrong(cases: list[dict[str, Any]], folder: Path | None) -> list[dict[str, Any]]:
    wrong = []
    for case in cases:
        body = (folder / case["robots_file"]).read_bytes() if folder else case["robots_txt"].encode()
        if parse(body).parsed.can_fetch(case["url"], case["user_agent"]) != case["allowed"]:
            wrong.append(case)
    return wrong


def test_google(corpus: Path) -> None:
    cases = json.loads((corpus / "robots" / "google-robotstxt-cases.json").read_text(encoding="utf-8"))
    wrong = _wrong(cases, None)
    standard = [case for case in cases if not case["google_only"]]
    print(f"\ngoogle/robotstxt: {len(cases) - len(wrong)}/{len(cases)}")
    print(f"of RFC 9309: {len(standard) - sum(not c['google_only'] for c in wrong)}/{len(standard)}")
    print(*((c["test"], c["robots_txt"], c["user_agent"], c["url"], c["allowed"]) for c in wrong), sep="\n")
    assert len(cases) - len(wrong) >= GOOGLE_AT_LEAST


def test_crawler_commons(corpus: Path) -> None:
    folder = corpus / "robots"
    cases = json.loads((folder / "crawler-commons-expected.json").read_text(encoding="utf-8"))
    wrong = _wrong(cases, folder)
    print(f"\ncrawler-commons: {len(cases) - len(wrong)}/{len(cases)}")
    print(*wrong, sep="\n")
    assert len(cases) - len(wrong) >= COMMONS_AT_LEAST


def test_real_files_are_read(corpus: Path) -> None:
    files = sorted((corpus / "robots" / "real-robots").iterdir())
    for file in files:
        rules = parse(file.read_bytes())
        assert rules.allows("http://example.gov.cn/") in (True, False)
    print(f"\nreal robots.txt files read: {len(files)}")
    assert len(files) > 100
