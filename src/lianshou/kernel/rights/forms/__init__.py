"""What people type about texts, consents, requests and retention."""
