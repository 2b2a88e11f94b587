"""Pages of rounds, of reviewers, of approvals and of the applicant."""
