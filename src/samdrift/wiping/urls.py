"""The addresses of wiping."""

from django.urls import path

from samdrift.wiping.views import pages

app_name = "wiping"

urlpatterns = [
    path("", pages.list_page, name="list"),
    path("de-som-slutat/", pages.leavers, name="leavers"),
    path("de-som-slutat/<int:protocol_id>.csv", pages.leavers_file, name="leavers-file"),
    path("bevara/", pages.preserve, name="preserve"),
    path("regel/<int:rule_id>/", pages.rule_page, name="rule"),
    path("<int:wiping_id>/", pages.wiping_page, name="wiping"),
    path("<int:wiping_id>/protokoll.<str:form>", pages.protocol_file, name="protocol"),
    path("gor/<slug:name>/<int:pk>/", pages.act, name="act"),
]
