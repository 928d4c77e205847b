"""A shopper's words and photos in, a grounded Answer out."""
