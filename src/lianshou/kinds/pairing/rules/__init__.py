"""What pairing decides, in plain Python: columns, facts, settings, terms, sentences, the match itself; no Django."""
