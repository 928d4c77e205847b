"""What a photo, or words about one, change in the Need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guide.need import Constraint
from guide.reading.kinds import Said
from guide.reading.moves import Move
from guide.reading.pictures import changed_wish, goes_with, kept_kind, photo_wish
from guide.turn import Context, Edit, PhotoReading, SetKind, SetPhoto
from index.vocabulary import Vocabulary


def photo_edits(
    vocabulary: Vocabulary,
    beside: str,
    photo: PhotoReading | None,
    made: Sequence[Constraint],
    said: Sequence[Said],
    move: Move,
    context: Context,
) -> Iterator[Edit]:
    """Yield the edits that the photo of this turn, or the standing one, makes beside the words."""
    standing = context.need.photo
    if photo is None:
        if standing is not None and (not said or goes_with(beside)):
            changed = changed_wish(beside, standing, made, bool(move.refers))
            if changed != standing or said:
                yield SetPhoto(changed)
        return
    named = tuple(k for one in said for k in one.kinds)
    if photo.page and named:
        return  # there is nothing to look like: the words alone decide
    wish = photo_wish(beside, photo, made, named)
    if not named and wish.kinds:
        yield SetKind(wish.kinds, kept_kind(vocabulary, wish.kinds))
    yield SetPhoto(wish)


def cheaper_than_photo(edits: Sequence[Edit]) -> bool:
    """Return whether less is to be paid than for the thing in the photo."""
    photos = (e.photo for e in edits if isinstance(e, SetPhoto))
    return any(photo is not None and photo.cheaper for photo in photos)
