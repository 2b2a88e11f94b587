"""`lianshou`: the one command of the house."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Lianshou, the open workbench of trade unions."""
