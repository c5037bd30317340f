"""Where agents send, and the addresses of machines."""

from django.urls import path

from samdrift.inventory.views import endpoint

app_name = "inventory"

AGENTS = [
    path("", endpoint.endpoint, name="endpoint"),
    path("<str:key>/", endpoint.endpoint, name="endpoint-with-key"),
]
