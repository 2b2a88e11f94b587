"""Pure decisions of aid: who is in hardship, and why."""
