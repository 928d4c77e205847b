"""Products in, ranked candidates out."""
