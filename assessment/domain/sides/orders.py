"""How far two orders lie apart."""

from __future__ import annotations

from collections.abc import Iterable


def rank_distance(one: Iterable[str], other: Iterable[str]) -> float:
    """How far two orders of named items lie apart, 0 (the same) to 1 (nothing shared).

    The footrule for two top-k lists (Fagin, Kumar, Sivakumar 2003): the sum over all items of the difference of their
    places, where what a list leaves out stands one place behind the end of the longer list; divided by that sum for two
    lists of these lengths that share nothing. Two empty lists are the same.
    """
    lists = [list(one), list(other)]
    behind = max(map(len, lists)) + 1
    places = [{item: number for number, item in enumerate(items, 1)} for items in lists]
    apart = sum(abs(places[0].get(item, behind) - places[1].get(item, behind)) for item in {*lists[0], *lists[1]})
    most = sum(behind - place for of_list in places for place in of_list.values())
    return apart / most if most else 0.0
