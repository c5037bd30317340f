"""The addresses of the interface."""

from django.urls import path

from samdrift.api.views import webhook_pages
from samdrift.api.views.site import patterns

app_name = "api"

urlpatterns = patterns()

WEBHOOKS = [
    path("", webhook_pages.list_page, name="list"),
    path("<int:subscription_id>/", webhook_pages.one_page, name="one"),
    path("<int:subscription_id>/hemlighet/", webhook_pages.show_secret, name="secret"),
    path("<int:subscription_id>/gor/<slug:name>/", webhook_pages.act, name="act"),
]
"""The pages where webhooks are administered."""
