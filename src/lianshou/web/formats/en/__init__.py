"""Package of one language."""
