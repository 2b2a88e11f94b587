"""The tree of unions, zones, places, honours, grades, industries and industry chains."""
