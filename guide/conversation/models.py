"""Chat models by one setting: any that LangChain knows, or a recorded script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage


def open_model(spec: str) -> BaseChatModel:
    """Return the chat model that `spec` names.

    Args:
        spec: `PROVIDER:MODEL` as LangChain's `init_chat_model` takes it (`openai:qwen-plus` with
            `OPENAI_BASE_URL` and `OPENAI_API_KEY` set), or `scripted:FILE`, which plays the
            messages of a JSONL file in order: `{"content": ...}` or `{"tool": ..., "args": {...}}`.

    Raises:
        SettingsError: where the provider's package is missing or the spec does not parse.
    """
    provider, _, name = spec.partition(":")
    if not name:
        raise SettingsError(f"not a model: {spec!r}. Write PROVIDER:MODEL, or scripted:FILE.")
    if provider == "scripted":
        return scripted(read_script(Path(name)))
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(name, model_provider=provider, timeout=20, max_retries=1)
    except ImportError as error:
        raise SettingsError(
            f"the provider {provider!r} needs a package. To install: pip install "
            f"langchain-{provider}"
        ) from error
    except ValueError as error:
        raise SettingsError(f"the model {spec!r} cannot be used: {error}") from error


def read_script(path: Path) -> list[AIMessage]:
    """Return the messages of a script file.

    Raises:
        SettingsError: where the file is missing or a line is no message.
    """
    from langchain_core.messages import AIMessage

    try:
        rows: list[dict[str, Any]] = [
            json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()
        ]
    except (OSError, ValueError) as error:
        raise SettingsError(f"the script {str(path)!r} cannot be read: {error}") from error
    messages: list[AIMessage] = []
    for number, row in enumerate(rows):
        call = {"name": row.get("tool"), "args": row.get("args", {}), "id": f"call-{number}"}
        calls = [call] if "tool" in row else []
        messages.append(AIMessage(content=str(row.get("content", "")), tool_calls=calls))
    return messages


def scripted(messages: Sequence[AIMessage | str]) -> BaseChatModel:
    """Return a chat model that plays `messages` in order, then falls silent.

    It takes tools and structured output as a real one does, so that everything around a model is
    run for real where none can be reached.
    """
    from langchain_core.language_models.fake_chat_models import GenericFakeChatModel

    class ScriptedChatModel(GenericFakeChatModel):
        def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
            return self

    return ScriptedChatModel(messages=_then_silence(messages))


def _then_silence(messages: Sequence[AIMessage | str]) -> Iterator[AIMessage | str]:
    yield from messages
    while True:
        yield ""
