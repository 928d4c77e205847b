"""From a Need to Picks: who fits, why, what it costs to choose it, and what if nobody fits."""

from guide.choosing.answering import answer_about
from guide.choosing.choose import choose
from guide.choosing.comparing import compare, drawbacks

__all__ = ["answer_about", "choose", "compare", "drawbacks"]
