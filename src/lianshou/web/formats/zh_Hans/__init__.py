"""Package of one language."""

