"""The door a web server knocks on."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")

TRUSTED_PROXIES = os.environ.get("SAMDRIFT_PROXIES", "127.0.0.1").split(",")
"""Who may say on whose behalf it asks, and by which protocol; what others say is passed over."""

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), trusted_hosts=TRUSTED_PROXIES)
