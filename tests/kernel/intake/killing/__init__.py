"""A worker of its own that is killed at random moments of an import."""
