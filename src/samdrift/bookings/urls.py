"""The addresses of booked times, at the desk."""

from django.urls import path

from samdrift.bookings import views

app_name = "bookings"

urlpatterns = [path("", views.list_page, name="list")]
