"""Which items of which rubrics a finding bears on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reports.model import RubricItem
from reports.scores import ScoreSheet

MOST_CLUES = 3  # items of one rubric; a clue to more of them tells a unit nothing of any

_Items = dict[str, RubricItem]  # by number


def bearing(sheets: Sequence[ScoreSheet]) -> Mapping[str, tuple[RubricItem, ...]]:
    """The items by the fingerprint of a finding, once each: an item stands on the cards of several units.

    Under each rubric these are the items whose rules count the finding. Where none does, those in which it is a clue
    for the people who decide, if it is one to a few.
    """
    counted: defaultdict[tuple[str, str], _Items] = defaultdict(dict)
    clues: defaultdict[tuple[str, str], _Items] = defaultdict(dict)
    for sheet in sheets:
        for charge in sheet.charges():
            named = counted if charge.counts else clues
            item = RubricItem(sheet.rubric, charge.item, charge.cost)
            named[charge.finding, sheet.rubric].setdefault(charge.item, item)
    few = {key: items for key, items in clues.items() if len(items) <= MOST_CLUES}
    found: defaultdict[str, list[RubricItem]] = defaultdict(list)
    for (finding, _), items in sorted((few | counted).items()):
        found[finding] += items.values()
    return {finding: tuple(items) for finding, items in found.items()}
