"""`lianshou keys` and `lianshou rekey`: the keys that personal values are sealed under."""

from __future__ import annotations

import click

from lianshou.cli.serve import load

_REASON = "a command on the machine itself"
_CIPHERS = {"01": "AES-256-GCM", "02": "SM4-GCM"}


@click.group()
def keys() -> None:
    """The keys of sealed values: make one, see what stands under which. 密钥。"""


@keys.command()
def new() -> None:
    """Print a fresh key as BASE64; put it in front of LIANSHOU_KEYS with the next number: NUMBER:BASE64."""
    from lianshou.kernel.guard.rules.sealing import new_key

    click.echo(new_key())


@keys.command("list")
def list_keys() -> None:
    """The numbers of the keys in the ring, and how many values of each field stand under which key."""
    load()
    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.audit.queries.keys import seals_by_key
    from lianshou.kernel.guard.models import all_vaults, key_ring

    ring = key_ring()
    others = [str(number) for number in ring.numbers if number != ring.primary]
    click.echo(
        f"In use: {ring.primary} ({ring.cipher_name}). Also in the ring: {', '.join(others) or 'none'}."
    )
    with beyond_scope(_REASON):
        for vault in all_vaults():
            for head, count in sorted(vault.heads().items()):
                click.echo(
                    _line(vault.name, count, int(head[2:], 16), _CIPHERS.get(head[:2], head), ring.numbers)
                )
        for number, count in seals_by_key():
            click.echo(_line("audit.entry.seal", count, number, "seal", ring.numbers))


@click.command()
@click.option("--batch", type=click.IntRange(1, 10_000), default=500, show_default=True)
def rekey(batch: int) -> None:
    """Seal every value anew that does not stand under the key in use. May be ended at any moment and started again.

    Restart the desk with the new key first, so that nobody writes under the old one any more. Exit code 1 when a value
    does not open; it stays as it is.
    """
    load()
    from django.utils import timezone

    from lianshou.core.ambient import Origin, beyond_scope, coming_from
    from lianshou.kernel.audit import actions

    with beyond_scope(_REASON), coming_from(Origin(door="command")):
        done = actions.rekey(actor=None, clock=timezone.now, batch=batch, told=_tell)
    for place in done:
        if place.done or place.unreadable:
            click.echo(f"{place.place}: {place.done} sealed anew, {place.unreadable} do not open")
    if any(place.unreadable for place in done):
        raise click.ClickException("Some values do not open: is an old key missing in LIANSHOU_KEYS?")
    click.echo("Every value stands under the key in use.")


def _tell(place: str, done: int) -> None:
    click.echo(f"{place}: {done}", err=True)


def _line(name: str, count: int, number: int, cipher: str, ring: tuple[int, ...]) -> str:
    missing = "" if number in ring else "  NOT IN THE RING"
    return f"{name:<48} {count:>10}  key {number} {cipher}{missing}"
