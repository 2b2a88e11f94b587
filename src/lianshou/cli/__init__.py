"""The `lianshou` command."""
