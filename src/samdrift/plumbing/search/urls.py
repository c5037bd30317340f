"""The address of the search page."""

from django.urls import path

from samdrift.plumbing.search import views

urlpatterns = [path("sok/", views.search, name="search")]
