"""My work: what waits for me across programmes."""
