"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

VARIABLE = "GUIDE_INDEX"
DEFAULT_INDEX = Path(".guide/index")

IndexOption = Annotated[
    Path, typer.Option("--index", envvar=VARIABLE, help="The index directory.", show_default=True)
]
OutOption = Annotated[
    Path, typer.Option("--out", envvar=VARIABLE, help="The index directory to make or renew.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON instead of words for people.")]
