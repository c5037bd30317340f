"""The addresses of the register."""

from django.urls import path

from samdrift.assets.views import (
    afterlife,
    comparing,
    imports,
    kinds,
    labels,
    leases,
    loans,
    planning,
    receiving,
    register,
    relations,
    steps,
    stock,
    things,
)

app_name = "assets"

urlpatterns = [
    path("", register.list_page, name="register"),
    path("fil/<slug:form>/", register.file, name="file"),
    path("hitta/", things.find, name="find"),
    path("lan/", loans.loans_page, name="loans"),
    path("lan/<slug:name>/", loans.loan_act, name="loan-act"),
    path("leasing/", leases.leases_page, name="leases"),
    path("leasing/inventarier/", leases.put_under, name="lease-things"),
    path("jamfor/", comparing.page, name="compare"),
    path("plan/", planning.plan_page, name="plan"),
    path("plan/orderlista/", planning.order_list, name="order-list"),
    path("miljo/", afterlife.page, name="afterlife"),
    path("miljo/fil/", afterlife.file, name="afterlife-file"),
    path("nya/", receiving.receive_page, name="receive"),
    path("steg/", steps.step_page, name="step"),
    path("gjort/<slug:stroke>/", steps.stroke_page, name="stroke"),
    path("angra/", steps.undo, name="undo"),
    path("kvitto/<slug:stroke>/", receiving.receipt_page, name="receipt"),
    path("etiketter/", labels.labels_page, name="labels"),
    path("lager/", stock.stock_page, name="stock"),
    path("lager/<slug:name>/", stock.stock_act, name="stock-act"),
    path("inventering/<int:count_id>/", stock.count_page, name="count"),
    path("las-in/", imports.imports_page, name="imports"),
    path("las-in/<int:import_id>/", imports.import_page, name="import"),
    path("las-in/<int:import_id>/fel/", imports.wrong_rows, name="import-wrong"),
    path("las-in/<int:import_id>/<slug:name>/", imports.import_act, name="import-act"),
    path("slag/", kinds.kinds_page, name="kinds"),
    path("slag/<str:key>/", kinds.kind_page, name="kind"),
    path("slag/<str:key>/<slug:name>/", kinds.kind_act, name="kind-act"),
    path("hor-ihop/", relations.relate, name="relate"),
    path("hor-inte-ihop/", relations.end, name="unrelate"),
    path("faller/<path:tag>/", relations.impact_page, name="impact"),
    path("skriv/<path:tag>/", things.write_page, name="write"),
    path("ratta/<path:tag>/", things.correct_page, name="correct"),
    path("sak/<path:tag>/", things.thing_page, name="thing"),
]
