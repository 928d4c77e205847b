"""What can go wrong, said so that a person can act on it.

GuideError
├── CatalogueError      a source cannot be read, or a row of it (strict mode)
├── StoreError          an index is missing, foreign, damaged or locked
│   └── EncoderMismatch the index was made with another encoder
├── EncoderError        an encoder cannot be loaded or fed
├── PhotoError          a photo is refused
├── FilterError         a filter does not parse
├── SettingsError       a setting or an argument is out of range
├── SessionError        a session cannot be read or continued
└── EvalError           a suite or a run cannot be read or compared
"""

from __future__ import annotations


class GuideError(Exception):
    """Base of every error that is shown to a person.

    The message says what was wrong, what was got, and what to do. Programs and pages show the
    message alone, never a traceback.
    """


class CatalogueError(GuideError):
    """A catalogue cannot be read."""


class StoreError(GuideError):
    """An index is missing, is not ours, is damaged, or is being written by someone else."""


class EncoderMismatch(StoreError):
    """The index was built with another encoder than the one asked for."""


class EncoderError(GuideError):
    """An encoder cannot be loaded, or was given what it cannot encode."""


class PhotoError(GuideError):
    """A photo is refused: not a photo, too large, damaged.

    Attributes:
        code: why, in one word for programs: a page says it in the shopper's language.
    """

    def __init__(self, message: str, code: str = "damaged") -> None:
        super().__init__(message)
        self.code = code


class FilterError(GuideError):
    """A filter does not parse, or names what no catalogue can have."""


class SettingsError(GuideError):
    """A setting or an argument is out of range."""


class SessionError(GuideError):
    """A session cannot be read or continued."""


class EvalError(GuideError):
    """A suite, a run or a scorer cannot be read."""
