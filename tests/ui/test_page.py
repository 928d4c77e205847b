"""The page in a real browser: words, a photo, cards, the table, both languages."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from PIL import Image

WISH = "羽绒服,预算 800 左右,修身"


def say(page, text: str) -> None:
    page.fill("#box textarea", text)
    page.press("#box textarea", "Enter")


def last_answer(page, number: int):
    page.wait_for_function(
        "n => document.querySelectorAll('#chat .g-answer').length >= n", arg=number
    )
    return page.locator("#chat .g-answer").last


def test_a_wish_shows_cards_with_pictures_prices_and_reasons(page) -> None:
    say(page, WISH)
    answer = last_answer(page, 1)
    cards = answer.locator(".g-card")
    cards.nth(2).wait_for()
    answer.locator(".g-why li").nth(2).wait_for()
    assert cards.count() >= 3
    assert answer.locator(".g-price").first.inner_text().startswith("¥")
    assert answer.locator(".g-why li").count() >= 3
    page.wait_for_function(
        "() => [...document.querySelectorAll('.g-card img')].every(i => i.naturalWidth > 50)"
    )
    assert "蓬松度" in answer.locator(".g-table").inner_text()


def test_a_photo_with_words_shows_cards(page, demo_index: Path, tmp_path: Path) -> None:
    photo = picture_of(demo_index, "down_jacket", tmp_path)
    page.set_input_files("#box input[type=file]", str(photo))
    page.wait_for_selector("#box img, #box .thumbnail-item, #box [data-testid*=file]")
    say(page, "类似这件,要红色的,500以内")
    answer = last_answer(page, 1)
    assert answer.locator(".g-card").count() >= 1
    assert page.locator("#chat img.g-sent").count() == 1


def picture_of(index: Path, kind: str, folder: Path) -> Path:
    from index.opening import Index

    with Index.open(index) as opened:
        product = next(p for p in opened.products if "羽绒服" in p.category and p.images)
        source = opened.photo_path(product.images[0])
        made = folder / f"{kind}.jpg"
        with Image.open(source) as image:
            image.convert("RGB").resize((400, 400)).save(made)
    return made


def test_a_quick_reply_is_a_turn(page) -> None:
    say(page, WISH)
    last_answer(page, 1)
    page.locator("#chat .options button, #chat button.option").first.click()
    last_answer(page, 2)


def test_a_seller_cannot_put_markup_on_the_page(page) -> None:
    say(page, "<img src=x onerror=\"document.title='owned'\"> 羽绒服")
    last_answer(page, 1)
    assert page.title() != "owned"


def test_a_file_that_is_no_photo_is_refused_in_words(page, tmp_path: Path) -> None:
    fake = tmp_path / "fake.jpg"
    fake.write_bytes(b"<svg onload=alert(1)>")
    page.set_input_files("#box input[type=file]", str(fake))
    page.wait_for_timeout(1000)
    say(page, "类似这件")
    page.wait_for_function("() => document.querySelector('#chat').innerText.includes('JPEG')")
    assert "Traceback" not in page.inner_text("#chat")


def test_the_page_speaks_english_by_switch(page) -> None:
    page.get_by_label("English").check()
    page.wait_for_function("() => document.body.innerText.includes('Demo shop')")
    say(page, "an eye cream under 200 yuan")
    answer = last_answer(page, 1)
    assert answer.locator(".g-card").count() >= 1


def test_the_chat_is_still_there_after_a_reload(page) -> None:
    say(page, WISH)
    last_answer(page, 1)
    page.wait_for_timeout(500)
    page.reload()
    assert last_answer(page, 1).locator(".g-card").count() >= 3


def test_the_page_has_no_serious_accessibility_fault(page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    say(page, WISH)
    last_answer(page, 1)
    page.wait_for_timeout(2000)  # colours fade in; what is read is what stays
    found = Axe().run(page).response["violations"]
    ours = [
        (fault["id"], node["html"][:120])
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
        if "g-" in node["html"]
    ]
    assert ours == []


@pytest.fixture
def asked(address: str):
    def ask(**body: str) -> dict:
        request = Request(
            f"{address}/api/ask",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=60) as reply:
            return json.load(reply)

    return ask


def test_programs_get_the_answer_as_json(asked) -> None:
    session = uuid4().hex
    first = asked(text=WISH, session=session)
    assert len(first["picks"]) >= 3
    second = asked(text="第二款和第一款比有什么缺点", session=session)
    assert second["act"] == "compare"
    assert second["table"]["columns"] == [first["picks"][1]["id"], first["picks"][0]["id"]]
