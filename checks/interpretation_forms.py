"""In what form a policy is interpreted: by the title, the column and the page of the interpretation."""

import re
from types import MappingProxyType

from checks.interpretation_articles import Document, Library

# The forms that 国办发〔2016〕80号 and local rubrics name.
_FORMS = MappingProxyType(
    {
        "图解": re.compile("图解|一图|一张图|图说|图文|长图|海报|图片解读|H5", re.I),
        "视频": re.compile("视频|微视|短片|微课"),
        "音频": re.compile("音频|广播|电台"),
        "动漫": re.compile("动漫|动画|漫画"),
        "问答": re.compile("问答|答记者问|答问|问题解答|十问十答|快问快答|有问必答"),
        "发布会": re.compile("发布会|吹风会"),
        "专家": re.compile("专家|学者|教授"),
        "媒体": re.compile("媒体|记者|日报|电视台"),
    }
)
_VIDEO = re.compile(r"<video\b|\.mp4\b|\.m3u8\b")
_AUDIO = re.compile(r"<audio\b|\.mp3\b")
# Literal words are found many times quicker.
_VIDEO_WORDS, _AUDIO_WORDS = ("<video", ".mp4", ".m3u8"), ("<audio", ".mp3")
TEXT = "文字"


def forms_of(reading: Document, library: Library) -> frozenset[str]:
    """The forms of one interpretation; plain text where nothing says otherwise."""
    words = f"{reading.title} {reading.column}"
    found = {name for name, pattern in _FORMS.items() if pattern.search(words)}
    if "问答" in found and "记者问" in words:
        found.discard("媒体")  # the head of an office answers, whoever asks
    for page in library.pages_of(reading)[:1]:
        html = page.html.lower()
        if any(word in html for word in _VIDEO_WORDS) and _VIDEO.search(html):
            found.add("视频")
        if any(word in html for word in _AUDIO_WORDS) and _AUDIO.search(html):
            found.add("音频")
    return frozenset(found or {TEXT})
