"""The chat page: words and a photo in one box, picks as cards, Chinese first."""

from __future__ import annotations

import asyncio
import base64
import html
import logging
import uuid
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from index.errors import GuideError, PhotoError
from ui.cards import render
from ui.texts import examples, texts

if TYPE_CHECKING:
    from guide.answer import Answer
    from guide.conversation.service import Guide

log = logging.getLogger(__name__)

CHATS_AT_ONCE = 32
WAITING_AT_MOST = 256
CACHE_SECONDS = (3600, 3600)
"""How often uploads are swept, and how old they may get; the guide keeps its own safe copy."""
TO_THE_LAST_QUESTION = """() => {
  const said = document.querySelectorAll('#chat [data-testid="user"]');
  if (said.length) said[said.length - 1].scrollIntoView({block: "start", behavior: "smooth"});
}"""
"""An answer is longer than the window: show where it begins, not where it ends."""
MESSAGES_KEPT = 40
PREVIEW_PIXELS = 320

Message = dict[str, Any]


def build_page(guide: Guide) -> gr.Blocks:
    """Return the page over a guide; `server.serve` puts it on the air."""
    first = texts("zh")
    with gr.Blocks(
        title=str(first["title"]), fill_height=True, fill_width=True, delete_cache=CACHE_SECONDS
    ) as page:
        head = gr.HTML(_head(guide, "zh"))
        with gr.Row():
            language = gr.Radio(
                [("中文", "zh"), ("English", "en")],
                value="zh",
                show_label=False,
                container=False,
                elem_id="language",
                scale=1,
            )
            fresh = gr.Button(str(first["new"]), size="sm", scale=0, elem_id="new")
        chat = gr.Chatbot(
            show_label=False,
            height="70vh",
            elem_id="chat",
            autoscroll=False,
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
            group_consecutive_messages=False,
            examples=_examples("zh"),
            layout="panel",
        )
        box = gr.MultimodalTextbox(
            placeholder=str(first["placeholder"]),
            show_label=False,
            sources=["upload"],
            file_types=["image", ".heic"],
            max_plain_text_length=2000,
            elem_id="box",
            autofocus=True,
        )
        session = gr.BrowserState("", storage_key="daogou-session")
        kept = gr.BrowserState([], storage_key="daogou-chat")
        _wire(guide, head, language, fresh, chat, box, session, kept)
    page.queue(default_concurrency_limit=CHATS_AT_ONCE, max_size=WAITING_AT_MOST)
    return page


def style() -> str:
    """Return the page's CSS."""
    return files("ui").joinpath("page.css").read_text("utf-8")


def _wire(
    guide: Guide,
    head: gr.HTML,
    language: gr.Radio,
    fresh: gr.Button,
    chat: gr.Chatbot,
    box: gr.MultimodalTextbox,
    session: gr.BrowserState,
    kept: gr.BrowserState,
) -> None:
    async def send(
        value: dict[str, Any], messages: list[Message], current: str, locale: str
    ) -> AsyncIterator[tuple[Any, ...]]:
        async for messages_now, current_now in _turn(guide, value, messages, current, locale):
            yield None, messages_now, current_now, messages_now[-MESSAGES_KEPT:]

    async def tap(
        event: gr.SelectData, messages: list[Message], current: str, locale: str
    ) -> AsyncIterator[tuple[Any, ...]]:
        value: dict[str, Any] = {"text": _tapped(event.value), "files": []}
        async for messages_now, current_now in _turn(guide, value, messages, current, locale):
            yield messages_now, current_now, messages_now[-MESSAGES_KEPT:]

    def speak(locale: str) -> tuple[Any, ...]:
        words = texts(locale)
        return (
            _head(guide, locale),
            gr.MultimodalTextbox(placeholder=str(words["placeholder"])),
            gr.Button(str(words["new"])),
            gr.Chatbot(examples=_examples(locale)),
        )

    outputs = [chat, session, kept]
    box.submit(send, [box, chat, session, language], [box, *outputs], api_visibility="private")
    chat.option_select(tap, [chat, session, language], outputs, api_visibility="private")
    chat.example_select(tap, [chat, session, language], outputs, api_visibility="private")
    language.change(speak, language, [head, box, fresh, chat], api_visibility="private")
    fresh.click(lambda: ([], "", []), None, outputs, api_visibility="private")
    gr.on(None, lambda messages: messages, kept, chat, api_visibility="private")


async def _turn(
    guide: Guide, value: dict[str, Any], messages: list[Message], session: str, locale: str
) -> AsyncIterator[tuple[list[Message], str]]:
    """Yield the chat as it grows over one turn: what was said at once, then the answer."""
    text, photo, extra = _said(value)
    session = session or uuid.uuid4().hex[:16]
    words = texts(locale)
    if not text and photo is None:
        yield messages, session
        return
    preview = await asyncio.to_thread(_preview, photo, str(words["you_sent"]))
    messages = [
        *_without_options(messages),
        {"role": "user", "content": f"{html.escape(text)}{preview}"},
    ]
    yield [*messages, {"role": "assistant", "content": str(words["working"])}], session
    try:
        answer = await guide.aanswer(session, text, photo)
        reply = _reply(answer, locale, str(words["only_one"]) if extra else "")
    except GuideError as error:
        reply = {"role": "assistant", "content": html.escape(_told(error, words))}
    except Exception:
        log.exception("a turn failed")
        reply = {"role": "assistant", "content": str(words["failed"])}
    yield [*messages, reply], session


def _said(value: dict[str, Any] | None) -> tuple[str, Path | None, bool]:
    value = value or {}
    sent = [item if isinstance(item, str) else item["path"] for item in value.get("files") or []]
    text = str(value.get("text") or "").strip()
    return text, Path(sent[0]) if sent else None, len(sent) > 1


def _reply(answer: Answer, locale: str, note: str) -> Message:
    content = render(answer, answer_locale(answer, locale))
    if note:
        content = f'<div class="g-line">{html.escape(note)}</div>{content}'
    taps = [*(answer.question.options if answer.question else ()), *answer.quick_replies]
    options = [{"value": tap, "label": tap} for tap in dict.fromkeys(taps)]
    return {"role": "assistant", "content": content, "options": options}


def answer_locale(answer: Answer, page: str) -> str:
    """Return the language of the card labels: the answer's own, else the page's."""
    if any("一" <= letter <= "鿿" for letter in answer.text[:40]):
        return "zh"
    return "en" if answer.text.strip() else page


def _told(error: GuideError, words: dict[str, Any]) -> str:
    if isinstance(error, PhotoError):
        code = getattr(error, "code", "refused")
        return str(words.get(f"photo_{code}", words["photo_refused"]))
    return str(error)


def _without_options(messages: list[Message]) -> list[Message]:
    return [{key: each[key] for key in each if key != "options"} for each in messages]


def _tapped(value: Any) -> str:
    return (
        str(value.get("text") or value.get("value") or "")
        if isinstance(value, dict)
        else str(value)
    )


def _preview(photo: Path | None, alt: str) -> str:
    """The shopper's photo, made small and without its EXIF, inside the page itself."""
    if photo is None:
        return ""
    import io

    from index.photos import open_photo

    try:
        image = open_photo(photo).image.copy()
    except PhotoError:
        return ""
    image.thumbnail((PREVIEW_PIXELS, PREVIEW_PIXELS))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    data = base64.b64encode(buffer.getvalue()).decode()
    return f'<img class="g-sent" alt="{html.escape(alt)}" src="data:image/jpeg;base64,{data}">'


def _examples(locale: str) -> Any:
    return [{"text": example} for example in examples(locale)]


def _head(guide: Guide, locale: str) -> str:
    words = texts(locale)
    demo = f'<div class="g-demo">{html.escape(words["demo"])}</div>' if _is_demo(guide) else ""
    encoder = str(words["encoder"]).format(encoder=guide.index.encoder.identity)
    count = str(words["products"]).format(count=len(guide.index.products))
    return (
        f'<div class="g-top"><h1>{html.escape(words["title"])}</h1>'
        f'<span class="g-tag">{html.escape(words["tagline"])}</span></div>{demo}'
        f'<div class="g-foot">{html.escape(count)} · {html.escape(encoder)}</div>'
    )


def _is_demo(guide: Guide) -> bool:
    return guide.index.generation.manifest.source.path == "demo"
