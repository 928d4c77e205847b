"""What counts how much when picks are ranked, and why. Every number that decides a rank is here.

The score of a pick is the sum of weight × part, each part between 0 and 1 (reviews: −1 to 1).
"""

from __future__ import annotations

from types import MappingProxyType

from index.fact import Grade

WEIGHTS = MappingProxyType(
    {
        # The musts are filters already; what is left of the wish decides first.
        "prefer": 3.0,
        # Words that no attribute took («刺绣», «日系»): fit the wish, but are looser than a wish
        # that was understood.
        "words": 2.0,
        # Without a kind, what the search finds is all there is to go by.
        "search": 4.0,
        # How alike the photo is: as much as all that was said.
        "photo": 4.0,
        # The colour and pattern read in the photo, where the record states them: likeness sees
        # them too, but of the main view only, and a product may come in other colours.
        "seen": 2.0,
        # «800左右» names a price, so nearness to it counts, but less than what was wished for.
        "budget": 0.8,
        # A stated attribute is surer than a word in a title, that than one in a review: enough to
        # order equals, not enough to beat a wish.
        "evidence": 0.6,
        # What buyers complain of or praise, signed; a product without reviews gets 0.
        "reviews": 0.8,
        # What buyers say of the very aspects that were wished for («不掉毛»), signed.
        "aspects": 1.5,
        # Stars out of 5, where they are a star count at all.
        "rating": 0.5,
        # Many buyers are a weak sign of a sound product; logarithmic, and never worth a wish.
        "sales": 0.3,
        # All else equal, a record that tells more can be judged better.
        "told": 0.2,
        # All else equal, a friend takes the cheaper one.
        "thrift": 0.2,
    }
)

GRADES = MappingProxyType({Grade.FIELD: 1.0, Grade.TITLE: 0.7, Grade.PROSE: 0.6, Grade.REVIEW: 0.3})
"""How sure a fact is, by where it was read."""

UNKNOWN_PREFERENCE = 0.25
"""A preference on which a record is silent: better than a stated no, far from a yes."""

SALES_FLOOR = 10
"""Below this many sold, sales say nothing; the answer tells that they are few."""

FEW_REVIEWS = 3
"""With fewer reviews the answer says so."""

REVIEW_PRIOR = 3.0
"""Mentions of an aspect that count as if they had been neutral, so that one voice is not a fact."""

MISS_NO = 1.0
MISS_UNKNOWN = 0.7
MISS_RANGE_FLOOR = 0.3
"""How far a product in `nearest` is from the wish, by miss: a stated no 1, a silent record 0.7,
a number outside its range between 0.3 (just outside) and 1 (half as much again, or worse)."""

PICKS_MIN, PICKS_MAX = 3, 5
KEEP_SHARE = 0.8
"""A fourth and a fifth pick are shown while they score at least this share of the first's."""

NEAREST_MAX = 3
REJECTED_MAX = 60
RELAXATIONS_MAX = 4

ALIKE = 0.8
"""Share of the shorter title's characters pairs from which two products are near-identical."""

POOL = 200
"""How many of the best are looked at closely."""
