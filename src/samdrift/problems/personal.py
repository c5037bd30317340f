"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson

OFFERS = (
    HeldOfPerson("problems.problem-of-person", "problems.Problem", ("owner",), _("Problem")),
    HeldOfPerson(
        "problems.problemevent-of-person",
        "problems.ProblemEvent",
        ("by_user",),
        _("Händelser i problem"),
    ),
)
