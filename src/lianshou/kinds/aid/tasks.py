"""Background jobs: fetch by id, call one action. None yet."""
