"""Accounts, posts (user × union × role × period), the permission question, scope."""
