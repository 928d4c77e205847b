"""Commands of the guide: `guide ask`."""

from guide.commands.ask import ask

__all__ = ["ask"]
