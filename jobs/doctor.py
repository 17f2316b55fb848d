"""The doctor: what this machine has and lacks for hecha to work. Asks nothing of the network but its own resolver."""

from collections.abc import Iterable

from jobs.doctor_browser import browser, fonts
from jobs.doctor_machine import certificates, database, disk
from jobs.doctor_network import addresses, proxy, resolver
from jobs.doctor_software import hecha, packages, plugins, python, time_zones
from jobs.doctor_symptom import Health, Symptom
from jobs.settings import Settings

_WORDS = {Health.OK: "正常", Health.WARN: "注意", Health.BAD: "故障"}


def examine(settings: Settings) -> tuple[Symptom, ...]:
    """Look at everything hecha needs of its machine."""
    return (
        python(),
        hecha(),
        packages(),
        plugins(),
        time_zones(settings),
        disk(settings),
        database(settings),
        certificates(settings),
        proxy(settings),
        resolver(settings),
        *addresses(),
        browser(settings),
        fonts(),
    )


def rows(symptoms: Iterable[Symptom]) -> list[tuple[str, str, str, str]]:
    """The symptoms as rows of a table: what, how, in words, what to do."""
    return [(each.name, _WORDS[each.state], each.message, each.advice) for each in symptoms]


def exit_code(symptoms: Iterable[Symptom]) -> int:
    """4 (environment fault) when anything is bad, else 0."""
    return 4 if any(each.state is Health.BAD for each in symptoms) else 0
