"""Commands of the index: `guide index …` and `guide search`."""

from index.commands.group import app
from index.commands.search import search

__all__ = ["app", "search"]
