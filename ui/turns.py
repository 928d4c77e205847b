"""One turn of the chat on the page: what was said at once, then the answer, as messages."""

from __future__ import annotations

import asyncio
import html
import logging
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import GuideError, PhotoError, StoreError
from ui.cards import render
from ui.pointing import SENT_PIXELS, Box, cropped, data_uri, panel, stored_photo
from ui.texts import texts

if TYPE_CHECKING:
    from guide.answer import Answer
    from guide.conversation.service import Guide

log = logging.getLogger(__name__)

PREVIEW_PIXELS = 320
CONTENT_HASH = re.compile(r"[0-9a-f]{16,128}")

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """What the shopper sent.

    Attributes:
        text: the words.
        photo: the photo's file.
        more: there were further photos.
        box: the part that is meant of the photo sent before.
        of: that photo's content hash.
    """

    text: str = ""
    photo: Path | None = None
    more: bool = False
    box: Box | None = None
    of: str = ""

    @classmethod
    def of_box(cls, value: dict[str, Any] | None) -> Sent:
        """Return what stands in the box under the chat."""
        value = value or {}
        files = [item if isinstance(item, str) else item["path"] for item in value.get("files", ())]
        text = str(value.get("text") or "").strip()
        return cls(text, Path(files[0]) if files else None, len(files) > 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """The page while a turn runs: messages, the session, and the panel (None: as it was)."""

    messages: list[Message]
    session: str
    panel: str | None = None


async def take(
    guide: Guide, sent: Sent, messages: list[Message], session: str, locale: str
) -> AsyncIterator[Shown]:
    """Yield the page as it grows over one turn."""
    session = session or uuid.uuid4().hex[:16]
    words = texts(locale)
    if not sent.text and sent.photo is None and sent.box is None:
        yield Shown(messages, session)
        return
    said = await asyncio.to_thread(_said, guide, sent, words)
    messages = [*_without_options(messages), {"role": "user", "content": said}]
    yield Shown([*messages, {"role": "assistant", "content": _working(sent, words)}], session)
    reply, below = await _answered(guide, sent, session, locale)
    yield Shown([*messages, reply], session, below)


async def _answered(
    guide: Guide, sent: Sent, session: str, locale: str
) -> tuple[Message, str | None]:
    words = texts(locale)
    try:
        answer = await guide.aanswer(
            session,
            sent.text,
            sent.photo,
            box=sent.box,
            locale="en" if locale == "en" else "zh",
        )
        below = await asyncio.to_thread(panel, guide, answer, answer_locale(answer, locale))
        return reply_of(answer, locale, str(words["only_one"]) if sent.more else ""), below
    except GuideError as error:
        return _plain(told(error, words)), None
    except Exception:
        log.exception("a turn failed")
        return _plain(str(words["failed"])), None


def reply_of(answer: Answer, locale: str, note: str = "") -> Message:
    """Return an answer as a message of the chat, with what may be tapped next."""
    own = answer_locale(answer, locale)
    content = render(answer, own, note)
    taps = [*(answer.question.options if answer.question else ()), *answer.quick_replies]
    crops = {crop.text for crop in answer.seen.crops} if answer.seen else set[str]()
    options = [{"value": t, "label": t} for t in dict.fromkeys(taps) if t not in crops]
    return {"role": "assistant", "content": content, "options": options}


def answer_locale(answer: Answer, page: str) -> str:
    """Return the language of the card labels: the answer's own, else the page's."""
    if any("一" <= letter <= "鿿" for letter in answer.text[:40]):
        return "zh"
    return "en" if answer.text.strip() else page


def told(error: GuideError, words: dict[str, Any]) -> str:
    """Return one sentence of what went wrong, in the shopper's language."""
    if isinstance(error, PhotoError):
        code = getattr(error, "code", "refused")
        return str(words.get(f"photo_{code}", words["photo_refused"]))
    log.warning("a turn was refused: %s", error)
    return str(words["shop_closed"] if isinstance(error, StoreError) else words["failed"])


def _plain(sentence: str) -> Message:
    return {"role": "assistant", "content": f'<p class="g-told">{html.escape(sentence)}</p>'}


def _working(sent: Sent, words: dict[str, Any]) -> str:
    looking = sent.photo is not None or sent.box is not None
    said = html.escape(str(words["looking" if looking else "working"]))
    return f'<span class="g-working">{said}<i></i><i></i><i></i></span>'


def _said(guide: Guide, sent: Sent, words: dict[str, Any]) -> str:
    """Return what the shopper said as HTML: the words, and the photo or the part of it."""
    text = html.escape(sent.text)
    if sent.photo is None and sent.box is None:
        return text
    alt = str(words["you_sent" if sent.photo is not None else "point_sent"])
    source = _picture(guide, sent)
    picture = f'<img class="g-sent" alt="{html.escape(alt)}" src="{source}">' if source else ""
    return f"{text}{picture}" or html.escape(alt)


def _picture(guide: Guide, sent: Sent) -> str:
    """Return the shopper's photo, or the part meant, made small and without its EXIF."""
    from index.photos import open_photo

    try:
        if sent.photo is not None:
            return data_uri(open_photo(sent.photo).image, PREVIEW_PIXELS)
        if sent.box is None or not CONTENT_HASH.fullmatch(sent.of):
            return ""
        return cropped(stored_photo(guide, sent.of), sent.box, SENT_PIXELS)
    except PhotoError:
        return ""


def _without_options(messages: list[Message]) -> list[Message]:
    return [{key: each[key] for key in each if key != "options"} for each in messages]
