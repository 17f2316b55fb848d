"""The settings: `hecha.toml`, overridden by `HECHA_SECTION__KEY` in the environment, checked as a whole."""

import json
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from crawler.plan import Limits, Network, Pace
from crawler.probes.browser_limits import BrowserLimits
from evidence.errors import UsageError, system_words

DEFAULT_FILE = "hecha.toml"
DEFAULT_FOLDER = "hecha-data"
DATABASE_NAME = "hecha.db"

_PACE, _LIMITS, _BROWSER = Pace(), Limits(), BrowserLimits()


def _split(value: object) -> object:
    """Lists from the environment: JSON, or entries separated by commas or semicolons."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError as error:
            raise ValueError("应为 JSON 列表，或用逗号分隔的几项") from error
    return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]


Texts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]


class Section(BaseModel):
    """A part of the settings; an unknown key is an error, not a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NetworkSettings(Section):
    """How the network is reached."""

    resolver: str = ""
    allow_private: Texts = ()
    ca_file: str = ""
    proxy: str = ""
    contact: str = ""


class PaceSettings(Section):
    """How gently hosts are asked; seconds."""

    per_host: int = Field(default=_PACE.per_host, ge=1, le=256)
    interval: float = Field(default=_PACE.interval, ge=0, le=60)
    timeout: float = Field(default=_PACE.timeout, gt=0, le=300)
    total: int = Field(default=_PACE.total, ge=1, le=1024)
    retry_after_cap: float = Field(default=_PACE.retry_after_cap, ge=0, le=3600)
    second_look: float = Field(default=_PACE.second_look, ge=0, le=3600)
    window: str = ""  # the hours in which portals are asked, 22:00-06:00; empty: always


class LimitSettings(Section):
    """How far a crawl goes."""

    max_pages: int = Field(default=_LIMITS.max_pages, ge=1)
    max_depth: int = Field(default=_LIMITS.max_depth, ge=0)
    max_addresses: int = Field(default=_LIMITS.max_addresses, ge=1)
    page_bytes: int = Field(default=_LIMITS.page_bytes, ge=1024)
    probe_bytes: int = Field(default=_LIMITS.probe_bytes, ge=1024)
    body_seconds: float = Field(default=_LIMITS.body_seconds, gt=0)
    redirects: int = Field(default=_LIMITS.redirects, ge=0, le=50)
    per_query_pattern: int = Field(default=_LIMITS.per_query_pattern, ge=1)
    sitemap_addresses: int = Field(default=_LIMITS.sitemap_addresses, ge=0)
    address_length: int = Field(default=_LIMITS.address_length, ge=100)
    path_parts: int = Field(default=_LIMITS.path_parts, ge=3)
    file_bytes: int = Field(default=_LIMITS.file_bytes, ge=1024)
    files_bytes: int = Field(default=_LIMITS.files_bytes, ge=0)
    max_files: int = Field(default=_LIMITS.max_files, ge=0)


class BrowserSettings(Section):
    """The browser, where one is wanted: how much it is shown, times in seconds. 0 leaves a part of its work out."""

    executable: str = ""
    pages: int = Field(default=_BROWSER.pages, ge=1, le=1000)
    second_looks: int = Field(default=_BROWSER.second_looks, ge=0)
    rendered_pages: int = Field(default=_BROWSER.rendered_pages, ge=0)
    rendered_share: float = Field(default=_BROWSER.rendered_share, ge=0, le=1)
    at_once: int = Field(default=_BROWSER.at_once, ge=1, le=16)
    seconds: float = Field(default=_BROWSER.seconds, gt=0, le=300)
    total_seconds: float = Field(default=_BROWSER.total_seconds, gt=0)


class ScheduleSettings(Section):
    """The nights: a cron for all sites (a site may have its own), how many sites at once. Beside them the visits of
    home pages: how many a day, and the addresses that tell whether our own network works.
    `workers`: on PostgreSQL nights are only asked for, and run by `hecha worker`."""

    cron: str = "0 1 * * *"
    at_once: int = Field(default=4, ge=1, le=64)
    timezone: str = "Asia/Shanghai"
    catch_up_hours: float = Field(default=20, gt=0, le=168)
    resume_hours: float = Field(default=24, gt=0, le=168)
    min_free_mb: int = Field(default=500, ge=0)
    probes_per_day: int = Field(default=24, ge=0, le=96)
    control: Texts = ("https://www.gov.cn/",)
    workers: bool = False


class StorageSettings(Section):
    """How long the evidence of a run is kept: it goes when it is older than so many days and so many newer runs of its
    site can be read."""

    keep_runs: int = Field(default=10, ge=3, le=10_000)
    keep_days: int = Field(default=180, ge=7, le=36_500)


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(env_prefix="HECHA_", env_nested_delimiter="__", extra="ignore", frozen=True)

    database: str = ""
    folder: str = DEFAULT_FOLDER
    network: NetworkSettings = NetworkSettings()
    pace: PaceSettings = PaceSettings()
    limits: LimitSettings = LimitSettings()
    browser: BrowserSettings = BrowserSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    storage: StorageSettings = StorageSettings()

    @property
    def database_url(self) -> str:
        """Where the database is: as set, or SQLite in the data folder."""
        return self.database or str(Path(self.folder) / DATABASE_NAME)

    def at_any_hour(self) -> "Settings":
        """The same settings without the hours that portals are to be asked in."""
        return self.model_copy(update={"pace": self.pace.model_copy(update={"window": ""})})

    def crawl_network(self) -> Network:
        """The crawler's view of the network."""
        return Network(**self.network.model_dump())

    def crawl_pace(self) -> Pace:
        """The crawler's view of the pace."""
        return Pace(**self.pace.model_dump(exclude={"window"}))

    def crawl_limits(self, **overrides: int | None) -> Limits:
        """The crawler's view of the limits, with what the command line says instead."""
        given = {name: value for name, value in overrides.items() if value is not None}
        return Limits(**{**self.limits.model_dump(), **given})

    def browser_limits(self) -> BrowserLimits:
        """How much a browser is shown."""
        return BrowserLimits(**self.browser.model_dump(exclude={"executable"}))


def load_settings(file: Path | None = None, *, database: str | None = None) -> Settings:
    """Read the settings. A file that was named must exist; the default one need not.

    Raises UsageError with one Chinese line for a missing or broken file, an unknown key or a bad value.
    """
    path = file if file is not None else Path(DEFAULT_FILE)
    if file is not None and not path.is_file():
        raise UsageError(f"找不到配置文件“{path}”，请检查 --config 后的路径")
    if path.is_file():
        _check_file(path)
    source = path if path.is_file() else None

    class Loaded(Settings):
        """The settings with this file under the environment."""

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=source))

    given: dict[str, Any] = {"database": database} if database else {}
    try:
        return Loaded(**given)
    except ValidationError as error:
        raise UsageError(_worded(error, path if source else None)) from error
    except ValueError as error:  # pydantic-settings' own complaint about an environment value
        named = re.search(r'field "(\w+)"', str(error))
        name = f"HECHA_{named[1].upper()}" if named else "HECHA_…"
        raise UsageError(f"环境变量 {name} 无法识别：单项设置请写成 {name}__项名=值") from error


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            found = tomllib.load(stream)
    except OSError as error:
        raise UsageError(f"无法读取配置文件“{path}”：{system_words(error)}") from error
    except (ValueError, RecursionError) as error:  # also text that is no UTF-8, and numbers or nesting beyond measure
        found_at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = f"第 {found_at[1]} 行第 {found_at[2]} 列" if found_at else ""
        raise UsageError(f"配置文件“{path}”{place}格式有误，请按 TOML 格式修改，并存为 UTF-8 编码") from error
    for name in found:
        if name not in Settings.model_fields:
            known = "、".join(Settings.model_fields)
            raise UsageError(f"配置文件“{path}”中有不认识的设置“{name}”，可用的有：{known}")


_SECTION = "应为一节，写成 [节名] 后面逐行写各项"
_WORDS = {
    "extra_forbidden": "没有这项设置，请检查拼写",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "finite_number": "应为整数",
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字，两边加引号",
    "tuple_type": '应为列表，写成 ["…", "…"]',
    "greater_than_equal": "数值太小",
    "greater_than": "数值太小",
    "less_than_equal": "数值太大",
    "less_than": "数值太大",
    "model_type": _SECTION,
    "model_attributes_type": _SECTION,
    "int_parsing_size": "数值太大",
    "list_type": '应为列表，写成 ["…", "…"]',
}


_BOUNDS = {
    "greater_than_equal": "最小为",
    "greater_than": "须大于",
    "less_than_equal": "最大为",
    "less_than": "须小于",
}


def _worded(error: ValidationError, path: Path | None) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    words = _WORDS.get(first["type"]) or first["msg"].removeprefix("Value error, ")
    bound = next((first["ctx"][name] for name in ("ge", "gt", "le", "lt") if name in first.get("ctx", {})), None)
    if bound is not None:
        words += f"，{_BOUNDS[first['type']]} {bound:g}"
    where = f"配置文件“{path}”或环境变量" if path else "环境变量"
    return f"{where}中的设置 {name} 不正确：{words}（当前值：{first.get('input')!r}）"
