"""Public notices (公示): masked lists, windows in working days, objections whose senders are protected."""
