"""Settings: everything that differs between installations comes from the environment (prefix LIANSHOU_)."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from lianshou.config.secrets import secret
from lianshou.config.sign_on import read_sign_on
from lianshou.kernel.guard.rules.sealing import KeyTextError, ring_of

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
try:
    ring_of(LIANSHOU_KEYS, cipher=LIANSHOU_CIPHER)
except KeyTextError as error:
    raise ImproperlyConfigured(f"LIANSHOU_KEYS or LIANSHOU_CIPHER: {error}") from None

# --- looking at what is personal: one record for a short time; lists in clear by two persons
LIANSHOU_REVEAL_SECONDS = env.int("LIANSHOU_REVEAL_SECONDS", default=120)
LIANSHOU_REVEALS_PER_HOUR = env.int("LIANSHOU_REVEALS_PER_HOUR", default=60)
LIANSHOU_REVEALS_NOTED = env.int("LIANSHOU_REVEALS_NOTED", default=30)  # looks on one day that stand out
LIANSHOU_EXPORT_HOURS = env.int("LIANSHOU_EXPORT_HOURS", default=24)
LIANSHOU_EXPORT_FETCHES = env.int("LIANSHOU_EXPORT_FETCHES", default=3)

_SIGN_ON = read_sign_on(env.ENVIRON)

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
    "lianshou.kernel.gateway",
    "lianshou.kernel.people",
    "lianshou.kernel.privacy",
    "lianshou.kernel.rights",
    "lianshou.kernel.programmes",
    "lianshou.kernel.intake",
    "lianshou.kernel.review",
    "lianshou.kernel.notices",
    "lianshou.kernel.placement",
    "lianshou.kernel.pledges",
    "lianshou.kernel.followups",
    "lianshou.kernel.funds",
    "lianshou.kernel.works",
    "lianshou.kernel.figures",
    "lianshou.kernel.bulletins",
    "lianshou.kernel.inspections",
    "lianshou.kernel.inbox",
    "lianshou.kinds.pairing",
    "lianshou.kinds.events",
    "lianshou.kinds.aid",
    # after the house, whose words stand before theirs
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *_SIGN_ON.apps,
    *(["lianshou.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lianshou.kernel.access.views.doors.OriginMiddleware",
    "lianshou.web.middleware.LanguageMiddleware",
    "lianshou.kernel.gateway.views.ApiMiddleware",  # whatever comes back from behind it to a program is a problem
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lianshou.kernel.access.views.SessionLimitsMiddleware",  # before a form of a session that is over is turned away
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lianshou.kernel.access.views.PasswordMiddleware",  # a password to be changed comes before everything else
    "lianshou.kernel.access.views.SecondFactorMiddleware",  # after a password that must be changed, before every door
    "lianshou.kernel.gateway.views.TokenMiddleware",  # behind what concerns sessions: a token has none
    "lianshou.web.limits.LimitMiddleware",
    "lianshou.kernel.access.views.doors.DoorMiddleware",
    "lianshou.kernel.gateway.views.OnceMiddleware",  # behind the doors: only what is let in is done once
    "lianshou.web.middleware.PrivateMiddleware",
    "lianshou.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "lianshou.config.urls"
WSGI_APPLICATION = "lianshou.config.wsgi.application"

# in full: cotton's and template-partials' own ways overwrite one another, and leave <c-…> tags raw without an error
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
        # whoever writes is alone: who waited for so long is told "busy" (web/busy.py); a sign-up tries again first (ADR 17)
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
ACCOUNT_PRESERVE_USERNAME_CASING = False  # user names are small letters, found by their index
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "lianshou.config.accounts.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "inbox:desk"
LIANSHOU_DOORS_LOUD = (
    DEBUG  # a view without a door is an error; otherwise it lets nobody in, with a line in the log
)
SESSION_COOKIE_AGE = 8 * 3600  # also the longest that a session lasts
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (DEMO or DEBUG)
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = env.bool("LIANSHOU_SSL_REDIRECT", default=not (DEMO or DEBUG))
SECURE_HSTS_SECONDS = 0 if DEMO or DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not (DEMO or DEBUG)
_BEHIND_PROXY = env.bool("LIANSHOU_BEHIND_PROXY", default=False)
if _BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
        *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
    )
}
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
        "worker-src": [SELF],
    }
}

# --- second factors, sessions, sign-ins of other houses (docs/sign-in.md)
_FACTOR_ROLES = ["system_admin", "security_admin", "audit_admin", "approver", "finance"]
LIANSHOU_SECOND_FACTOR_ROLES = env.list("LIANSHOU_SECOND_FACTOR_ROLES", default=[] if DEMO else _FACTOR_ROLES)
LIANSHOU_IDLE_MINUTES = env.int("LIANSHOU_IDLE_MINUTES", default=30)
if LIANSHOU_IDLE_MINUTES < 1:
    raise ImproperlyConfigured("LIANSHOU_IDLE_MINUTES is at least 1.")
MFA_ADAPTER = "lianshou.config.factors.FactorAdapter"
MFA_FORMS = {
    "authenticate": "lianshou.config.factors.CodeForm",
    "reauthenticate": "lianshou.config.factors.ConfirmForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "联手 Lianshou"
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1  # a code fits half a minute longer and earlier: clocks on closed networks go astray
LIANSHOU_OIDC_TRUSTED = _SIGN_ON.trusted
LIANSHOU_SSO_HOUSES = _SIGN_ON.houses
SOCIALACCOUNT_ADAPTER = "lianshou.config.sign_on_adapter.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = _SIGN_ON.providers
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
# --- passwords, lock-out, codes and messages (docs/accounts.md tells them in words)
LIANSHOU_PASSWORD_DAYS = env.int("LIANSHOU_PASSWORD_DAYS", default=0 if DEMO else 90)  # 0: never expires
LIANSHOU_PASSWORD_MEMORY = env.int("LIANSHOU_PASSWORD_MEMORY", default=5)
LIANSHOU_LOGIN_TRIES = env.int("LIANSHOU_LOGIN_TRIES", default=5)
LIANSHOU_LOGIN_REST = env.int("LIANSHOU_LOGIN_REST", default=300)  # seconds, doubled by each further failure
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "lianshou.kernel.access.forms.passwords.ClassesValidator"},
    {"NAME": "lianshou.kernel.access.forms.passwords.OftenUsedValidator"},
    {"NAME": "lianshou.kernel.access.forms.passwords.UsedBeforeValidator"},
]
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# whose address is counted: the visitor's, also behind a web server of ours that passes X-Forwarded-For
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("LIANSHOU_PROXIES", default=int(_BEHIND_PROXY))
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_SESSION_REMEMBER = False  # a shared computer forgets whoever closes the browser
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEMO or DEBUG else "https"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,100/h/ip",
    "request_login_code": "20/m/ip,3/m/key,10/h/key,20/d/key",
    "reset_password": "10/m/ip,3/m/key,10/d/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "invitation": "30/m/ip",
}
# what counts these must be one for all processes: a table of our own database, or a server of its own
CACHES = {"default": env.cache("LIANSHOU_CACHE", default="dbcache://lianshou_cache")}
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 20_000}
_MAIL = env.str("LIANSHOU_EMAIL_URL", default="consolemail://" if DEMO else "")
globals().update(env.email_url_config(_MAIL or "dummymail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("LIANSHOU_EMAIL_FROM", default="lianshou@localhost")
LIANSHOU_SMS = env.str("LIANSHOU_SMS", default="console:" if DEMO else "")
LIANSHOU_URL = env.str("LIANSHOU_URL", default="http://127.0.0.1:8000").rstrip("/")  # for links in messages
LIANSHOU_WECOM = env.str("LIANSHOU_WECOM", default="https://qyapi.weixin.qq.com/cgi-bin/webhook/send")
LIANSHOU_DINGTALK = env.str("LIANSHOU_DINGTALK", default="https://oapi.dingtalk.com/robot/send")
LIANSHOU_MAILS, LIANSHOU_TEXTS = bool(_MAIL), bool(LIANSHOU_SMS)
LIANSHOU_SENDS_BESIDE = (
    True  # in a thread, so that an answer takes as long for an unknown name as for a known one
)

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

# --- what persons may ask: days within which a request is answered (15 working days at the latest)
LIANSHOU_REQUEST_DAYS = env.int("LIANSHOU_REQUEST_DAYS", default=15)
LIANSHOU_REVIEW_SPREAD = env.int("LIANSHOU_REVIEW_SPREAD", default=20)  # points of 100 between two reviewers
# working days, proposed for a new level of approval
LIANSHOU_APPROVAL_DAYS = env.int("LIANSHOU_APPROVAL_DAYS", default=5)
LIANSHOU_APPROVAL_REMIND = env.int("LIANSHOU_APPROVAL_REMIND", default=1)  # days before the last

# --- programs (docs/api.md)
LIANSHOU_TOKEN_FACTOR = env.bool("LIANSHOU_TOKEN_FACTOR", default=not DEMO)  # asked for when one is made
LIANSHOU_WEBHOOK_LOOPBACK = env.bool("LIANSHOU_WEBHOOK_LOOPBACK", default=False)

# --- background work, only through Django's Tasks API
_BACKEND = env.str("LIANSHOU_TASKS", default="django_tasks_db.DatabaseBackend")
TASKS = {"default": {"BACKEND": _BACKEND, "QUEUES": ["default"]}}

SIMPLE_HISTORY_DATE_INDEX = False  # a history is read by its record

FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("All")
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "web/table.html"

# --- how often somebody may ask; login and codes have theirs in ACCOUNT_RATE_LIMITS
LIANSHOU_RATES = {
    "search": env.str("LIANSHOU_RATE_SEARCH", default="60/m/user"),
    "export": env.str("LIANSHOU_RATE_EXPORT", default="30/m/user"),
    "public_form": env.str("LIANSHOU_RATE_PUBLIC", default="20/m/ip"),
    "api": env.str("LIANSHOU_RATE_API", default="600/m/user"),
    "api_write": env.str("LIANSHOU_RATE_API_WRITE", default="120/m/user"),
}

# --- what is told of errors: log lines as JSON, mails to LIANSHOU_ADMINS; nothing personal in either
if not DEBUG:
    DEFAULT_EXCEPTION_REPORTER = "lianshou.web.logs.PlainReporter"
ADMINS = [("", address) for address in env.list("LIANSHOU_ADMINS", default=[])]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "scrubbing": {"()": "lianshou.web.logs.Scrubbing"},
        "in_service": {"()": "django.utils.log.RequireDebugFalse"},
    },
    "formatters": {"json": {"()": "lianshou.web.logs.formatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["scrubbing"]},
        "mail_admins": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "filters": ["in_service", "scrubbing"],
            "reporter_class": "lianshou.web.logs.PlainReporter",
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console", "mail_admins"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "lianshou": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "apprise": {"level": "CRITICAL"},  # its warnings may name whom a message was for
    },
}
