"""The addresses of the switchboard."""

from django.urls import path

from samdrift.switchboard.views import calls, citizens, front_desk, logs, numbers, presence

app_name = "switchboard"

urlpatterns = [
    path("", calls.calls_page, name="calls"),
    path("loggar/", logs.logs_page, name="logs"),
    path("loggar/<int:log_id>/", logs.log_page, name="log"),
    path("nummer/", numbers.numbers_page, name="numbers"),
    path("bemanning/", presence.presence_page, name="presence"),
    path("reception/", front_desk.front_desk_page, name="front-desk"),
    path("medborgare/", citizens.citizens_page, name="citizens"),
]
