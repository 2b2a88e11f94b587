"""What every programme shares: the spine."""
