"""The doctor: each fault of the machine beside the machine without it."""

import sqlite3
import stat
from pathlib import Path

import pytest

from checks import registry as found
from jobs import doctor_browser, doctor_network, doctor_software
from jobs.browser import find_browser
from jobs.doctor import examine, exit_code, rows
from jobs.doctor_machine import certificates, database, disk
from jobs.doctor_symptom import Health, Symptom
from jobs.settings import BrowserSettings, NetworkSettings, ScheduleSettings, Settings
from storage.store import open_store


def here(tmp_path: Path, **sections: object) -> Settings:
    """Settings with a data folder of their own."""
    return Settings(database=str(tmp_path / "hecha.db"), **sections)  # type: ignore[arg-type]


def program(path: Path, script: str) -> Path:
    """A program that does what the script says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_every_symptom_has_a_row_and_what_is_wrong_has_advice(tmp_path: Path) -> None:
    symptoms = examine(here(tmp_path))
    names = [symptom.name for symptom in symptoms]
    assert len(set(names)) == len(names) >= 13
    assert all(symptom.advice for symptom in symptoms if symptom.state is not Health.OK)
    assert [row[0] for row in rows(symptoms)] == names
    assert not (tmp_path / "hecha.db").exists()


def test_only_what_keeps_hecha_from_working_is_an_environment_fault() -> None:
    good, odd, bad = (Symptom(name="x", state=state, message="") for state in Health)
    assert exit_code([good, odd]) == 0
    assert exit_code([good, bad, odd]) == 4


def test_a_database_of_ours_is_well_and_others_are_not(tmp_path: Path) -> None:
    settings = here(tmp_path)
    open_store(settings.database_url).close()
    assert database(settings).state is Health.OK
    Path(settings.database_url).unlink()
    with sqlite3.connect(settings.database_url) as other:
        other.execute("CREATE TABLE t (x)")
    said = database(settings)
    assert said.state is Health.BAD and "别的程序" in said.message and said.advice.startswith("请")


def test_a_full_disk_and_a_folder_that_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disk(here(tmp_path, schedule=ScheduleSettings(min_free_mb=1))).state is Health.OK
    full = disk(here(tmp_path, schedule=ScheduleSettings(min_free_mb=10**9)))
    assert full.state is Health.BAD and "min_free_mb" in full.message

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    closed = disk(here(tmp_path))
    assert closed.state is Health.BAD and "不能写入" in closed.message


def test_certificates_that_cannot_be_read(tmp_path: Path) -> None:
    assert certificates(here(tmp_path)).state is Health.OK
    odd = certificates(here(tmp_path, network=NetworkSettings(ca_file=str(tmp_path / "none.pem"))))
    assert odd.state is Health.BAD and "ca_file" in odd.message


@pytest.mark.parametrize(("resolver", "state"), [("127.0.0.1:1", Health.BAD), ("no address", Health.BAD)])
def test_a_resolver_that_is_not_there(
    tmp_path: Path, resolver: str, state: Health, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_network, "ASK_SECONDS", 0.2)
    assert doctor_network.resolver(here(tmp_path, network=NetworkSettings(resolver=resolver))).state is state


def test_a_resolver_that_answers_anything_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dns.query.udp", lambda *_, **__: object())
    said = doctor_network.resolver(here(tmp_path, network=NetworkSettings(resolver="[::1]:5353")))
    assert (said.state, said.message) == (Health.OK, "::1:5353 有应答")


def test_a_proxy_is_shown_without_its_password(tmp_path: Path) -> None:
    assert doctor_network.proxy(here(tmp_path)).state is Health.OK
    said = doctor_network.proxy(here(tmp_path, network=NetworkSettings(proxy="http://user:secret@10.0.0.1:8080")))
    assert said.state is Health.WARN and "10.0.0.1:8080" in said.message and "secret" not in said.message
    odd = doctor_network.proxy(here(tmp_path, network=NetworkSettings(proxy="socks5://10.0.0.1:1080")))
    assert odd.state is Health.BAD


@pytest.mark.parametrize("reached", [True, False])
def test_a_machine_without_a_way_out_is_warned(monkeypatch: pytest.MonkeyPatch, reached: bool) -> None:
    monkeypatch.setattr(doctor_network, "has_route", lambda address: reached)
    assert {each.state for each in doctor_network.addresses()} == {Health.OK if reached else Health.WARN}


def test_a_name_of_ours_that_another_package_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor_software.packages().state is Health.OK
    monkeypatch.setattr(doctor_software, "packages_distributions", lambda: {"checks": ["hecha"], "jobs": ["hecha"]})
    assert doctor_software.packages().state is Health.OK
    monkeypatch.setattr(doctor_software, "packages_distributions", lambda: {"checks": ["hecha", "checks"]})
    said = doctor_software.packages()
    assert said.state is Health.BAD and "checks（checks）" in said.message


def test_a_plug_in_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor_software.plugins().state is Health.OK
    broken = found.Broken(name="extra", distribution="hecha-extra", reason="ImportError: no x")
    made = found.Registry(checks={}, sources={}, broken=(broken,))
    monkeypatch.setattr(doctor_software, "registry", lambda: made)
    said = doctor_software.plugins()
    assert said.state is Health.WARN and "hecha-extra" in said.message and "no x" in said.message


def test_a_time_zone_nobody_knows(tmp_path: Path) -> None:
    assert doctor_software.time_zones(here(tmp_path)).state is Health.OK
    odd = doctor_software.time_zones(here(tmp_path, schedule=ScheduleSettings(timezone="Asia/Peking")))
    assert odd.state is Health.BAD and "Asia/Peking" in odd.message


@pytest.mark.parametrize(
    ("script", "state"),
    [("echo Chromium 120.0.1.2", Health.OK), ("exit 1", Health.WARN), ("echo nothing", Health.WARN)],
)
def test_a_browser_must_start(tmp_path: Path, script: str, state: Health) -> None:
    named = program(tmp_path / "browser", script)
    said = doctor_browser.browser(here(tmp_path, browser=BrowserSettings(executable=str(named))))
    assert said.state is state and str(named) in said.message


def test_a_browser_that_was_named_is_the_only_one_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin" / "chromium", "true")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert find_browser(here(tmp_path)) == tmp_path / "bin" / "chromium"
    named = here(tmp_path, browser=BrowserSettings(executable=str(tmp_path / "none")))
    assert find_browser(named) is None
    assert doctor_browser.browser(named).state is Health.BAD


def test_playwrights_own_browser_is_found_the_newest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr("jobs.browser._INSTALLED", ())
    assert find_browser(here(tmp_path)) is None
    shell = program(tmp_path / "chromium_headless_shell-2000" / "chrome-linux" / "headless_shell", "true")
    assert find_browser(here(tmp_path)) == shell
    program(tmp_path / "chromium-999" / "chrome-linux" / "chrome", "true")
    newer = program(tmp_path / "chromium-1200" / "chrome-linux64" / "chrome", "true")
    assert find_browser(here(tmp_path)) == newer


@pytest.mark.parametrize(("script", "state"), [("echo 'Noto Sans CJK SC,思源黑体'", Health.OK), ("true", Health.WARN)])
def test_fonts_for_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, state: Health) -> None:
    program(tmp_path / "fc-list", script)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor_browser.fonts().state is state
