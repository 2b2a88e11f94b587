"""A real OpenID provider (allauth's own) with one client and one person, in a process of its own."""
