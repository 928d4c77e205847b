"""Drawings of the demo shop's products: vector shapes by kind, then light, cloth and setting."""
