"""Every operation of the API on the grounds of the sweep."""
