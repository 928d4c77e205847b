"""Drawings of what is not cloth, one SVG a shape; `docs/demo.md` says how they are written."""
