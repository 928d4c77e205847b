"""The demo shop: products of fictional brands, the same every time, with drawings of their own.

`catalogue()` gives the rows; `write(folder)` makes the folder that an index is built from.
`docs/demo.md` says how to add a kind.
"""

from __future__ import annotations

from index.demo.build import catalogue
from index.demo.writing import write

__all__ = ["catalogue", "write"]
