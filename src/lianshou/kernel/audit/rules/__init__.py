"""Pure parts of the book: the text of a line and its digest, and the triggers that keep it append-only."""
