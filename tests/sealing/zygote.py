"""Run as a script: for every line of its input it forks a process and says how that one ended.

``rekey 7 0.003`` runs the command in small batches and kills it 3 ms after its seventh; ``read`` opens every value and
compares it with what was written.
"""

from __future__ import annotations

import os
import signal
import sys
import time

ROWS, NEW = 3000, 40


def write() -> None:
    from tests.sealing.models import Secret, Token

    plain = [Secret(phone=f"139{n:08d}", income_fen=n, notes={"n": n}) for n in range(ROWS)]
    Secret.objects.bulk_create(plain, batch_size=500)
    for n in range(NEW):
        Secret.objects.create(phone=f"138{n:08d}")
        Token.holding(f"token {n}")


def read() -> None:
    from tests.sealing.models import Secret, Token

    index = Secret._meta.get_field("phone_index")
    rows = list(Secret.objects.order_by("pk"))
    new = [f"138{n:08d}" for n in range(NEW)]
    assert [row.phone for row in rows] == [f"139{n:08d}" for n in range(ROWS)] + new
    assert [row.income_fen for row in rows[:ROWS]] == list(range(ROWS))
    assert [row.notes for row in rows[:ROWS]] == [{"n": n} for n in range(ROWS)]
    assert all(row.phone_index in index.candidates(row.phone) for row in rows)
    assert [row.phone for row in Secret.history.order_by("history_id")] == new
    assert [token.secret for token in Token.objects.order_by("pk")] == [f"token {n}" for n in range(NEW)]


def rekey() -> None:
    from lianshou.cli.keys import rekey as command

    command.main(["--batch", "20"], standalone_mode=False)


def fall(child: int, telling: int, batches: str, pause: str) -> None:
    """Kill the child so many seconds after it told of so many batches: how fast the machine is plays no part."""
    with os.fdopen(telling) as told:
        for _batch in range(int(batches)):
            told.readline()
        time.sleep(float(pause))
        os.kill(child, signal.SIGKILL)


def run(word: str, telling: int) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the command says is not for who waits
    os.dup2(telling, 2)  # how far it is
    try:
        {"rekey": rekey, "read": read}[word]()
    except BaseException:  # noqa: BLE001  whatever it is, the child ends here
        os._exit(1)
    os._exit(0)


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        word, *when = line.split()
        listening, telling = os.pipe()
        child = os.fork()
        if child == 0:
            run(word, telling)
        os.close(telling)
        if when:
            fall(child, listening, *when)
        else:
            os.close(listening)
        print(os.waitpid(child, 0)[1], flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
