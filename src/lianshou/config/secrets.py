"""Secrets from the environment, or from the file that a variable of the same name with _FILE names."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret(name: str, default: str, *, strict: bool = True) -> str:
    """The secret ``name``; ``default`` when neither it nor ``name``_FILE is set.

    ``strict`` refuses a file that everybody on the machine can read. A file's line ends at its edges do not count.
    Raises ImproperlyConfigured, naming the variable and never the secret.
    """
    path = os.environ.get(f"{name}_FILE", "")
    if not path:
        return os.environ.get(name, default)
    if name in os.environ:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    try:
        mode, text = Path(path).stat().st_mode, Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {type(error).__name__}.") from error
    if strict and mode & (stat.S_IROTH | stat.S_IWOTH):
        raise ImproperlyConfigured(f"{name}_FILE can be read by everybody on this machine: chmod o-rwx it.")
    if not text:
        raise ImproperlyConfigured(f"{name}_FILE is empty.")
    return text
