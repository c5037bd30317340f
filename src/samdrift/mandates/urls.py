"""The addresses of mandates, and of emergencies."""

from django.urls import path

from samdrift.mandates.views import emergency, giving

app_name = "mandates"

urlpatterns = [
    path("tillfalliga-behorigheter/", giving.list_page, name="list"),
    path("tillfalliga-behorigheter/<int:mandate_id>/avsluta/", giving.end, name="end"),
    path("nodoppning/", emergency.page, name="emergency"),
    path("nodoppning/avsluta/", emergency.end, name="end-emergency"),
]
