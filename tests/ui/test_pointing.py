"""Several things in one photo: crops to tap, a box to draw, by mouse and by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def two_things(demo_index: Path, tmp_path: Path) -> Path:
    from eval.photo_turns import photo_of
    from index.opening import Index

    made = tmp_path / "two.jpg"
    with Index.open(demo_index) as index:
        bag, shoe = (
            next(p.id for p in index.products if shelf in p.category and p.images)
            for shelf in ("双肩包", "运动鞋")
        )
        made.write_bytes(photo_of([{"product": bag}, {"product": shoe}], index))
    return made


def ask_with(page, photo: Path, text: str) -> None:
    page.set_input_files("#box input[type=file]", str(photo))
    page.wait_for_selector("#box img, #box .thumbnail-item, #box [data-testid*=file]")
    page.fill("#box textarea", text)
    page.press("#box textarea", "Enter")


def answers(page, number: int):
    page.wait_for_function(
        "n => document.querySelectorAll('#chat .g-answer').length >= n", arg=number
    )
    return page.locator("#chat .g-answer").last


def open_by_keys(page) -> None:
    """Open the box as a person does: press again where the panel was just drawn anew."""
    for _ in range(5):
        page.locator(".g-draw").press("Enter")
        page.wait_for_timeout(500)
        if page.locator(".g-frame:focus").count():
            return
    raise AssertionError("the box never opened")


def test_a_tap_on_a_crop_looks_for_that_thing(page, two_things: Path) -> None:
    ask_with(page, two_things, "800以内")
    first = answers(page, 1).inner_text()
    crops = page.locator(".g-crop")
    assert crops.count() == 2
    assert "照片里有2样" in first
    page.locator(".g-crop", has_text="鞋").click()
    second = answers(page, 2)
    assert "运动鞋" in second.inner_text()
    assert "800" in second.inner_text()  # what was said before still stands
    page.wait_for_selector(".g-crop[aria-pressed=true]:has-text('鞋')")


def test_a_box_drawn_on_the_photo_looks_for_what_is_in_it(page, two_things: Path) -> None:
    ask_with(page, two_things, "")
    answers(page, 1)
    page.locator(".g-draw").click()
    frame = page.locator(".g-frame img").bounding_box()
    page.mouse.move(frame["x"] + frame["width"] * 0.52, frame["y"] + frame["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.97, frame["y"] + frame["height"] * 0.9)
    page.mouse.up()
    page.locator(".g-find").click()
    assert "运动鞋" in answers(page, 2).inner_text()


def test_the_box_can_be_moved_and_sent_with_keys_alone(page, two_things: Path) -> None:
    ask_with(page, two_things, "")
    answers(page, 1)
    open_by_keys(page)
    for key in ["Shift+ArrowLeft"] * 8 + ["ArrowRight"] * 14:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    assert "运动鞋" in answers(page, 2).inner_text()


def test_what_was_seen_is_shown_with_how_sure_it_is(page, two_things: Path) -> None:
    ask_with(page, two_things, "左边的包多少钱")
    chips = answers(page, 1).locator(".g-chip")
    assert "把握" in chips.last.inner_text()


@pytest.mark.parametrize(
    ("size", "data", "said"),
    [
        ((1, 1), None, "太小"),
        (None, b"\xff\xd8\xff\xe0broken", "照片"),
        ((15000, 9000), None, "照片"),
    ],
)
def test_a_photo_that_cannot_be_used_gets_one_sentence(page, tmp_path, size, data, said) -> None:
    path = tmp_path / "photo.png"
    if data is None:
        Image.new("1", size).save(path)
    else:
        path.write_bytes(data)
    page.set_input_files("#box input[type=file]", str(path))
    page.wait_for_timeout(1000)
    page.fill("#box textarea", "类似这件")
    page.press("#box textarea", "Enter")
    told = page.locator("#chat .g-told")
    told.wait_for()
    assert said in told.inner_text()
    assert told.inner_text().count("。") <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_has_no_serious_accessibility_fault(
    browser, address: str, two_things: Path, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    ask_with(page, two_things, "类似的,800以内")
    answers(page, 1)
    page.locator(".g-draw").click()
    page.wait_for_timeout(1500)
    faults = [
        (fault["id"], node["html"][:120])
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
        if "g-" in node["html"]
    ]
    assert faults == []
    context.close()


def test_on_a_phone_nothing_is_wider_than_the_screen(browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(address)
    page.fill("#box textarea", "羽绒服,预算800左右")
    page.press("#box textarea", "Enter")
    answers(page, 1)
    page.wait_for_selector(".g-table tbody th")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    head = "document.querySelector('.g-table tbody th')"
    page.wait_for_function(f"() => {head} && getComputedStyle({head}).position === 'sticky'")
    context.close()
