"""Who did what, when: append-only, hash-chained; what changed in a row; the keys that sealed values stand under."""
