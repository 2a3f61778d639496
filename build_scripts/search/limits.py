"""The numbers of the search: tuned on the gold set (tests/search/gold.tsv).

query.py and search.js go by the same ones; the manifest tells them to the script.
"""

from __future__ import annotations

EXACT, SOUNDS_ALIKE = 10, 5
"""How much a way of matching counts, in tenths."""
MOST_SLOTS = 24
"""Places of a question that are looked at; what comes after says nothing new."""
UNKNOWN = 10
"""Rarity of a place of the question that no record answers."""
ANY_PLACE = 10
"""What every place of the question is worth besides, when cover is reckoned."""
LEAST_COVER = 22
"""Percent of the question a record must answer to be shown."""
WELL_COVERED = 75
"""Below this the question is asked again by sound."""
SURE = 66
"""Below this the page says that nothing fits well, and gives 12345 first.

One lucky pair of the two in '火车票' covers 63 at most, however rare it is.
"""
SURE_BY_NAME = 33
"""The same when a record's own names answer two places of the question."""
STRONG = 15
"""From this weight on a record is meant by its name, not by the way."""
MOST_PLACES = 4
"""Places that are looked at when a question names a service and a place."""
SHOWN = 12
"""Results on the page."""
HASH_LETTERS = 6
"""Of a shard's hash in its name: only versions of one shard must differ."""
