"""A wait after failed attempts, in words that do not tell whether anybody bears the name."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def span_said(wait: timedelta) -> str:
    """A span rounded up: "5 minutes", "2 hours"."""
    seconds = max(int(wait.total_seconds() + 0.999), 1)
    minutes = -(-seconds // 60)
    if minutes < 120:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}


def wait_said(wait: timedelta) -> str:
    """What the login page says while a name rests."""
    return _(
        "Too many failed attempts under this name: it rests for another %(span)s. "
        "If you cannot wait, set a new password by e-mail, or ask the security administrator of your federation."
    ) % {"span": span_said(wait)}
