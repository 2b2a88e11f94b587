"""Named counts over rows, and the pages where a figure opens to its rows."""
