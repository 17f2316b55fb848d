"""What a run did not settle, in lines for the person who started it."""

from collections.abc import Iterator, Mapping, Sequence

from checks.model import Outcome
from jobs.run import Ran
from reports.titles import OUTCOME

UNSETTLED = (Outcome.CANNOT_TELL, Outcome.UNTESTED, Outcome.ERROR)


def open_ends(ran: Ran, titles: Mapping[str, str]) -> Iterator[str]:
    """Checks without a verdict and addresses that were not looked at, each with its reason; `titles` by check."""
    name = ran.site.id
    for result in ran.audited.results if ran.audited else ():
        if result.outcome in UNSETTLED and result.reason:
            yield f"{name} · {titles.get(result.check, result.check)}：{OUTCOME[result.outcome]}，{result.reason}"
    if ran.gathered.coverage.notes:
        yield f"{name} · {'；'.join(ran.gathered.coverage.notes)}"


def way_to_findings(done: Sequence[Ran]) -> str | None:
    """The command that lists what was found, once for all sites; None where nothing was."""
    sites = [ran.site.id for ran in done if ran.audited and any(result.findings for result in ran.audited.results)]
    if not sites:
        return None
    return f"逐条问题：hecha findings --site {sites[0] if len(sites) == 1 else '站点编号'}"
