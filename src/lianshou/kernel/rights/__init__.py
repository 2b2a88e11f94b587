"""What a person may ask: consent and its withdrawal, the own page, corrections and objections, retention."""
