"""The addresses of signing in and out, and of how the pages look."""

from django.urls import path

from samdrift.parties import views

urlpatterns = [
    path("logga-in/", views.sign_in, name="sign-in"),
    path("logga-ut/", views.sign_out, name="sign-out"),
    path("utseende/", views.appearance, name="appearance"),
]
