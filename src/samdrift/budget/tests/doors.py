"""Who may open the pages of budgets."""

from samdrift.parties.tests.visitors import FOR_IMPORTERS, FOR_NOBODY_SIGNED_IN, only

READERS = ("manager", "controller", "economist", "elected", "auditor")
FOR_WHO_READS = only(*READERS)
_VERSION = "budget/<int:year>/<int:number>/"

DOORS = [
    ("budget/", "/budget/", FOR_WHO_READS | dict.fromkeys(READERS, 302)),
    ("budget/<int:year>/", "/budget/2015/", FOR_WHO_READS),
    ("budget/<int:year>/", "/budget/15/", FOR_NOBODY_SIGNED_IN),
    (_VERSION, "/budget/2015/1/", FOR_WHO_READS),
    (_VERSION, "/budget/2015/99/", FOR_NOBODY_SIGNED_IN),
    (f"{_VERSION}fil/", "/budget/2015/1/fil/", FOR_IMPORTERS),
    (f"{_VERSION}volymer/", "/budget/2015/1/volymer/", FOR_IMPORTERS),
]
