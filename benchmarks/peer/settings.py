"""Settings of Django; `PEER_DATABASE` names the file, or the PostgreSQL database by its URL."""

import os
from urllib.parse import urlsplit

SECRET_KEY = "of a benchmark"  # noqa: S105 - it signs nothing that anybody keeps
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "benchmarks.peer",
    "wagtail.api.v2",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "modelsearch",
    "wagtail.admin",
    "wagtail",
    "rest_framework",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware",
              "django.middleware.common.CommonMiddleware",
              "django.middleware.http.ConditionalGetMiddleware"]  # fmt: skip
ROOT_URLCONF = "benchmarks.peer.urls"
_at = urlsplit(os.environ["PEER_DATABASE"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _at.path[1:],
        "USER": _at.username,
        "HOST": _at.hostname,
        "PORT": _at.port,
        "CONN_MAX_AGE": None,
    }
    if _at.scheme == "postgresql"
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _at.path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"init_command": "PRAGMA journal_mode=wal;"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
WAGTAIL_SITE_NAME = "Peer"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
WAGTAILAPI_LIMIT_MAX = 100
