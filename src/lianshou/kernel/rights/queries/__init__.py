"""Reading texts and consents, a person's own data, requests, periods and disposals."""
