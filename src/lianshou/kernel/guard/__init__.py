"""What every record is guarded by: sealed fields with their class and mask, and rows that are read through a scope."""
