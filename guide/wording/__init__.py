"""Picks to words: templates by locale, or a language model whose every sentence is checked."""

from guide.wording.brief import Brief, Writer, make_brief
from guide.wording.model import ModelWriter
from guide.wording.phrases import Phrases, phrases
from guide.wording.template import TemplateWriter

__all__ = [
    "Brief",
    "ModelWriter",
    "Phrases",
    "TemplateWriter",
    "Writer",
    "make_brief",
    "phrases",
]
