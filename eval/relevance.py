"""Does a title answer a request at all? Both as the encoder of search sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from eval.case import Case
    from index.opening import Index


def similarities(cases: Sequence[Case], index: Index) -> Mapping[str, float]:
    """Return for each case the cosine of its request and its item, as the encoder sees them."""
    from index.product import Product
    from index.store.passage import passage_text

    items = [passage_text(Product(case.id, str(case.raw["item"]))) for case in cases]
    asked = index.encoder.queries([case.text for case in cases])
    shown = index.encoder.passages(items)
    cosines = np.sum(np.asarray(asked) * np.asarray(shown), axis=1)
    return {case.id: float(value) for case, value in zip(cases, cosines, strict=True)}
