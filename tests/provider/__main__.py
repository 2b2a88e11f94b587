"""`python -m tests.provider REDIRECT_URI`: serves on a free port of 127.0.0.1 and prints it; ends with its input."""

from __future__ import annotations

import os
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

CLIENT, SECRET = "lianshou", "secret-of-the-desk"
PERSON, PASSWORD = "wang@example.cn", "wang-at-the-provider"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def main(redirect_uri: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.provider.settings"
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    from allauth.idp.oidc.models import Client

    get_user_model().objects.create_user("wang", PERSON, PASSWORD, first_name="启航", last_name="王")
    client = Client(id=CLIENT, name="联手", scopes="openid\nprofile\nemail", redirect_uris=redirect_uri)
    client.set_secret(SECRET)
    client.save()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Server, handler_class=_Quiet)
    print(server.server_port, flush=True)  # noqa: T201
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
