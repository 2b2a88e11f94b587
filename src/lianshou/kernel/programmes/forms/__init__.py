"""Forms and filters of programmes, calendars, and settings by region and date."""
