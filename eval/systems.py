"""Who is measured: the guide itself, a server that answers like it, or a file of answers.

`rules` and `model:PROVIDER:MODEL` run in this process; `http:URL` is asked over `POST URL/api/ask`;
a path is a JSONL file of `{"suite"?, "case", "answers": [Answer]}` or `{"case", "ranking": [ids]}`.
"""

from __future__ import annotations

import base64
import json
import logging
import tempfile
import time
import uuid
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from eval.case import Case, Suite
from eval.scoring import Outcome
from index.errors import EvalError, GuideError

if TYPE_CHECKING:
    import httpx

    from guide.conversation.service import Guide
    from index.extraction import Profile

log = logging.getLogger(__name__)

RULES = "rules"
HTTP = "http:"
MODEL = "model:"
ASK = "/api/ask"
HTTP_SECONDS = 60.0


class System(Protocol):
    """Answers a case; what goes wrong is told in the outcome, never raised."""

    async def answer(self, case: Case, suite: Suite) -> Outcome:
        """Return what comes back for a case."""
        ...


@asynccontextmanager
async def open_system(name: str, index: Path) -> AsyncGenerator[System]:
    """Open the system of that name; those in this process answer from the index at `index`.

    Raises:
        EvalError: where there is no such system.
        StoreError: where there is no index.
    """
    if name == RULES or name.startswith(MODEL):
        from guide.conversation.service import open_guide

        model = name.removeprefix(MODEL) if name != RULES else None
        with tempfile.TemporaryDirectory() as scratch:
            sessions = Path(scratch) / "sessions.sqlite3"
            async with open_guide(index, model=model, sessions=sessions) as guide:
                yield InProcess(guide)
    elif name.startswith((HTTP, "https:")):
        import httpx

        url = name if name.split(":", 2)[1].startswith("//") else name.removeprefix(HTTP)
        async with httpx.AsyncClient(base_url=url, timeout=HTTP_SECONDS) as client:
            yield OverHttp(client)
    elif Path(name).is_file():
        yield FromFile(read_answers(Path(name)))
    else:
        raise EvalError(
            f"no system {name!r}. Give rules, model:PROVIDER:MODEL, http:URL or a file."
        )


class InProcess:
    """The guide of this project over an open index."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._profile: Profile | None = None
        self._compared: dict[str, Mapping[str, float]] = {}

    @property
    def guide(self) -> Guide:
        """The guide that answers."""
        return self._guide

    async def answer(self, case: Case, suite: Suite) -> Outcome:
        """Return an answer for each turn, or the ranking, the reading or the claims asked for."""
        started = time.perf_counter()
        try:
            outcome = await self._answer(case, suite)
        except GuideError as error:
            outcome = Outcome(error=str(error))
        except Exception as error:
            log.debug("case %s of %s failed", case.id, suite.name, exc_info=True)
            outcome = Outcome(error=f"{type(error).__name__}: {error}")
        taken = (time.perf_counter() - started) * 1000
        return replace(outcome, total_ms=round(outcome.total_ms or taken, 1))

    async def _answer(self, case: Case, suite: Suite) -> Outcome:
        if suite.form in ("find", "kind"):
            from eval.retrieval import rank

            ranked = rank(case, self._guide.index)
            return Outcome(ranking=ranked.ids, total_ms=ranked.total_ms)
        if suite.form == "photo_words":
            from eval.photo_turns import talk

            return await talk(case, self._guide)
        if suite.form == "reading":
            return Outcome(extra={"need": self._read(case.text)})
        if suite.form == "spans":
            return Outcome(extra={"facts": self._facts(case.text)})
        if suite.form == "relevance":
            return Outcome(extra={"alike": self._alike(suite)[case.id]})
        if suite.form == "question":
            return Outcome(extra={"claims": self._claims(case)})
        return await self._talk(case)

    async def _talk(self, case: Case) -> Outcome:
        from guide.answer import to_json

        session = f"eval-{uuid.uuid4().hex[:12]}"
        turns = case.raw.get("turns") or ({"text": case.text},)
        answers: list[Mapping[str, Any]] = []
        try:
            for number, turn in enumerate(turns):
                photo = case.photo if number == 0 else None
                answers.append(
                    to_json(await self._guide.aanswer(session, str(turn.get("text", "")), photo))
                )
        finally:
            await self._guide.aforget(session)
        return Outcome(tuple(answers), ranking_of(answers[-1]))

    def _read(self, text: str) -> Any:
        from guide.apply import apply
        from guide.need import Need
        from guide.reading import RulesReader
        from guide.turn import Context
        from index.wire import dump

        index = self._guide.index
        currency = next((p.currency for p in index.products if p.currency), "CNY")
        reader = RulesReader(index.vocabulary, index.encoder)
        return dump(apply(Need(), reader.read(text, None, Context(currency=currency))))

    def _facts(self, text: str) -> Any:
        """Return what is read from a sentence as if a product's description said it."""
        from index.extraction import extract, learn
        from index.product import Product
        from index.wire import dump

        if self._profile is None:
            self._profile = learn(self._guide.index.products)
        facts = extract(Product("sentence", "", description=text), self._profile)
        return [dump(fact) for fact in facts if fact.field == "description"]

    def _alike(self, suite: Suite) -> Mapping[str, float]:
        from eval.relevance import similarities

        if suite.name not in self._compared:
            self._compared[suite.name] = similarities(suite.cases, self._guide.index)
        return self._compared[suite.name]

    def _claims(self, case: Case) -> Any:
        from guide.choosing import answer_about
        from guide.turn import Reference
        from index.wire import dump

        about = (Reference("它", str(case.raw["product"])),)
        return [dump(claim) for claim in answer_about(about, (), self._guide.index, text=case.text)]


class OverHttp:
    """A server that answers `POST /api/ask` with an Answer, as `guide serve` does."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def answer(self, case: Case, suite: Suite) -> Outcome:
        """Return an answer for each turn; a refusal or a broken line is an error."""
        import httpx

        session, started = f"eval-{uuid.uuid4().hex[:12]}", time.perf_counter()
        answers: list[Mapping[str, Any]] = []
        try:
            for number, turn in enumerate(case.raw.get("turns") or ({"text": case.text},)):
                body = {"session": session, "text": str(turn.get("text", ""))}
                if number == 0 and case.photo is not None:
                    body["photo"] = base64.b64encode(case.photo.read_bytes()).decode()
                reply = await self._client.post(ASK, json=body)
                reply.raise_for_status()
                answers.append(reply.json())
        except (httpx.HTTPError, ValueError, OSError) as error:
            return Outcome(error=f"{type(error).__name__}: {error}")
        taken = (time.perf_counter() - started) * 1000
        return Outcome(tuple(answers), ranking_of(answers[-1]), round(taken, 1))


class FromFile:
    """Answers that another system gave before; a case that is not in the file has none."""

    def __init__(self, answers: Mapping[tuple[str, str], Outcome]) -> None:
        self._answers = answers

    async def answer(self, case: Case, suite: Suite) -> Outcome:
        """Return the answer of that case; one of the suite's name goes first."""
        found = self._answers.get((suite.name, case.id)) or self._answers.get(("", case.id))
        return found or Outcome(error="no answer in the file")


def read_answers(path: Path) -> dict[tuple[str, str], Outcome]:
    """Return the outcomes in a JSONL file by suite (or "") and case.

    Raises:
        EvalError: where a line is not one; the message names it.
    """
    found: dict[tuple[str, str], Outcome] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            key = (str(row.get("suite") or ""), str(row["case"]))
            answers: tuple[Mapping[str, Any], ...] = tuple(row.get("answers") or ())
            shown = row.get("ranking") or (ranking_of(answers[-1]) if answers else ())
            ranking = tuple(map(str, shown))
            found[key] = Outcome(answers, ranking, float(row.get("total_ms") or 0.0))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            message = f"{path.name}, line {number}, is no answer: {line[:80]!r}. "
            raise EvalError(message + "It needs case, and answers or ranking.") from error
    return found


def ranking_of(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the products that an answer shows, picks first."""
    shown = (*(answer.get("picks") or ()), *(answer.get("nearest") or ()))
    return tuple(str(pick["id"]) for pick in shown)
