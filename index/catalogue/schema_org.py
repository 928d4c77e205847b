"""What a schema.org Product states, in the fields of a catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

_GONE = ("OutOfStock", "SoldOut", "Discontinued")
_TEXTS = (
    "color",
    "size",
    "material",
    "pattern",
    "sku",
    "mpn",
    "gtin",
    "gtin13",
    "gtin12",
    "gtin14",
    "gtin8",
    "model",
    "keywords",
    "itemCondition",
    "award",
)
_SIZES = ("weight", "height", "width", "depth")
_IDS = (
    "productID",
    "productGroupID",
    "sku",
    "gtin13",
    "gtin",
    "gtin12",
    "gtin14",
    "gtin8",
    "mpn",
    "@id",
    "url",
)

Node = Mapping[str, Any]

_FIELDS = {
    "name": "title", "description": "description", "brand": "brand", "category": "category",
    "image": "images", "offers": "price", "hasVariant": "skus", "aggregateRating": "rating",
    "review": "reviews", "url": "url", "additionalProperty": "attributes",
} | {name: "id" for name in _IDS[:2]}  # fmt: skip


def field_of(name: str) -> str:
    """Return the field that a property of a product fills."""
    return _FIELDS.get(name, "attributes" if name in (*_TEXTS, *_SIZES) else "(not used)")


def listed(value: Any) -> list[Any]:
    """Return a property's values: none, the one, or all of a list."""
    if value is None or value == "":
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def values_of(node: Node, folder: Path) -> dict[str, Any]:
    """Return a product's values by field; photos are named from `folder` of the saved page."""
    offers = [o for o in listed(node.get("offers")) if isinstance(o, dict)]
    variants = [v for v in listed(node.get("hasVariant")) if isinstance(v, dict)]
    values: dict[str, Any] = {
        "id": next((_text(node[name]) for name in _IDS if node.get(name)), None)
        or _text(node.get("name")),
        "title": _text(node.get("name")),
        "description": _text(node.get("description")),
        "brand": _name(node.get("brand")) or _name(node.get("manufacturer")),
        "category": [
            p for c in listed(node.get("category")) for p in re.split(r"\s*[>/]\s*", _name(c) or "")
        ],
        "images": [
            _beside(image, folder) for part in listed(node.get("image")) if (image := _image(part))
        ],
        "url": _text(node.get("url")),
        "attributes": _attributes(node),
        "rating": _stars(node.get("aggregateRating")),
        "reviews": [r for part in listed(node.get("review")) if (r := _review(part))],
    }
    if variants:
        axes = [_text(axis).rpartition("/")[2] for axis in listed(node.get("variesBy"))]
        values["skus"] = [_sku(cast("Node", v), axes, folder) for v in variants]
        values["currency"] = next(
            (c for v in variants if (c := _offer(listed(v.get("offers"))).get("currency"))), None
        )
        return values
    return values | _offer(offers)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_text(part) for part in cast("list[Any]", value))
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("name") or "")
    return "" if value is None else str(value).strip()


def _name(value: Any) -> str:
    return _text(listed(value)[0]) if listed(value) else ""


def _image(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("contentUrl") or value.get("url"))
    return _text(value)


def _beside(image: str, folder: Path) -> str:
    """A photo saved beside its page is named from the page's folder."""
    remote = re.match(r"(?:https?:)?//", image)
    return image if remote or folder == Path() else (folder / image).as_posix()


def _offer(offers: list[Any]) -> dict[str, Any]:
    """Price, list price, currency and stock of the first offer that states a price."""
    for offer in (cast("Node", o) for o in offers if isinstance(o, dict)):
        inner = offer.get("offers")
        price = offer.get("price", offer.get("lowPrice"))
        specs = [s for s in listed(offer.get("priceSpecification")) if isinstance(s, dict)]
        plain = [
            s
            for s in specs
            if "ListPrice" not in str(s.get("priceType"))
            and "Strikethrough" not in str(s.get("priceType"))
        ]
        struck = [s for s in specs if s not in plain]
        if price is None and plain:
            price = plain[0].get("price")
        if price is None and inner:
            return _offer(listed(inner))
        availability = _text(offer.get("availability"))
        return {
            "price": price,
            "list_price": struck[0].get("price") if struck else None,
            "currency": _text(
                offer.get("priceCurrency") or next((s.get("priceCurrency") for s in specs), "")
            ),
            "stock": 0 if availability.endswith(_GONE) else _level(offer),
        }
    return {}


def _level(offer: Node) -> Any:
    level = offer.get("inventoryLevel")
    return level.get("value") if isinstance(level, dict) else level


def _attributes(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in _TEXTS:
        values = [text for part in listed(node.get(name)) if (text := _text(part))]
        if values:
            found[name] = values if len(values) > 1 else values[0].rpartition("schema.org/")[2]
    for name in _SIZES:
        if quantity := _quantity(node.get(name)):
            found[name] = quantity
    if audience := node.get("audience"):
        gender = (
            listed(audience)[0].get("suggestedGender")
            if isinstance(listed(audience)[0], dict)
            else None
        )
        if gender:
            found["gender"] = _text(gender).rpartition("/")[2]
    for part in listed(node.get("additionalProperty")):
        if isinstance(part, dict) and part.get("name"):
            found[_text(part["name"])] = _quantity(part)
    return found


_UNITS = {
    "KGM": "kg", "GRM": "g", "CMT": "cm", "MMT": "mm", "MTR": "m", "INH": "inch", "LTR": "L",
    "MLT": "ml", "LBR": "lb", "ONZ": "oz", "WTT": "W", "KWT": "kW", "HUR": "h",
    "ANN": "year", "CEL": "℃",
}  # fmt: skip


def _quantity(value: Any) -> str:
    """A QuantitativeValue or PropertyValue in words («2.5 kg», «10-20 cm»)."""
    if not isinstance(value, dict):
        return _text(value)
    node = cast("Node", value)
    ends = [_text(node[name]) for name in ("minValue", "maxValue") if node.get(name) is not None]
    number = _text(node.get("value")) or "-".join(ends)
    unit = _text(node.get("unitText")) or _UNITS.get(_text(node.get("unitCode")), "")
    return f"{number} {unit}".strip()


def _stars(rating: Any) -> float | None:
    """Stars out of 5, whatever the scale."""
    if not isinstance(rating, dict):
        return None
    node = cast("Node", rating)
    try:
        value = float(_text(node.get("ratingValue")).replace(",", "."))
        best = float(_text(node.get("bestRating")).replace(",", ".") or 5)
    except ValueError:
        return None
    return round(5 * value / best, 2) if best > 0 and value <= best else None


def _review(review: Any) -> dict[str, Any] | None:
    if not isinstance(review, dict):
        return None
    node = cast("Node", review)
    text = _text(node.get("reviewBody")) or _text(node.get("description"))
    return {"text": text, "rating": _stars(node.get("reviewRating"))} if text else None


def _sku(variant: Node, axes: list[str], folder: Path) -> dict[str, Any]:
    shown = _attributes(variant)
    named = axes or [axis for axis in ("color", "size", "material", "pattern") if axis in shown]
    images = [image for part in listed(variant.get("image")) if (image := _image(part))]
    offer = _offer(listed(variant.get("offers")))
    return {
        "id": next((_text(variant[name]) for name in _IDS if variant.get(name)), None),
        "options": {axis: shown[axis] for axis in named if shown.get(axis)},
        "image": _beside(images[0], folder) if images else None,
        **{name: offer.get(name) for name in ("price", "list_price", "stock")},
    }
