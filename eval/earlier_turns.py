"""What a turn of a dialogue is held to besides its own picks: earlier turns, and the records.

Keys of a turn's `expect`; turns and picks are counted from 1, `turn` is the last that showed any:

- `same_picks_as: TURN` (the same products), `other_than: TURN` (none of them), `cheaper_than: TURN`
  (every pick costs less than its first), `unlike: {name, turn?, pick}` (no pick has what that one
  has under `name`);
- `about: {pick | picks, turn?}` or `{ids}`: the answer names these products, and no other that was
  shown before; `answer_from: {attribute?, reviews?, description?}`: what the first of them (else
  the first shown) states there is quoted, and where it states nothing the silence is said;
- `silent: true` (it is said that the record does not tell), `says_any: [words]`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from eval.scoring import Asked, Json
from index.opening import Index
from index.product import Product

SHORTEST_QUOTE = 4
"""Characters of a review that must come back to count as a quote."""


def wrong_against_earlier(expect: Json, number: int, asked: Asked) -> str:
    """Return what is wrong with the answer to turn `number`, or ""."""
    answers = asked.outcome.answers
    said = (
        check(expect[key], number, answers, asked.index)
        for key, check in _CHECKS.items()
        if key in expect
    )
    wrong = next(filter(None, said), "")
    if wrong or "answer_from" not in expect:
        return wrong
    asked_about = _ids(expect.get("about") or {"pick": 1}, number, answers)[:1]
    return _not_from(expect["answer_from"], asked_about, answers[number - 1], asked.index)


def _same(turn: int, number: int, answers: Sequence[Json], _: Index) -> str:
    now, then = (_shown(answers[n - 1], "picks") for n in (number, turn))
    return "" if set(now) == set(then) else f"not the picks of turn {turn}"


def _other(turn: int, number: int, answers: Sequence[Json], _: Index) -> str:
    again = set(_shown(answers[number - 1], "picks")) & set(_shown(answers[turn - 1], "picks"))
    return f"shows {', '.join(sorted(again))} again" if again else ""


def _cheaper(turn: int, number: int, answers: Sequence[Json], _: Index) -> str:
    then = answers[turn - 1].get("picks") or ()
    if not then:
        return f"turn {turn} had no picks"
    dear = [
        p for p in answers[number - 1].get("picks") or () if not _less(p["price"], then[0]["price"])
    ]
    return f"{dear[0].get('price')} is not less than {then[0].get('price')}" if dear else ""


def _less(price: float | None, other: float | None) -> bool:
    return price is not None and other is not None and price < other


def _unlike(wanted: Json, number: int, answers: Sequence[Json], index: Index) -> str:
    theirs = _ids({"turn": wanted.get("turn"), "pick": wanted["pick"]}, number, answers)
    if not theirs:
        return f"there was no pick {wanted['pick']}"
    shunned = _stated(index, theirs[0], wanted["name"])
    for pick in _shown(answers[number - 1], "picks"):
        if shunned & _stated(index, pick, wanted["name"]):
            return f"{pick} is like {theirs[0]} in {wanted['name']}"
    return ""


def _stated(index: Index, product_id: str, name: str) -> set[str]:
    brand = index.product(product_id).brand
    if name == "brand" and brand:
        return {brand}
    return {fact.quote for fact in index.facts(product_id) if name in (fact.name, fact.label)}


def _about(wanted: Json, number: int, answers: Sequence[Json], index: Index) -> str:
    meant = _ids(wanted, number, answers)
    if not meant:
        return "there was nothing to ask about"
    answer = answers[number - 1]
    missed = [i for i in meant if not _names(answer, index.product(i))]
    if missed:
        return f"says nothing of {', '.join(missed)}"
    before = {i for a in answers[: number - 1] for i in _shown(a, "picks", "nearest")}
    titles = [index.product(i).title for i in meant]
    others = sorted(before - set(meant))
    beside = [i for i in others if _names(answer, index.product(i), beside=titles)]
    return f"speaks of {', '.join(beside)}" if beside else ""


def _names(answer: Json, product: Product, beside: Sequence[str] = ()) -> bool:
    """Return whether an answer names a product, other than within the titles `beside`."""
    text = str(answer.get("text"))
    for title in beside:
        text = text.replace(title.strip(), "")
    columns = (answer.get("table") or {}).get("columns", ())
    return product.title.strip() in text or product.id in columns


def _silent(_: bool, number: int, answers: Sequence[Json], __: Index) -> str:
    return "" if _says_silence(answers[number - 1]) else "does not say that the record is silent"


def _says_any(words: Sequence[str], number: int, answers: Sequence[Json], _: Index) -> str:
    text = str(answers[number - 1].get("text"))
    return "" if any(word in text for word in words) else f"says none of {', '.join(words)}"


_CHECKS: Mapping[str, Callable[[Any, int, Sequence[Json], Index], str]] = {
    "same_picks_as": _same,
    "other_than": _other,
    "cheaper_than": _cheaper,
    "unlike": _unlike,
    "about": _about,
    "silent": _silent,
    "says_any": _says_any,
}


def _ids(meant: Json, number: int, answers: Sequence[Json]) -> list[str]:
    """Return the products that `about` means, in its order; fewer where they were not shown."""
    if "ids" in meant:
        return [str(each) for each in meant["ids"]]
    turn = meant.get("turn") or _last_showing(number, answers)
    shown = _shown(answers[turn - 1], "picks", "nearest") if turn else []
    places = meant.get("picks") or [meant["pick"]]
    found = [shown[place - 1] for place in places if place <= len(shown)]
    return found if len(found) == len(places) else []


def _last_showing(number: int, answers: Sequence[Json]) -> int:
    before = range(number - 1, 0, -1)
    return next((n for n in before if _shown(answers[n - 1], "picks", "nearest")), 0)


def _shown(answer: Json, *keys: str) -> list[str]:
    return [str(pick["id"]) for key in keys for pick in answer.get(key) or ()]


def _not_from(sources: Json, about: Sequence[str], answer: Json, index: Index) -> str:
    if not about:
        return "there was nothing to ask about"
    told = list(_told(sources, index.product(about[0])))
    if not told:
        return "" if _says_silence(answer) else f"{about[0]} is silent on it, which is not said"
    text = str(answer.get("text")).casefold()
    found = any(quote.casefold() in text for quote in told)
    return "" if found else f"quotes nothing of {about[0]}"


def _told(sources: Json, product: Product) -> Iterator[str]:
    name = sources.get("attribute")
    for stated in (product.attributes, *(sku.options for sku in product.skus)):
        value = stated.get(str(name))
        yield from (value,) if isinstance(value, str) else value or ()
    words = sources.get("reviews", ())
    for review in product.reviews:
        if any(word in review.text for word in words):
            clauses = re.split(r"[,，。.!！?？;；\n…]", review.text)
            yield from (c.strip() for c in clauses if len(c.strip()) >= SHORTEST_QUOTE)
    yield from (w for w in sources.get("description", ()) if w in (product.description or ""))


def _says_silence(answer: Json) -> bool:
    return any(word in str(answer.get("text")) for word in _silence())


@cache
def _silence() -> tuple[str, ...]:
    data = tomllib.loads(files("eval").joinpath("silence.toml").read_text(encoding="utf-8"))
    return tuple(data["words"])
