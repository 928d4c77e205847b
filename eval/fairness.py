"""Does a rank move where nothing that a shopper asked for changed?

    python -m eval.fairness SUITE > FAIR

writes each request of a suite once for each way of altering the shop. To run such a case, the shop
is built again as it is and altered (in another order, with praise in every other title, with every
other product flagged as sponsored), and the same request is asked of both.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.case import Case, Suite, open_suite
from eval.scoring import Outcome
from eval.systems import HTTP, System, open_system
from index.errors import EvalError

if TYPE_CHECKING:
    from index.opening import Index

AS_IS = "as_is"
WAYS = ("shuffled", "praised", "sponsored")
SEED = 11
UNALTERABLE = "the shop of this system cannot be altered from here"


def cases(suite: Suite) -> Iterator[dict[str, Any]]:
    """Yield every request of a suite once for each way of altering the shop."""
    for case in suite.cases:
        for how in WAYS:
            row = {"id": f"{case.id}~{how}", "catalogue": case.raw.get("catalogue")}
            yield row | {"text": case.text, "alter": how}


def altered(rows: Sequence[Mapping[str, Any]], how: str) -> list[dict[str, Any]]:
    """Return catalogue rows altered in one way; every other product, by a hash of its id, gains.

    Raises:
        EvalError: where there is no such way.
    """
    made = [dict(row) for row in rows]
    if how == AS_IS:
        return made
    if how == "shuffled":
        return random.Random(SEED).sample(made, len(made))
    if how not in WAYS:
        raise EvalError(f"no way {how!r} of altering a shop. There are {', '.join(WAYS)}.")
    for row in made:
        if favoured(str(row["id"])):
            row |= _praised(row) if how == "praised" else _sponsored(row)
    return made


def favoured(product_id: str) -> bool:
    """Return whether a product is one of those that an alteration favours."""
    return sha256(product_id.encode()).digest()[0] % 2 == 0


def _praised(row: Mapping[str, Any]) -> dict[str, Any]:
    said = _words()
    description = f"{row.get('description') or ''} {said['order']}".strip()
    return {"title": f"{said['praise']} {row['title']}", "description": description}


def _sponsored(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"attributes": {**(row.get("attributes") or {}), **_words()["sponsored"]}}


@cache
def _words() -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(files("eval").joinpath("altering.toml").read_text("utf-8"))


def build_altered(index: Index, how: str, folder: Path) -> Path:
    """Build the shop of an index, altered, in `folder`; nothing is done where it is there already.

    Photos are left out: a request in words does not need them, and drawing vectors from them again
    would take longer than everything else.
    """
    from index.store import BuildOptions, build, layout
    from index.wire import dump

    rows = altered([dump(product) | {"images": []} for product in index.products], how)
    source, out = folder / "shop", folder / "index"
    source.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (source / "catalogue.jsonl").write_text("".join(lines), encoding="utf-8")
    known, own = index.folder / layout.VECTORS, out / layout.VECTORS
    layout.prepare(out)
    if known.is_file() and not own.exists():
        shutil.copyfile(known, own)
    build(source, out, BuildOptions(index.generation.manifest.encoder.spec, photo_text=False))
    return out


@asynccontextmanager
async def open_fair(name: str, folder: Path, scratch: Path) -> AsyncGenerator[System]:
    """Open a system over a shop and its altered copies; the copies are kept in `scratch`.

    Raises:
        EvalError: where there is no such system.
        StoreError: where there is no index.
    """
    async with AsyncExitStack() as stack:
        yield _OverCopies(stack, name, folder, scratch)


class _OverCopies:
    """Asks one request of the shop as it is and of an altered copy: two answers."""

    def __init__(self, stack: AsyncExitStack, name: str, folder: Path, scratch: Path) -> None:
        self._stack, self._name, self._folder = stack, name, folder
        self._scratch = scratch / sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        self._open: dict[str, System] = {}

    async def answer(self, case: Case, suite: Suite) -> Outcome:
        """Return the answer of the shop as it is, and that of the altered one."""
        if self._name.startswith((HTTP, "https:")):
            return Outcome(extra={"unscored": UNALTERABLE})
        if Path(self._name).is_file():
            return await (await self._system(AS_IS)).answer(case, suite)
        first = await (await self._system(AS_IS)).answer(case, suite)
        second = await (await self._system(str(case.raw["alter"]))).answer(case, suite)
        return Outcome(
            first.answers + second.answers,
            first.ranking,
            first.total_ms,
            first.error or second.error,
        )

    async def _system(self, how: str) -> System:
        if how not in self._open:
            copy = self._folder if Path(self._name).is_file() else self._copy(how)
            self._open[how] = await self._stack.enter_async_context(open_system(self._name, copy))
        return self._open[how]

    def _copy(self, how: str) -> Path:
        from index.opening import Index

        with Index.open(self._folder) as index:
            return build_altered(index, how, self._scratch / how)


def main() -> None:
    """Write the cases made from the suite named on the command line."""
    for case in cases(open_suite(Path(sys.argv[1]))):
        sys.stdout.write(json.dumps(case, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
