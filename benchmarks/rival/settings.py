"""Django's settings for django-helpdesk: those of its own documentation, made quick where it can.

As Samdrift has it: connections are kept, templates are kept compiled, two processes answer.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

_URL = urlsplit(os.environ["HELPDESK_DATABASE_URL"])
HOME = Path(os.environ["HELPDESK_HOME"])
SECRET_KEY = "only-for-measuring"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DEBUG = False
ROOT_URLCONF = "benchmarks.rival.urls"
WSGI_APPLICATION = "benchmarks.rival.wsgi.application"
SITE_ID = 1
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "rest_framework.authtoken",
    "helpdesk.apps.HelpdeskConfig",
]
MIDDLEWARE = [
    "benchmarks.rival.counting.TellQueries",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.static",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _URL.path[1:],
        "USER": _URL.username,
        "PASSWORD": _URL.password or "",
        "HOST": _URL.hostname,
        "PORT": _URL.port,
        "CONN_MAX_AGE": 60,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
LANGUAGE_CODE = "en"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
STATIC_URL = "static/"
MEDIA_ROOT = HOME / "media"
LOGIN_URL = "helpdesk:login"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
"""Its letters are made and thrown away; Samdrift's are kept, to be sent by its worker."""
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ]
}
HELPDESK_TEAMS_MODE_ENABLED = False
