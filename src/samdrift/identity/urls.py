"""The addresses of signing in by a provider's word, and of providers."""

from django.urls import path

from samdrift.identity.views import leaving, providers, signing_in

app_name = "identity"

urlpatterns = [
    path("logga-in/med/", signing_in.choose, name="choose"),
    path("logga-in/med/<slug:key>/", signing_in.start, name="start"),
    path("logga-in/svar/<slug:key>/", signing_in.answer, name="answer"),
    path("logga-ut/fran/<slug:key>/", leaving.told, name="left"),
    path("inloggning/", providers.list_page, name="providers"),
    path("inloggning/ny/", providers.new_page, name="new"),
    path("inloggning/tjanst/<slug:key>/", providers.provider_page, name="provider"),
    path("inloggning/tjanst/<slug:key>/regel/", providers.add_rule, name="add-rule"),
    path("inloggning/tjanst/<slug:key>/regel-bort/", providers.remove_rule, name="remove-rule"),
]
