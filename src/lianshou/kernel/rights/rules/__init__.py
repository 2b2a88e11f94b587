"""Pure decisions about consent, requests and retention."""
