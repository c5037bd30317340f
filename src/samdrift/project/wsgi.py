"""The door a web server knocks on."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")

TRUSTED_PROXIES = os.environ.get("SAMDRIFT_PROXIES", "127.0.0.1").split(",")
"""Who may say on whose behalf it asks, and by which protocol; what others say is passed over."""
COLLECTED_AFTER = 20_000
"""So many things made, and not gone by themselves, before the collector looks for those that are
only held by each other: a page makes some thousands, and all of them go when it has been sent."""

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), trusted_hosts=TRUSTED_PROXIES)

# What a process begins with lives as long as it does: the collector need not go through it.
gc.collect()
gc.freeze()
gc.set_threshold(COLLECTED_AFTER)
