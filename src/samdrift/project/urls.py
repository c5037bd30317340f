"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samdrift.annualreport.urls")),
    path("", include("samdrift.reporting.urls")),
    path("", include("samdrift.parties.urls")),
    path("", include("samdrift.plumbing.palette.urls")),
    path("", include("samdrift.plumbing.components.urls")),
    path("arenden/", include("samdrift.servicedesk.urls")),
    path("hjalp/", include("samdrift.portal.urls")),
    path("vaxel/", include("samdrift.switchboard.urls")),
    path("inlasning/", include("samdrift.plumbing.exchange.urls")),
]
