"""Products to facts, each with its exact quote."""

from __future__ import annotations

from index.extraction.facts import extract
from index.extraction.places import field_text
from index.extraction.profile import Profile, learn

__all__ = ["Profile", "extract", "field_text", "learn"]
