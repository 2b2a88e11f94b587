"""Pages of texts and consents, of requests, of retention, and a person's own page."""
