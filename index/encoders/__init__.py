"""Texts and photos to vectors."""
