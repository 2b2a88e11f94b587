"""Pages of my work: the desk, the list, digests and channels, escalations."""
