"""Check-lists of a household (docs/aid-checklists.md): their lines, what is suggested, what may be saved."""
