"""`lianshou rerun`: compute old matchings again from their frozen input, and compare."""

from __future__ import annotations

import click

from lianshou.cli.serve import load


@click.command()
@click.argument("runs", nargs=-1, type=int)
def rerun(runs: tuple[int, ...]) -> None:
    """重算比对。Compute finished matchings again (all, or those of these ids) and compare with what is on record.

    Nothing is written. Exit code 3 when a result differs.
    """
    load()
    from lianshou.core.ambient import beyond_scope
    from lianshou.kernel.placement.queries import comes_out_the_same, finished_runs

    differing = 0
    with beyond_scope("a command on the machine"):
        for run in finished_runs(ids=runs).iterator(chunk_size=1):
            same = comes_out_the_same(run=run)
            differing += not same
            said = "一致 / the same" if same else "不一致 / differs"
            click.echo(f"{run.pk}\t{run.programme}\t{run}\t{said}")
    if differing:
        raise SystemExit(3)
