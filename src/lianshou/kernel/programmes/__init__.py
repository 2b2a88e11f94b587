"""The six works, programmes and their periods."""
