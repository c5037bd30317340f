"""The addresses of the interface."""

from samdrift.api.views.site import patterns

app_name = "api"

urlpatterns = patterns()
