"""My work: what waits for me across programmes, and what a union took part in across them."""
