"""The addresses of taking in."""

from django.urls import path

from samdrift.plumbing.exchange import views

app_name = "exchange"

urlpatterns = [
    path("", views.choose, name="choose"),
    path("paket/<slug:token>/", views.package, name="package"),
    path("paket/<slug:token>/las-in/", views.take_in, name="take-in"),
    path("paket/<slug:token>/avbryt/", views.cancel, name="cancel"),
    path("paket/<slug:token>/fel.<str:form>", views.wrong_rows_file, name="wrong-rows"),
    path("historik/", views.history, name="history"),
    path("<int:number>/", views.receipt, name="receipt"),
    path("<int:number>/angra/", views.undo, name="undo"),
]
