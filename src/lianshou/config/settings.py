"""Settings: everything that differs between installations comes from the environment (prefix LIANSHOU_)."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lianshou.config.secrets import secret

PACKAGE = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO = env.bool("LIANSHOU_DEMO", default=False)
DEBUG = env.bool("LIANSHOU_DEBUG", default=False)
DATA_DIR = Path(env.str("LIANSHOU_DATA_DIR", default="var")).resolve()

DEMO_KEY = "demonstration-only-demonstration-only-demonstration-only"
SECRET_KEY = secret("LIANSHOU_SECRET_KEY", DEMO_KEY if DEMO or DEBUG else "", strict=not DEMO)
if not SECRET_KEY or (SECRET_KEY == DEMO_KEY and not (DEMO or DEBUG)):
    raise ImproperlyConfigured(
        "Set LIANSHOU_SECRET_KEY (50 or more random characters) or LIANSHOU_SECRET_KEY_FILE, or LIANSHOU_DEMO=1 to try it out."
    )

# --- sealing what is personal: "NUMBER:BASE64,…", the key in use first (`lianshou keys new` makes one)
LIANSHOU_CIPHER = env.str("LIANSHOU_CIPHER", default="AES-256-GCM")  # or SM4-GCM
_DEMO_SEAL = "1:" + base64.b64encode(hashlib.sha256(DEMO_KEY.encode()).digest()).decode()
LIANSHOU_KEYS = secret("LIANSHOU_KEYS", _DEMO_SEAL if DEMO or DEBUG else "", strict=not DEMO)
if not LIANSHOU_KEYS or (LIANSHOU_KEYS == _DEMO_SEAL and not (DEMO or DEBUG)):
    raise ImproperlyConfigured(
        "Set LIANSHOU_KEYS (1:… from `lianshou keys new`) or LIANSHOU_KEYS_FILE, or LIANSHOU_DEMO=1 to try it out."
    )

ALLOWED_HOSTS = env.list("LIANSHOU_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("LIANSHOU_ORIGINS", default=[])

INSTALLED_APPS = [
    "lianshou.web",  # first: its account pages stand before those of allauth
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "treebeard",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "lianshou.kernel.guard",
    "lianshou.kernel.audit",
    "lianshou.kernel.access",
    "lianshou.kernel.unions",
    "lianshou.kernel.people",
    "lianshou.kernel.privacy",
    "lianshou.kernel.rights",
    "lianshou.kernel.programmes",
    "lianshou.kernel.intake",
    "lianshou.kernel.placement",
    "lianshou.kernel.pledges",
    "lianshou.kernel.followups",
    "lianshou.kernel.figures",
    "lianshou.kernel.inbox",
    "lianshou.kinds.pairing",
    *(["lianshou.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lianshou.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lianshou.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "lianshou.config.urls"
WSGI_APPLICATION = "lianshou.config.wsgi.application"

# cotton and template-partials wrap the loaders; listed here in full, because their automatic
# configurations overwrite one another and leave <c-…> tags raw without an error.
_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "lianshou.web.templatetags.web",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "lianshou.web.context.frame",
                "lianshou.kernel.access.views.menu",
            ],
        },
    }
]

# --- databases: SQLite by default, PostgreSQL by URL; both run the same suite
_DATABASE = secret("DATABASE_URL", f"sqlite:///{DATA_DIR / 'lianshou.sqlite3'}", strict=not DEMO)
DATABASES = {"default": env.db_url_config(_DATABASE)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- accounts
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "lianshou.config.accounts.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "inbox:desk"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (DEMO or DEBUG)
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = env.bool("LIANSHOU_SSL_REDIRECT", default=not (DEMO or DEBUG))
SECURE_HSTS_SECONDS = 0 if DEMO or DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not (DEMO or DEBUG)
if env.bool("LIANSHOU_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# --- languages
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = ["lianshou.web.formats"]
LANGUAGE_COOKIE_AGE = 31_536_000

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [("maps", PACKAGE / "formats" / "maps" / "assets")]
MEDIA_ROOT = DATA_DIR / "media"  # never served as such: files go out through scope
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
LIANSHOU_UPLOAD_LIMIT = 20 * 2**20
LIANSHOU_PHOTO_LIMIT = 10 * 2**20

# --- background work, only through Django's Tasks API
TASKS = {
    "default": {
        "BACKEND": env.str("LIANSHOU_TASKS", default="django_tasks_db.DatabaseBackend"),
        "QUEUES": ["default"],
    }
}

SIMPLE_HISTORY_DATE_INDEX = False  # a history is read by its record

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "web/table.html"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
