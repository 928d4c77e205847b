"""Photos: read safely, and what is seen in them."""

from index.photos.decode import DEFAULT_LIMITS, Limits, Photo, open_photo
from index.photos.storing import store_photo, stored_photo

__all__ = ["DEFAULT_LIMITS", "Limits", "Photo", "open_photo", "store_photo", "stored_photo"]
