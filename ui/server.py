"""The page on the air: the chat, product photos, and a JSON endpoint for programs."""

from __future__ import annotations

import asyncio
import base64
import binascii
import io
import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import GuideError, PhotoError, SettingsError, StoreError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from guide.conversation.service import Guide

UPLOAD_LIMIT = "20mb"
FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
"""Fonts of the reader's own machine: nothing is fetched from elsewhere."""
THUMBNAIL_PIXELS = 480
THUMBNAIL_AGE = 3600
"""Seconds that a browser may keep a product's picture."""


async def serve(index: Path, model: str | None, host: str, port: int) -> None:
    """Serve the page until interrupted.

    Raises:
        StoreError: where there is no index.
        SettingsError: where the port is taken.
    """
    import uvicorn

    from guide.conversation.service import open_guide

    _must_be_free(host, port)
    async with open_guide(index, model=model) as guide:
        app = build_app(guide)
        config = uvicorn.Config(app, host=host, port=port, log_level="warning")
        warming = asyncio.create_task(guide.awarm())
        await uvicorn.Server(config).serve()
        warming.cancel()


def build_app(guide: Guide) -> FastAPI:
    """Return the web application over a guide."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr
    from fastapi import FastAPI
    from gradio.themes import Soft

    from ui.page import build_page, style

    app = FastAPI(title="导购", docs_url="/api/docs", redoc_url=None)
    _add_photos(app, guide)
    _add_api(app, guide)
    return gr.mount_gradio_app(
        app,
        build_page(guide),
        path="/",
        css=style(),
        theme=Soft(primary_hue="red", neutral_hue="stone", font=FONTS, font_mono=["monospace"]),
        max_file_size=UPLOAD_LIMIT,
        footer_links=[],
        ssr_mode=False,
        show_error=False,
    )


def _add_photos(app: FastAPI, guide: Guide) -> None:
    from fastapi import HTTPException, Response

    @app.get("/photo/{product_id:path}", include_in_schema=False)
    async def photo(product_id: str, sku: str = "") -> Response:
        try:
            data = await asyncio.to_thread(_thumbnail, guide, product_id, sku)
        except (GuideError, OSError) as error:
            raise HTTPException(404, "no such photo") from error
        headers = {"Cache-Control": f"max-age={THUMBNAIL_AGE}"}
        return Response(data, media_type="image/jpeg", headers=headers)


def _thumbnail(guide: Guide, product_id: str, sku_id: str = "") -> bytes:
    """Return the picture of a variant, else the product's main one, as a small JPEG."""
    from index.photos import open_photo

    product = guide.index.product(product_id)
    own = [sku.image for sku in product.skus if sku.id == sku_id and sku.image]
    pictures = (*own, *product.images)
    if not pictures:
        raise StoreError(f"the product {product_id!r} has no photo.")
    image = open_photo(guide.index.photo_path(pictures[0])).image.copy()
    image.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _add_api(app: FastAPI, guide: Guide) -> None:
    from fastapi import HTTPException
    from pydantic import BaseModel

    from guide.answer import to_json

    class Request(BaseModel):
        """One turn: words, a photo (Base64 of the file), or both.

        `box` is the part that is meant of this photo, or of the last one: left, top, right and
        bottom as parts of its width and height.
        """

        text: str = ""
        photo: str | None = None
        session: str | None = None
        box: tuple[float, float, float, float] | None = None

    async def ask(request: Any) -> dict[str, Any]:
        session = request.session or uuid.uuid4().hex[:16]
        try:
            photo = None if request.photo is None else _decoded(request.photo)
            return to_json(await guide.aanswer(session, request.text, photo, box=request.box))
        except (PhotoError, SettingsError) as error:
            raise HTTPException(422, str(error)) from error

    ask.__annotations__["request"] = Request
    app.post("/api/ask", summary="Take one turn; the answer is documented in docs/answer.md")(ask)


def _decoded(photo: str) -> bytes:
    try:
        return base64.b64decode(photo, validate=True)
    except binascii.Error as error:
        raise PhotoError("the photo is not Base64. Send the file's bytes in Base64.") from error


def _must_be_free(host: str, port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(
                f"port {port} on {host} is taken ({error.strerror}). Choose another with --port."
            ) from error
