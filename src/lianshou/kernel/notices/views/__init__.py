"""Pages of notices and objections on the desk, and those that everybody opens without logging in."""
