"""The addresses of the switchboard."""

from django.urls import path

from samdrift.switchboard import views

app_name = "switchboard"

urlpatterns = [path("", views.calls_page, name="calls")]
