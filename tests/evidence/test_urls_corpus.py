"""Addresses against the test data of the URL standard. With `-s` the figures are printed."""

import json
from pathlib import Path
from typing import Any

from w3lib.encoding import resolve_encoding

from evidence.urls import Resolver, is_web, normalise

# ISO-2022-JP keeps a state between characters, which a query encoded character by character has not.
STATEFUL = {"iso-2022-jp"}
# Python maps this private-use character to bytes that the Encoding standard leaves out.
PRIVATE = {("\ue5e5", "gb18030")}


def _cases(file: Path) -> list[dict[str, Any]]:
    return [case for case in json.loads(file.read_text(encoding="utf-8")) if isinstance(case, dict)]


def test_url_test_data(corpus: Path) -> None:
    passed = total = links = alike = 0
    for case in _cases(corpus / "urls" / "urltestdata.json"):
        if not case.get("failure") and case["protocol"] not in ("http:", "https:"):
            continue
        base = case["base"] if case.get("base") not in (None, "about:blank") else None
        wanted = None if case.get("failure") else case["href"].partition("#")[0]
        total += 1
        passed += normalise(case["input"], base) == wanted
        if base and base.startswith("http") and wanted and wanted.startswith("http") and is_web(case["input"]):
            links += 1
            alike += (Resolver(base, cache={}).resolve(case["input"]) or "").partition("#")[0] == wanted
    print(f"\nurltestdata.json, http(s) results and failures: {passed}/{total}")
    print(f"the same as links of a page: {alike}/{links}")
    assert passed == total > 200
    assert alike == links > 50


def test_international_names(corpus: Path) -> None:
    cases = [case for case in _cases(corpus / "urls" / "toascii.json") if case["input"]]
    wanted = [case["output"] and f"https://{case['output']}/x" for case in cases]
    passed = sum(normalise(f"https://{c['input']}/x") == w for c, w in zip(cases, wanted, strict=True))
    print(f"\ntoascii.json: {passed}/{len(cases)}")
    assert passed == len(cases) > 40


def test_percent_encoding_by_the_encoding_of_the_page(corpus: Path) -> None:
    passed = total = 0
    for case in _cases(corpus / "urls" / "percent-encoding.json"):
        for label, wanted in case["output"].items():
            if label in STATEFUL or (case["input"], label) in PRIVATE:
                continue
            codec = resolve_encoding(label)
            assert codec is not None
            resolver = Resolver("http://h/", encoding=codec, cache={})
            total += 1
            passed += resolver.resolve(f"http://h/?{case['input']}A") == f"http://h/?{wanted}A"
    print(f"\npercent-encoding.json: {passed}/{total}")
    assert passed == total > 10
