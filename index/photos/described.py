"""Products whose photos show what words describe, also where no title says it.

The joint space of words and photos makes a request in words a request for a look. How far it may be
believed is read off the catalogue itself: how often the words of kinds name its own photos rightly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.photos.table import photo_table

if TYPE_CHECKING:
    from index.opening import Index

TRUSTED = 0.5
"""A catalogue whose photos the words of kinds name less well than this is not asked."""


def described(text: str, index: Index) -> NDArray[np.float32] | None:
    """Return how well each product's best photo fits the words, in the order of the index's table.

    Meant for `SearchRequest.photo_scores` of a request without a photo.

    Returns:
        −∞ for a product without photos; None where the words cannot be believed here: no photos,
        no words, or a catalogue of things that the joint space was not trained on.
    """
    table = photo_table(index)
    if not text.strip() or not len(table.shows) or table.trust < TRUSTED:
        return None
    fits = (table.joint @ index.encoder.joint_texts([text])[0]).astype(np.float32)
    scores = np.full(len(table.products), -np.inf, np.float32)
    np.maximum.at(scores, table.shows, fits)
    return scores
