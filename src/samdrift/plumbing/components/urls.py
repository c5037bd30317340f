"""The addresses of the page of pieces, and of yearly pages before a year is known."""

from django.urls import path

from samdrift.plumbing.components import views

urlpatterns = [
    path("komponenter/", views.components_page, name="components"),
    path("senaste/<str:key>/", views.newest_year_page, name="newest-year"),
]
