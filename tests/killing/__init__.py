"""Workers that are killed (SIGKILL) at random moments: an installation of their own, and what forks and kills them."""
