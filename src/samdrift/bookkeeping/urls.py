"""The addresses of what is booked here."""

from django.urls import path

from samdrift.bookkeeping.views import books, entering, planning, vouchers

app_name = "bookkeeping"

urlpatterns = [
    path("", books.newest, name="newest"),
    path("<int:year>/", books.year_page, name="year"),
    path("<int:year>/perioder/", books.periods_page, name="periods"),
    path("<int:year>/ny/", entering.new_page, name="new"),
    path("<int:year>/forslag/", planning.proposals_page, name="proposals"),
    path("<int:year>/periodiseringar/", planning.accruals_page, name="accruals"),
    path("<int:year>/skillnader/", books.differences_page, name="differences"),
    path("mallar/", planning.templates_page, name="templates"),
    path("mallar/<int:template_id>/avsluta/", planning.template_end, name="template-end"),
    path("verifikation/<int:voucher_id>/mall/", planning.template_new, name="template-new"),
    path("verifikation/<int:voucher_id>/", vouchers.voucher_page, name="voucher"),
    path("verifikation/<int:voucher_id>/filer/", vouchers.add_papers, name="papers"),
    path("fil/<int:paper_id>/", vouchers.paper, name="paper"),
]
