"""Django's settings. What an operator may change comes from the environment."""

import os
from pathlib import Path

from django.utils.csp import CSP

from samdrift.operation import logs
from samdrift.project import environment

HOME = environment.home()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = os.environ.get("SAMDRIFT_DEBUG") == "1"
SECRET_KEY = environment.secret_key(HOME)
THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"]
"""Answered to whatever is said: so does a machine ask itself whether it is well."""
ALLOWED_HOSTS = [*filter(None, os.environ.get("SAMDRIFT_HOSTS", "").split(",")), *THIS_MACHINE]
BASE_URL = os.environ.get("SAMDRIFT_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# In the order of the storeys, lowest first: what offers comes before what collects.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "samdrift.plumbing",
    "samdrift.plumbing.jobs",
    "samdrift.plumbing.mail",
    "samdrift.plumbing.hooks",
    "samdrift.plumbing.exchange",
    "samdrift.plumbing.search",
    "samdrift.reporting",
    "samdrift.parties",
    "samdrift.directory",
    "samdrift.servicelevels",
    "samdrift.ledger",
    "samdrift.catalogue",
    "samdrift.bookkeeping",
    "samdrift.auditing",
    "samdrift.capital",
    "samdrift.budget",
    "samdrift.followup",
    "samdrift.billing",
    "samdrift.costing",
    "samdrift.agreements",
    "samdrift.assets",
    "samdrift.inventory",
    "samdrift.directorysync",
    "samdrift.identity",
    "samdrift.secondstep",
    "samdrift.mandates",
    "samdrift.provisioning",
    "samdrift.fibre",
    "samdrift.staff",
    "samdrift.knowledge",
    "samdrift.switchboard",
    "samdrift.servicedesk",
    "samdrift.problems",
    "samdrift.disturbances",
    "samdrift.changes",
    "samdrift.wiping",
    "samdrift.bookings",
    "samdrift.privacy",
    "samdrift.goals",
    "samdrift.internalcontrol",
    "samdrift.yearend",
    "samdrift.annualreport",
    "samdrift.portal",
    "samdrift.api",
    "samdrift.operation",
    "samdrift.project",
]

MIDDLEWARE = [
    "samdrift.operation.requests.Followed",
    "samdrift.plumbing.isolation.Isolated",
    "samdrift.plumbing.plain_http.ProgramsSpeakHttps",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samdrift.plumbing.caching.NothingIsKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "samdrift.plumbing.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "samdrift.parties.doorkeeper.DoorkeeperMiddleware",
    "samdrift.privacy.taking.TakenOutMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "samdrift.project.urls"
WSGI_APPLICATION = "samdrift.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "plumbing"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["samdrift.plumbing.components.pieces"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samdrift.plumbing.components.context.page_frame",
            ],
        },
    },
]

DATABASES = {"default": environment.database(HOME)}
# The first makes new digests; who signs in with an older one is given a new.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "samdrift.parties.weak_passwords.OurOwnWords"},
]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
PORTAL_URL = "/hjalp/"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^halsa/", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS and os.environ.get("SAMDRIFT_HSTS_SUBDOMAINS") == "1"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
# A browser takes a cookie named so from this host only, over HTTPS only, for the whole of it.
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
SESSION_COOKIE_AGE = 12 * 60 * 60  # A working day: NIST SP 800-63B asks for no longer.
CSRF_COOKIE_HTTPONLY = True
# A browser takes these only from this very host, over HTTPS: no neighbour of it can set one.
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
X_FRAME_OPTIONS = "DENY"

UPLOADS = environment.uploads(HOME)
FILES = environment.files()
CALL_LOGS = environment.call_logs()
BACKUP_TO = environment.backup_keys()
FILE_UPLOAD_TEMP_DIR = UPLOADS
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_LIMIT_BYTES = environment.upload_limit_bytes()
IMPORT_LIMIT_BYTES = environment.import_limit_bytes()
HOOK_NETWORKS = environment.hook_networks()

LOGGING = logs.settings(os.environ.get("SAMDRIFT_LOG", ""))
BACKUPS_ELSEWHERE = os.environ.get("SAMDRIFT_BACKUPS") == "elsewhere"
MEASURES = environment.measures(HOME)
MEASURES_TOKEN = os.environ.get("SAMDRIFT_METRICS_TOKEN", "")
API_QUESTIONS_A_MINUTE = environment.api_questions_a_minute()
