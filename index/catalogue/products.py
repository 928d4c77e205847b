"""A checked `Product` from a row; what does not fit is reported and left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from index.catalogue.money import is_lowest, read_availability, read_money
from index.catalogue.photos import PhotoFolder
from index.catalogue.record import Record
from index.catalogue.report import Report
from index.catalogue.text import clean
from index.product import AttributeValue, Product, Review, Sku

_LONGEST_ID = 200
_STARS = 5.0
_TEXTS = ("subtitle", "brand", "currency", "description", "shop", "url")


class _BadRow(Exception):
    """The row cannot become a product."""


@dataclass(slots=True)
class ProductMaker:
    """Turns records into products, one catalogue at a time (it remembers the ids it has seen)."""

    report: Report
    photos: PhotoFolder
    decimal_comma: bool = False
    _seen: dict[str, int] = field(default_factory=dict[str, int])

    def make(self, record: Record) -> Product | None:
        """Return the product that `record` describes, or None where the row had to be skipped.

        Raises:
            CatalogueError: in strict mode, at the first thing that is wrong.
        """
        try:
            return _Row(record, self, record.line).product()
        except _BadRow:
            return None

    def claim(self, id_: str, line: int) -> int | None:
        """Take `id_` for the row at `line`; return the line that had it before, if any."""
        if id_ in self._seen:
            return self._seen[id_]
        self._seen[id_] = line
        return None


@dataclass(slots=True)
class _Row:
    """A record on its way; `line` is where the part at hand stands (a variant has its own)."""

    record: Record
    maker: ProductMaker
    line: int

    def product(self) -> Product:
        values = self.record.values
        id_, title = self._required("id"), self._required("title")
        if len(id_) > _LONGEST_ID:
            raise self._skip("id", f"an id has at most {_LONGEST_ID} characters", id_)
        if (earlier := self.maker.claim(id_, self.line)) is not None:
            raise self._skip("id", f"duplicate id, first used on line {earlier}", id_)
        price, currency = self._money("price")
        reviews = self._reviews()
        skus = self._skus()
        texts = {name: self._text(name) for name in _TEXTS}
        texts["currency"] = (texts["currency"] or currency or "").upper() or None
        rating = self._stars(values.get("rating"), "rating")
        return Product(
            id=id_,
            title=title,
            aliases=tuple(self._texts("aliases", "title_en")),
            category=tuple(self._texts("category")),
            price=price if price is not None else _lowest(skus),
            list_price=self._money("list_price")[0],
            attributes=self._attributes(),
            skus=skus,
            images=self._images(id_, skus),
            reviews=reviews,
            sales=self._count("sales"),
            rating=rating if rating is not None else _mean(reviews),
            stock=self._stock(values.get("stock"), "stock"),
            delivery=tuple(self._texts("delivery")),
            **texts,
        )

    def _skip(self, name: str, what: str, got: object) -> _BadRow:
        self.maker.report.problem(self.line, name, what, got, skipped=True)
        return _BadRow()

    def _drop(self, name: str, what: str, got: object) -> None:
        self.maker.report.problem(self.line, name, what, got, skipped=False)

    def _required(self, name: str) -> str:
        value = self.record.values.get(name)
        if value is None or value == "":
            raise self._skip(name, f"{name} is missing", value)
        if not isinstance(value, str | int) or isinstance(value, bool) or not clean(str(value)):
            raise self._skip(name, f"{name} must be text that is not empty", value)
        return clean(str(value))

    def _text(self, name: str) -> str | None:
        value = self.record.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str | int | float | Decimal) or isinstance(value, bool):
            self._drop(name, f"{name} must be text", value)
            return None
        return clean(str(value)) or None

    def _texts(self, *names: str) -> list[str]:
        found: list[str] = []
        for name in names:
            value = self.record.values.get(name)
            if value is None or value == "":
                continue
            items = cast("Sequence[Any]", value) if isinstance(value, list | tuple) else [value]
            for item in items:
                if isinstance(item, str | int | float):
                    found += [clean(str(item))] if clean(str(item)) else []
                elif item is not None:
                    self._drop(name, f"{name} must be text or a list of texts", item)
        return list(dict.fromkeys(found))

    def _images(self, id_: str, skus: tuple[Sku, ...]) -> tuple[str, ...]:
        ids = (id_, *(sku.id for sku in skus))
        return self.maker.photos.check(self._texts("images"), self.line, ids)

    def _money(self, name: str) -> tuple[Decimal | None, str | None]:
        value = self.record.values.get(name)
        return self._amount(value, name)

    def _amount(self, value: object, name: str) -> tuple[Decimal | None, str | None]:
        if value is None or value == "":
            return None, None
        try:
            amount, currency = read_money(value, decimal_comma=self.maker.decimal_comma)
        except ValueError:
            self._drop(name, f"{name} must be one amount, such as 1299.00", value)
            return None, None
        if is_lowest(value):
            self.maker.report.note("Prices «from …» (起) were read as the lowest price.")
        if amount == 0:
            self._drop(name, f"{name} must be above 0", value)
            return None, currency
        return amount, currency

    def _count(self, name: str) -> int | None:
        return self._whole(self.record.values.get(name), name)

    def _whole(self, value: object, name: str) -> int | None:
        if value is None or value == "":
            return None
        try:
            number = Decimal(str(value).replace(",", "").strip())
        except ArithmeticError:
            number = Decimal(-1)
        if isinstance(value, bool) or not number.is_finite() or number < 0:
            self._drop(name, f"{name} must be a whole number, 0 or more", value)
            return None
        return int(number)

    def _stock(self, value: object, name: str) -> int | None:
        """Pieces left; words say whether there are any, and «some» is no number."""
        there = read_availability(value) if isinstance(value, str) else None
        if there is not None:
            return None if there else 0
        return self._whole(value, name)

    def _stars(self, value: object, name: str) -> float | None:
        if value is None or value == "":
            return None
        try:
            stars = float(str(value))
        except ValueError:
            stars = -1.0
        if not 0 <= stars <= _STARS:
            self._drop(name, f"{name} must be a number of stars from 0 to {_STARS:g}", value)
            return None
        return stars

    def _attributes(self) -> dict[str, AttributeValue]:
        raw = self.record.values.get("attributes")
        if raw is None or raw == "":
            return {}
        if not isinstance(raw, Mapping):
            self._drop("attributes", "attributes must be names with values", raw)
            return {}
        found: dict[str, AttributeValue] = {}
        for name, value in cast("Mapping[Any, Any]", raw).items():
            read = self._attribute(clean(str(name)), value)
            if read and clean(str(name)):
                found[clean(str(name))] = read
        return found

    def _attribute(self, name: str, value: Any) -> AttributeValue | None:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list | tuple):
            items = [clean(str(item)) for item in cast("Sequence[Any]", value) if _scalar(item)]
            return tuple(dict.fromkeys(item for item in items if item)) or None
        if value is not None and not _scalar(value):
            self._drop(f"attributes.{name}", "an attribute must be text, a number or a list", value)
            return None
        return clean(str(value)) if value is not None else None

    def _reviews(self) -> tuple[Review, ...]:
        found: list[Review] = []
        for index, row in enumerate(self._rows("reviews")):
            text = row.get("text") if isinstance(row, Mapping) else row
            counted = isinstance(row, str) and not any(map(str.isalpha, row))  # «98%», «1204»
            if not isinstance(text, str) or not clean(text) or counted:
                self._drop(f"reviews[{index}]", "a review must have a text", row)
                continue
            stars = row.get("rating") if isinstance(row, Mapping) else None
            found.append(Review(clean(text), self._stars(stars, f"reviews[{index}].rating")))
        return tuple(found)

    def _rows(self, name: str) -> Iterable[Any]:
        value = self.record.values.get(name)
        if value is None or value == "":
            return ()
        if not isinstance(value, list | tuple):
            self._drop(name, f"{name} must be a list", value)
            return ()
        return cast("Sequence[Any]", value)

    def _skus(self) -> tuple[Sku, ...]:
        found: dict[str, Sku] = {}
        for index, row in enumerate(self._rows("skus")):
            if not isinstance(row, Mapping):
                self._drop(f"skus[{index}]", "a SKU must be an object", row)
                continue
            self.line = int(row.get("line") or self.record.line)
            sku = self._sku(index, cast("Mapping[str, Any]", row))
            if sku.id in found:
                self._drop(f"skus[{index}].id", "duplicate SKU id in this product", sku.id)
                continue
            found[sku.id] = sku
        self.line = self.record.line
        return tuple(found.values())

    def _sku(self, index: int, row: Mapping[str, Any]) -> Sku:
        place = f"skus[{index}]"
        named = [str(row["image"])] if row.get("image") else []
        image = self.maker.photos.check(named, self.line)
        return Sku(
            id=str(row.get("id") or row.get("sku") or f"s{index + 1}"),
            options=self._options(row, place),
            price=self._amount(row.get("price"), f"{place}.price")[0],
            list_price=self._amount(row.get("list_price"), f"{place}.list_price")[0],
            stock=self._stock(row.get("stock"), f"{place}.stock"),
            image=image[0] if image else None,
        )

    def _options(self, row: Mapping[str, Any], place: str) -> dict[str, str]:
        options = row.get("options")
        if isinstance(options, Mapping):
            named = cast("Mapping[Any, Any]", options)
            return {clean(str(k)): clean(str(v)) for k, v in named.items() if v not in (None, "")}
        values = row.get("spec")
        if values is None:
            return {}
        if not isinstance(values, list | tuple):
            self._drop(f"{place}.spec", "a spec must be a list of option values", values)
            return {}
        specs = self.record.values.get("specs")
        names = (
            [str(name) for name in cast("Mapping[Any, Any]", specs)]
            if isinstance(specs, Mapping)
            else []
        )
        chosen = [clean(str(value)) for value in cast("Sequence[Any]", values)]
        if len(names) != len(chosen):
            self._drop(
                f"{place}.spec", f"a spec must have one value per name in specs ({names})", values
            )
            return {}
        return dict(zip(names, chosen, strict=True))


def _scalar(value: object) -> bool:
    return isinstance(value, str | int | float | Decimal)


def _lowest(skus: tuple[Sku, ...]) -> Decimal | None:
    return min((sku.price for sku in skus if sku.price is not None), default=None)


def _mean(reviews: tuple[Review, ...]) -> float | None:
    stars = [review.rating for review in reviews if review.rating is not None]
    return round(sum(stars) / len(stars), 2) if stars else None
