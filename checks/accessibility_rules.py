"""The rules of axe-core in Chinese: what each says is wrong, and the demand of national documents it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from evidence.yaml_text import read_yaml

STANDARD = "GB/T 37668-2019"


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeRule:
    """One rule. `principle` and `topic` are of GB/T 37668-2019, `elder` of the design specifications of 2021."""

    title: str
    principle: str = ""
    topic: str = ""
    elder: str = ""
    looks: bool = False

    @property
    def demand(self) -> str:
        """The demand in a few words; "" where none is known."""
        if not self.principle:
            return ""
        elder = f"；适老化要求：{self.elder}" if self.elder else ""
        return f"{STANDARD} {self.principle}·{self.topic}{elder}"


@cache
def axe_rules() -> Mapping[str, AxeRule]:
    """Every rule by its id."""
    text = (files("checks") / "data" / "axe_rules.yaml").read_text(encoding="utf-8")
    return MappingProxyType({name: AxeRule(**fields) for name, fields in read_yaml(text).items()})


def axe_rule(name: str) -> AxeRule:
    """One rule; a rule that is new to us is called by its id."""
    return axe_rules().get(name) or AxeRule(title=f"不符合规则 {name}")
