"""The chat page: words and a photo in one box, picks as cards, Chinese first."""

from __future__ import annotations

import html
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.pointing import box_of, script
from ui.texts import examples, texts
from ui.turns import Message, Sent, take

if TYPE_CHECKING:
    from guide.conversation.service import Guide

CHATS_AT_ONCE = 32
WAITING_AT_MOST = 256
CACHE_SECONDS = (3600, 3600)
"""How often uploads are swept, and how old they may get; the guide keeps its own safe copy."""
TO_THE_LAST_QUESTION = """() => setTimeout(() => {
  const last = [...document.querySelectorAll('#chat [data-testid="user"]')].at(-1);
  let list = last?.parentElement;
  while (list && list.id !== 'chat' && list.scrollHeight <= list.clientHeight + 8)
    list = list.parentElement;
  if (!list) return;
  const off = last.getBoundingClientRect().top - list.getBoundingClientRect().top;
  list.scrollTo({top: list.scrollTop + off - 8, behavior: "smooth"});
}, 60)"""
"""An answer is longer than the window: show where it begins, not where it ends."""
SPEAK = """(locale) => {
  document.documentElement.lang = locale === "en" ? "en" : "zh-CN";
  return [locale];
}"""
"""A screen reader pronounces the page in the language that it is in."""
MESSAGES_KEPT = 40


def build_page(guide: Guide) -> gr.Blocks:
    """Return the page over a guide; `server.serve` puts it on the air."""
    first = texts("zh")
    with gr.Blocks(
        title=str(first["title"]), fill_height=True, fill_width=True, delete_cache=CACHE_SECONDS
    ) as page:
        head = gr.HTML(_head(guide, "zh"))
        with gr.Row(elem_id="bar"):
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
        pointing = gr.HTML("", elem_id="pointing", js_on_load=script())
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
        parts = Parts(head, language, fresh, chat, pointing, box, session, kept)
        _wire(guide, parts)
    page.queue(default_concurrency_limit=CHATS_AT_ONCE, max_size=WAITING_AT_MOST)
    return page


def style() -> str:
    """Return the page's CSS."""
    return files("ui").joinpath("page.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Parts:
    """The page's components that take part in events."""

    head: gr.HTML
    language: gr.Radio
    fresh: gr.Button
    chat: gr.Chatbot
    pointing: gr.HTML
    box: gr.MultimodalTextbox
    session: gr.BrowserState
    kept: gr.BrowserState


def _wire(guide: Guide, parts: Parts) -> None:
    async def grow(
        sent: Sent, messages: list[Message], current: str, locale: str
    ) -> AsyncIterator[tuple[Any, ...]]:
        async for shown in take(guide, sent, messages, current, locale):
            panel = gr.skip() if shown.panel is None else shown.panel
            yield shown.messages, shown.session, shown.messages[-MESSAGES_KEPT:], panel

    async def send(
        value: dict[str, Any], messages: list[Message], current: str, locale: str
    ) -> AsyncIterator[tuple[Any, ...]]:
        async for shown in grow(Sent.of_box(value), messages, current, locale):
            yield None, *shown

    async def tap(
        event: gr.SelectData, messages: list[Message], current: str, locale: str
    ) -> AsyncIterator[tuple[Any, ...]]:
        async for shown in grow(Sent(_tapped(event.value)), messages, current, locale):
            yield shown

    async def point(
        event: gr.EventData, messages: list[Message], current: str, locale: str
    ) -> AsyncIterator[tuple[Any, ...]]:
        async for shown in grow(_pointed(event), messages, current, locale):
            yield shown

    outputs = [parts.chat, parts.session, parts.kept, parts.pointing]
    inputs = [parts.chat, parts.session, parts.language]
    chat, box = parts.chat, parts.box
    box.submit(send, [box, *inputs], [box, *outputs], api_visibility="private")
    chat.option_select(tap, inputs, outputs, api_visibility="private")
    chat.example_select(tap, inputs, outputs, api_visibility="private")
    parts.pointing.submit(point, inputs, outputs, api_visibility="private")
    gr.on(
        [parts.fresh.click, chat.clear],
        lambda: ([], "", [], ""),
        None,
        outputs,
        api_visibility="private",
    )
    chat.change(None, js=TO_THE_LAST_QUESTION)
    _wire_language(guide, parts)
    gr.on(None, lambda messages: messages, parts.kept, chat, api_visibility="private")


def _wire_language(guide: Guide, parts: Parts) -> None:
    def speak(locale: str) -> tuple[Any, ...]:
        words = texts(locale)
        return (
            _head(guide, locale),
            gr.MultimodalTextbox(placeholder=str(words["placeholder"])),
            gr.Button(str(words["new"])),
            gr.Chatbot(examples=_examples(locale)),
        )

    said = [parts.head, parts.box, parts.fresh, parts.chat]
    parts.language.change(speak, parts.language, said, js=SPEAK, api_visibility="private")


def _pointed(event: gr.EventData) -> Sent:
    """Return what a tap on a crop, or a box drawn on the last photo, asks."""
    said = getattr(event, "say", "")
    photo = getattr(event, "photo", "")
    return Sent(str(said or ""), box=box_of(getattr(event, "box", None)), of=str(photo or ""))


def _tapped(value: Any) -> str:
    return (
        str(value.get("text") or value.get("value") or "")
        if isinstance(value, dict)
        else str(value)
    )


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
