"""Who carries messages: text messages through apprise, mail through Django's backend, both beside the request.

A message goes out in a thread of its own, so that an answer takes as long for a name that nobody bears (where nothing
is sent) as for one that somebody does. What fails is told in the log without the address and without the words.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage

from lianshou.core.couriers import NotSent, TextCourier

_log = logging.getLogger(__name__)


class ConsoleTexts:
    """Texts stand on the console: for the demonstration, where nobody has a telephone."""

    def send(self, *, phone: str, words: str) -> None:
        print(f"\n[短信 → {phone[:3]}****{phone[-4:]}] {words}\n", file=sys.stderr, flush=True)  # noqa: T201


class AppriseTexts:
    """Texts go to a gateway that apprise knows; ``url`` has ``{phone}`` where the number belongs."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, *, phone: str, words: str) -> None:
        from apprise import Apprise  # takes half a second to load, which only a message is worth

        gateway = Apprise()
        if not gateway.add(self._url.replace("{phone}", quote(phone, safe=""))):
            raise NotSent("apprise does not understand LIANSHOU_SMS")
        if not gateway.notify(body=words):
            raise NotSent("the gateway of LIANSHOU_SMS did not take the text")


class NoTexts:
    """Nothing carries texts here; pages do not offer it, so this says that something forgot to look."""

    def send(self, *, phone: str, words: str) -> None:
        raise NotSent("LIANSHOU_SMS is not set")


def text_courier() -> TextCourier:
    """Who carries texts in this installation."""
    url = settings.LIANSHOU_SMS
    if not url:
        return NoTexts()
    return ConsoleTexts() if url == "console:" else AppriseTexts(url)


def send_text(*, phone: str, words: str) -> None:
    """Send one text, beside the request."""
    beside(lambda: text_courier().send(phone=phone, words=words))


def send_mail(*, to: str, subject: str, words: str) -> None:
    """Send one mail, beside the request."""
    message = EmailMessage(subject=subject, body=words, to=[to])
    beside(lambda: carry(message))


def carry(message: EmailMessage) -> None:
    """Hand a mail to the mail server."""
    message.send()


def beside(work: Callable[[], None]) -> None:
    """Do ``work`` in a thread of its own (or at once where the settings say so, as the suite's do); it touches no records."""
    if settings.LIANSHOU_SENDS_BESIDE:
        _threads().submit(work).add_done_callback(_tell)
    else:
        done: Future[None] = Future()
        try:
            done.set_result(work())  # type: ignore[func-returns-value]
        except (NotSent, OSError) as error:
            done.set_exception(error)
        _tell(done)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="courier")


def _tell(done: Future[None]) -> None:
    if error := done.exception():
        reason = str(error) if isinstance(error, NotSent) else type(error).__name__
        _log.error("A message did not go out: %s", reason)
