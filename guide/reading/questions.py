"""Questions: about what is on the screen, about which of it, and why something is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from guide.choosing.extremes import GAP, MOST
from guide.choosing.topics import spoken
from guide.reading.comparatives import wants_less_or_more, wants_other
from guide.reading.context import memberships, without_promotions
from guide.reading.extremes import asked_extreme
from guide.reading.found import Phrases
from guide.reading.moves import Move
from guide.reading.phrases import find, has_any, phrases, words
from guide.reading.references import all_shown, in_mind, points_at_all, says_two
from guide.turn import Context, Edit, PhotoReading, Reference, SetContext


def extreme(
    heard: Phrases, photo: PhotoReading | None, refers: tuple[Reference, ...], context: Context
) -> Move | None:
    """Return the question which of several has the least or the most of something."""
    standing = set(context.need.kinds)
    others = [f for f in heard.of("kind") if standing.isdisjoint(f.meaning)]
    if photo is not None or not context.shown or others or refers:
        return None
    if asked_extreme(heard.text) is None:
        return None
    two = all_shown(context, text=heard.text) if says_two(heard.text) else ()
    return Move("ask", two, (MOST,), ())


WHY_NOT = "why_not"
"""The ask why something was not picked; behind it, what is named."""


def asked(
    heard: Phrases,
    photo: PhotoReading | None,
    refers: tuple[Reference, ...],
    context: Context,
) -> Move | None:
    """Return the question about what is on the screen, or why something is not."""
    text = spoken(asking_part(heard.text))
    if why_not(text) is not None and context.shown:
        return Move("ask", refers, (WHY_NOT, *filter(None, (why_not(text),))), ())
    marked = has_any(text, tuple(_marks()["words"])) or left_open(text)
    if context.shown and _GAP.search(text) and not photo:
        return _gap(text, refers, context)
    if only_points(text, refers):
        asks = aspects(context.question) or tuple(filter(None, (context.question,)))
        return Move("ask", refers, asks or ("summary",), ())
    if not marked and not _of_the_shown(text):
        return None
    if photo is not None or (context.need.photo is not None and _to_go_with_it(heard)):
        return None
    if not context.shown:
        return _priced(heard)
    from guide.choosing.topics import about_promotions

    if about_promotions(text) and not heard.of("kind"):
        return Move("ask", refers or in_mind(context), ("price",), _with_cards(text))
    if wants_other(text) or (not refers and wants_less_or_more(text)):
        return None
    if has_any(text, tuple(_marks()["wanting"])) and not refers:
        return None
    if not refers and _new_wish(heard, context):
        return None
    asks = aspects(text)
    if not asks and not refers and not _of_the_shown(text):
        return None
    asks = asks or aspects(question_of(text, refers, context))
    shown = all_shown(context, text=text) if points_at_all(text) else in_mind(context)
    asks = asks or (question_of(text, refers, context) or text,)
    return Move("ask", refers or shown, asks, _with_cards(text))


_GAP = re.compile(
    r"差价|差(?:了)?(?:多少|几)(?:块|钱|元)?|(?:贵|便宜)(?:了|出)?多少|相差多少"
    r"|price difference|difference in price|how much (?:more|cheaper|less)\b"
)
"""«差价多少», «这两个差多少钱»: by how much two products cost more or less."""


def _gap(text: str, refers: Sequence[Reference], context: Context) -> Move | None:
    """Return the question by how much two products differ in price."""
    shown = all_shown(context, fewest=2, text=text)
    around = (*refers, *(shown if len(refers) != 1 else in_mind(context)))
    two = tuple({ref.product_id: ref for ref in (*around, *all_shown(context))}.values())[:2]
    return Move("ask", two, (GAP,), ()) if len(two) > 1 else None


def question_of(text: str, refers: Sequence[Reference], context: Context) -> str:
    """Return what is asked, without what points at products; else what was asked before.

    «另一个呢» asks what was asked of the first, «海尔那台多少» what it costs.
    """
    rest = asking_part(text)
    for ref in refers:
        rest = rest.replace(ref.words, " ") if ref.words and ref.words != text else rest
    bare = _bare(rest)
    if not bare:
        return context.question
    return _PRICE_ASKED.get(bare, rest.strip())


def asking_part(text: str) -> str:
    """Return the sentences of a turn that ask (the second of «超太多了。那台能连手机吗»)."""
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    asking = [part for part in sentences if _asks(part)]
    if not asking or len(asking) == len(sentences):
        return text
    return " ".join(part.strip() for part in asking)


_SENTENCE = re.compile(r"(?<=[。!?;\n])|(?<=[\u4e00-\u9fff]\.)|(?<=[a-z]\.)(?= )")


def _asks(sentence: str) -> bool:
    bare = sentence.strip()
    marked = has_any(bare, tuple(w for w in _marks()["words"] if w not in _DOUBTFUL))
    named = why_not(bare) is not None or _GAP.search(bare) is not None
    cued = has_any(bare, words("acts", "compare"))
    return marked or named or cued or left_open(bare) or _EITHER.search(bare) is not None


_DOUBTFUL = ("几",)
_EITHER = re.compile(r"[^,。!?;]还是[^,。!?;]|([\u4e00-\u9fff])[不没]\1")
"""«上面还是下面», «防不防水»."""

_PRICE_ASKED = {"多少": "多少钱", "how much": "how much is it", "how much is": "how much is it"}
"""What is asked by the bare word, of one product that is pointed at."""


def _bare(rest: str) -> str:
    """Return what words say beside pointing: nothing for «那…呢» and "what about …"."""
    bare = " ".join(rest.split())
    for word in (*_marks()["leading"], *phrases("acts")["particles"]):
        bare = bare.removeprefix(word).strip() if word in _marks()["leading"] else bare
    while bare and (end := next((p for p in phrases("acts")["particles"] if bare.endswith(p)), "")):
        bare = bare.removesuffix(end).strip() if end.strip() else bare.strip()
    return bare


def only_points(text: str, refers: Sequence[Reference]) -> bool:
    """Return whether a turn says which product is meant, by what it is, and nothing else."""
    if len(refers) != 1 or refers[0].words in words("references", "this") or not refers[0].words:
        return False
    described = re.search(r"那\w$|\bones?$|^另", refers[0].words) is not None
    return described and not _bare(text.replace(refers[0].words, " "))


def _with_cards(text: str) -> tuple[Edit, ...]:
    cards = memberships(text)
    return (SetContext(membership=cards),) if cards else ()


def _of_the_shown(text: str) -> bool:
    """Return whether a question of no known aspect can only be about what is on the screen."""
    found = any(re.search(pattern, text) for pattern in _marks()["of_the_shown"])
    return found or (left_open(text) and not _asks_for(text))


def _asks_for(text: str) -> bool:
    """Return whether the last clause begins as a wish does («她就爱粉色,有粉色的吗»)."""
    clauses = [clause for clause in re.split(r"[,。;!?\n]", text) if clause.strip()]
    return bool(clauses) and clauses[-1].strip().startswith(_HAS)


def _to_go_with_it(heard: Phrases) -> bool:
    """Return whether another kind is asked for beside the photo's («which shorts go with it»)."""
    return bool(heard.of("kind")) and has_any(heard.text, words("references", "photo_match"))


def _priced(heard: Phrases) -> Move | None:
    """Return the question what something costs after promotions, with nothing on the screen."""
    if heard.of("kind") or without_promotions(heard.text) == heard.text:
        return None
    return Move("ask", (), ("price",), _with_cards(heard.text))


def why_not(text: str) -> str | None:
    """Return what «为什么不是 X» and «X 怎么不推» name, "" where nothing is; None if not asked."""
    cue = next((w for w in words("acts", "why_not") if find(text, w) is not None), None)
    before, after = "", ""
    if cue is not None:
        after = text.split(cue, 1)[1]
    else:
        match = _why().search(text)
        if match is None:
            return None
        before, after = text[: match.start()], text[match.end() :]
    behind = next(filter(str.strip, _CLAUSES.split(after)), "")
    ahead = next(filter(str.strip, reversed(_CLAUSES.split(before))), "")
    named = (_AMONG.sub("", part).strip(_AROUND).removeprefix("the ") for part in (behind, ahead))
    return next(filter(None, (_POINTING.sub("", part).strip() for part in named)), "")


_AROUND = " ,?？的呢啊吗呀了"
_CLAUSES = re.compile(r"[,?!;。]")
_AMONG = re.compile(
    r"在?(?:这|那)?(?:里面|里头|里边|其中|当中|名单|榜单|列表|推荐|上面)(?:里面|里|上|中)?"
    r"|\b(?:on|in|among|part of) (?:the|this|that|your|there|here|those|these|them)\b"
    r" ?(?:list|picks)?"
    r"|\b(?:listed|shown|included|recommended|there|here)$"
)
"""Where something is missing («不在里面», "on the list"), which names nothing."""
_POINTING = re.compile(
    r"的?那[个款件双条台部只套张]$|^那[个款件双条台部只套张]的?|^(?:那|可是|但是)"
)


@cache
def _why() -> re.Pattern[str]:
    return re.compile("|".join(phrases("acts")["why_not_patterns"]))


def left_open(text: str) -> bool:
    """Return whether a question ends on what it leaves open («防水不», «有36码的没»)."""
    return _LEFT_OPEN.search(text.rstrip(_AROUND)) is not None


def _marks() -> Mapping[str, Any]:
    return phrases("questions")["marks"]


_HAS = ("有", "要", "换", "再", "还是", "只要", "不要", "别")
"""Words that begin a wish, though it is put as a question («有红色的吗»)."""


def _new_wish(heard: Phrases, context: Context) -> bool:
    """Return whether the words ask for other products, not about those shown."""
    from guide.reading.amounts import Amount

    standing = set(context.need.kinds)
    kinds = [f for f in heard.of("kind") if not f.avoided and not _of_the_shown(spoken(heard.text))]
    if any(not standing & set(f.meaning) for f in kinds):
        return True
    amounts: list[Amount] = [f.meaning for f in heard.of("amount")]
    if any(a.budget or a.currency for a in amounts):
        return True
    if heard.of("attribute") and _WHICH.match(heard.text):
        return False
    if _ANOTHER.search(heard.text):
        return True
    if _of_the_shown(spoken(heard.text)):
        return False
    named = heard.of("value") or heard.of("brand") or heard.of("attribute")
    return (heard.text.startswith(_HAS) or _asks_for(heard.text)) and bool(named)


_LEFT_OPEN = re.compile(r"[\u4e00-\u9fffa-z\d](?<![要还能就得也都])不$|有.{1,8}没(?:有)?$")
"""«防水不» and «有银色没» ask, as they are spoken."""

_ANOTHER = re.compile(r"^那(?![这个款件第它]).{1,8}的呢|^(?:what|how) about (?!it|this|that|the )")
"""«那零乳糖的呢» asks for others than those shown."""

_WHICH = re.compile(r"有(?:什么|哪些|哪几|几|多少|啥)")
"""«有什么颜色» asks about what is shown; «有黑色的吗» asks for something else."""


def aspects(text: str) -> tuple[str, ...]:
    """Return what a question asks about: topics of `guide.choosing`, or aspects of its own."""
    from guide.choosing.topics import topics_in

    if _FITS.search(text):
        return ("size_advice",)
    found = [topic.id for topic in topics_in(text)]
    for row in phrases("questions")["question"]:
        if row["aspect"] in ("drawbacks", "summary") and has_any(text, tuple(row["words"])):
            found.append(row["aspect"])
    telling = [aspect for aspect in found if aspect != "summary"]
    return tuple(dict.fromkeys(telling or found))


_FITS = re.compile(
    r"(?:适合|身高|穿).{0,4}1[4-9]\d(?!\d)|1[4-9]\d(?:cm|厘米)?.{0,6}(?:能穿|穿什么码|穿多大|可以穿)"
)
