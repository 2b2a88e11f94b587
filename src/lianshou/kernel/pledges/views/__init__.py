"""Pages of agreements and letters, their templates, numbers and promises."""
