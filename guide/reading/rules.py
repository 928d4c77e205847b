"""The Reader that needs no model: phrases of data files and of the catalogue's own vocabulary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guide.choosing.extremes import MOST
from guide.reading.acts import move_of
from guide.reading.called import Shelf
from guide.reading.edits import read_wishes
from guide.reading.extremes import asked_extreme, resolved
from guide.reading.found import Phrases
from guide.reading.lifting import Lifted, lifted
from guide.reading.moves import Move
from guide.reading.phrases import has_any
from guide.reading.phrases import words as listed
from guide.reading.pictures import without_pointing
from guide.reading.pinyin import from_pinyin
from guide.reading.plain import locale_of, plain
from guide.reading.questions import WHY_NOT, aspects, question_of
from guide.reading.references import references
from guide.reading.refusing import INJECTION, beside_orders, refused
from guide.reading.remarks import without_remarks
from guide.reading.slips import without_slips
from guide.reading.spotting import spot
from guide.reading.subject import Listener
from guide.reading.which import having
from guide.reading.widening import allows, with_units
from guide.turn import (
    Context,
    Locale,
    NextPage,
    PhotoReading,
    Reference,
    Turn,
)

if TYPE_CHECKING:
    from guide.reading.shown import ShownFacts
    from index.encoders.protocol import Encoder
    from index.vocabulary import Vocabulary


class RulesReader:
    """Reads a turn by rules; the same words in the same context give the same Turn."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        encoder: Encoder | None = None,
        facts: ShownFacts | None = None,
    ) -> None:
        """Take the catalogue's vocabulary.

        Args:
            vocabulary: what the catalogue calls things.
            encoder: links kinds by meaning; without it words and synonyms alone count.
            facts: what is known of the products on screen («再便宜点» is measured against them).
        """
        self._listener = Listener(vocabulary, encoder, facts)

    @property
    def vocabulary(self) -> Vocabulary:
        """What the catalogue calls things."""
        return self._listener.vocabulary

    def warm(self) -> None:
        """Read something once, so that the first shopper does not wait for word lists to load."""
        self.read("羽绒服,500以内,不要黑色", None, Context())

    def read(self, words: str, photo: PhotoReading | None, context: Context) -> Turn:
        """Return what the shopper just did; never raises for anything typed."""
        text, spoken = from_pinyin(plain(words), self.vocabulary)
        locale: Locale = "zh" if spoken else locale_of(words)
        text, slips = without_slips(text, self.vocabulary)
        text = without_remarks(with_units(self._heeded(text), context.need), context)
        turn = self._read(words, text, locale, photo, context)
        return replace(turn, righted=(*spoken, *slips)) if spoken or slips else turn

    def _read(
        self, words: str, text: str, locale: Locale, photo: PhotoReading | None, context: Context
    ) -> Turn:
        refers = references(text, context, self.vocabulary, self._listener.facts)
        said = text
        if photo is not None or context.need.photo is not None:
            said = without_pointing(text, beside=photo is not None)
        heard, taken_back = self._heard(said, context)
        move = self._named(move_of(heard, photo, refers, context), context, said)
        if (taken_back.spans or allows(heard)) and move.act not in ("refuse", "undo"):
            move = Move("wish", new_topic=move.new_topic)
        move = self._which(move, said, photo, context)
        if move.asks == (MOST,):
            move = self._most(heard, move, context, locale)
        if move.edits is not None:
            question = question_of(text, move.refers, context) if move.act == "ask" else ""
            edits = move.edits
            return Turn(move.act, words, locale, move.refers, edits, move.asks, question=question)
        reading = read_wishes(
            self._listener, heard, photo, move, context, locale, beside=text, taken_back=taken_back
        )
        if reading.edits or move.refers:
            return Turn(
                reading.act, words, locale, move.refers, reading.edits, move.asks, reading.notes
            )
        if taken_back.spans:
            return Turn("refine", words, locale, notes=reading.notes)  # as it stands already
        return self._unread(text, words, locale, heard, context, reading.notes)

    def _heard(self, said: str, context: Context) -> tuple[Phrases, Lifted]:
        """Return what is understood of the words, and what those that take wishes back lift."""
        seen = bool(context.shown or context.need.kinds)
        heard = spot(said, self.vocabulary, on_screen=seen)
        taken_back = lifted(heard, context, self.vocabulary)
        if taken_back.spans:
            heard = spot(taken_back.rest(said), self.vocabulary, on_screen=seen)
        return heard, taken_back

    def _unread(
        self,
        text: str,
        words: str,
        locale: Locale,
        heard: Phrases,
        context: Context,
        notes: tuple[str, ...],
    ) -> Turn:
        """Return the turn of words that change nothing: other products, or a question back."""
        if heard.of("move") and context.shown:
            shown = tuple(item.product_id for item in context.shown)
            return Turn("refine", words, locale, edits=(NextPage(shown),), notes=(text,))
        if heard.of("kind") and context.need.kinds:
            return Turn("refine", words, locale, notes=notes)
        return Turn("chat", words, locale, asks=("unclear",), notes=notes)

    def _which(self, move: Move, text: str, photo: PhotoReading | None, context: Context) -> Move:
        """Find the products of which it is asked which they are («哪款是一级能效的»)."""
        settled = move.asks[:1] in ((MOST,), (WHY_NOT,)) or move.act not in ("wish", "ask")
        if settled or photo is not None or not context.shown:
            return move
        found = having(text, context, self.vocabulary, self._listener.facts)
        return Move("ask", found, aspects(text) or (text,), ()) if found else move

    def _most(self, heard: Phrases, move: Move, context: Context, locale: Locale) -> Move:
        """Find the product that has the least or the most of what is asked for."""
        asked, facts = asked_extreme(heard.text), self._listener.facts
        if asked is None or facts is None:
            return replace(move, asks=(heard.text,))
        edits = read_wishes(self._listener, heard, None, move, context, locale).edits
        refers, asks = resolved(asked, move.refers, edits, context, self.vocabulary, facts)
        return replace(move, refers=refers, asks=asks)

    def _heeded(self, text: str) -> str:
        """Leave out orders to the guide where a wish for a kind of goods stands beside them."""
        if refused(text) != INJECTION:
            return text
        wish = beside_orders(text)
        carried = bool(wish) and bool(self.vocabulary.kinds_in(wish)) and refused(wish) is None
        return wish if carried else text

    def _named(self, move: Move, context: Context, text: str) -> Move:
        """Find the products that «为什么不是 X» names, which need not be on screen."""
        facts = self._listener.facts
        if move.asks[:1] != (WHY_NOT,) or facts is None or len(move.asks) < 2:
            return move
        if any(ref.words not in listed("references", "this") for ref in move.refers):
            return move
        name = move.asks[1]
        shelf = Shelf(context, self.vocabulary, facts, wide=True)
        item = shelf.called(name)
        found = facts.named(name, context.need.kinds) or ((item.product_id,) if item else ())
        found = found or facts.closest(name, context.need)
        if not found and move.refers:
            return move
        if not found and not has_any(text, listed("acts", "why_not")):
            return Move("wish")
        named = tuple(Reference(name, product_id) for product_id in found)
        return Move(move.act, named, move.asks, move.edits)
