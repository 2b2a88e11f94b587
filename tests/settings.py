"""Settings of the suite: the real ones, with quick passwords, work done at once and files in a folder of the run."""

import os
import tempfile
import zlib
from pathlib import Path

os.environ.setdefault("LIANSHOU_DEMO", "1")
os.environ.setdefault("LIANSHOU_DATA_DIR", tempfile.mkdtemp(prefix="lianshou-test-"))

from lianshou.config.settings import *  # noqa: F403
from lianshou.config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a missing folder
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
LIANSHOU_RATES = {}
LIANSHOU_DOORS_LOUD = True
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LIANSHOU_SENDS_BESIDE = False
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    _CHECKOUT = zlib.crc32(str(Path(__file__).resolve()).encode())  # two checkouts on one server do not meet
    DATABASES["default"]["TEST"] = {"TEMPLATE": "template0", "NAME": f"test_lianshou_{_CHECKOUT:08x}"}
INSTALLED_APPS = [*INSTALLED_APPS, "zeal", "tests.sealing"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [
    {"model": "sessions.Session"},  # one of each per page
    {"model": "access.User"},
    {"model": "mfa.Authenticator"},  # allauth reads it twice on its pages
    # a list is taken over row by row, each through the same actions as a record that is typed in
    {"model": "unions.Union", "field": "get()"},
    {"model": "unions.Union", "field": "chains"},
    {"model": "unions.Zone", "field": "get()"},
    {"model": "pairing.HostDetail", "field": "get()"},
    {"model": "pairing.GuestDetail", "field": "get()"},
    # each step of a job begins by making sure that it still holds it
    {"model": "intake.Import", "field": "get()"},
    # a bulk approval, and a round that closes, go through the same actions as each of them by itself
    {"model": "review.Ascent", "field": "get()"},
    {"model": "intake.Application", "field": "get()"},
    {"model": "intake.Application", "field": "placements"},
    # several people are signed up one by one, each through the same action under the same lock
    {"model": "placement.Opening", "field": "get()"},
]
