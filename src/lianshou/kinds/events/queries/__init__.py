"""Reading events: those that an officer runs, those that somebody can sign up for, codes, what waits."""
