"""Words of gambling and pornography: in the text of a link, and on a page that was taken over."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from evidence.yaml_text import read_yaml

TEXT_LIMIT = 400  # characters of a text or title that are read
# Traditional characters of the bad words, and the gaps by which they are kept from being found.
_SIMPLE = str.maketrans(
    "門賭場樂娛網開獎號盤體電視頻無碼黃頁龍輪賽車飛時線註冊錢",
    "门赌场乐娱网开奖号盘体电视频无码黄页龙轮赛车飞时线注册钱",
)
_GAPS = re.compile(r"(?<=[\u4e00-\u9fff])[\s.·・,，。、_\-|~*+]{1,3}(?=[\u4e00-\u9fff])")
# Letter by letter: two words of a text in the open may stand beside each other by chance.
_SPELT = re.compile(r"(?:[\u4e00-\u9fff][\s.·・,，。、_\-|~*+]{1,3}){3}")
SEVERAL = 3  # so many different words make a page one of those


def bad_in(text: str, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The bad words of a short text, each once; none where the text speaks against such things."""
    return _bad_in(text[:TEXT_LIMIT].lower(), extra)


def bad_when_hidden(text: str) -> tuple[str, ...]:
    """The words of a short text that say something only where it is kept from the eye."""
    return _bad_in(text[:TEXT_LIMIT].lower(), tuple(_lists()["bad_when_hidden"]))


def plainly(text: str) -> str:
    """A text as it would be written without disguise: in simplified characters and without gaps within its words."""
    return _GAPS.sub("", text[:TEXT_LIMIT].translate(_SIMPLE))


def openly(text: str) -> str:
    """A text as it would be written without disguise, where it may as well be written so without any intent."""
    return plainly(text) if _SPELT.search(text[:TEXT_LIMIT]) else text[:TEXT_LIMIT].translate(_SIMPLE)


def is_taken_over(title: str, text: str) -> bool:
    """Whether a page offers gambling or pornography: by its title, and by several such words in all."""
    if not bad_in(title):
        return False
    return len(set(_found(f"{title} {text}".lower(), ()))) >= SEVERAL


@lru_cache(maxsize=4096)
def _bad_in(text: str, extra: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_found(text, extra)))
    return () if found and _against().search(text) else found


def _found(text: str, extra: tuple[str, ...]) -> list[str]:
    """The words of a text in lower case; those that come about by chance between two others are none."""
    found = _words(extra).findall(text)
    return _words(extra).findall(_by_chance().sub(" ", text)) if found else found


@cache
def _by_chance() -> re.Pattern[str]:
    return any_of(_lists()["by_chance"])


@cache
def _words(extra: tuple[str, ...]) -> re.Pattern[str]:
    return any_of((*_lists()["bad_words"], *extra))


@cache
def _against() -> re.Pattern[str]:
    return any_of(_lists()["against"])


@cache
def _lists() -> Mapping[str, list[str]]:
    """The packaged lists."""
    lists: Mapping[str, list[str]] = read_yaml(
        (files("evidence") / "data" / "bad_words.yaml").read_text(encoding="utf-8")
    )
    return lists


def any_of(choices: Iterable[str]) -> re.Pattern[str]:
    """A pattern of any of these words in lower case; Latin letters stand by themselves (BBIN, no cybermobbing)."""
    return re.compile("|".join(map(_alone, choices)))


def _alone(choice: str) -> str:
    word = choice.lower()
    begins, ends = "(?<![a-z])" if word[:1].isascii() else "", "(?![a-z])" if word[-1:].isascii() else ""
    return begins + re.escape(word) + ends
