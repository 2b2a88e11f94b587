"""Aid to workers in hardship (困难职工帮扶): say in one line what lives here."""
