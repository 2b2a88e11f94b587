"""An app of the suite with sealed fields of every sort, a history, and values sealed inside JSON."""
