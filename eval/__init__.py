"""How good is it, and did this change help."""
