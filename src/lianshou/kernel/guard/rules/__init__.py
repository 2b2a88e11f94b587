"""Pure parts of the guard: sealing and opening values, masks, ranges of the tree's paths."""
