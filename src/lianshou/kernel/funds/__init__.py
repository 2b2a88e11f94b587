"""Every yuan: where it comes from, what it is meant for, whom it was paid to, by whose word; ceilings that hold."""
