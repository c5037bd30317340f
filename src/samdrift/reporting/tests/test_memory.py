"""What is remembered is given again only while the records are in the very state it is of."""

from contextlib import contextmanager
from datetime import date
from threading import Thread

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import translation

from samdrift.annualreport.models import Adoption, Edition
from samdrift.assets.kinds.services import add_kind
from samdrift.assets.models import Holding
from samdrift.billing.models import Invoice, Line
from samdrift.budget.models import Adoption as BudgetAdoption
from samdrift.budget.models import PassedOn
from samdrift.capital.models import FixedEvent, Loan, LoanRepayment
from samdrift.changes.models import Change
from samdrift.costing.models import CostEdge, CostPart, CostRun
from samdrift.followup.models import Forecast
from samdrift.ledger.models import Account, AccountMonth, VoucherLine
from samdrift.parties.models import HomeOrganisation, Organisation, PersonChange
from samdrift.plumbing import contributions
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.exchange.tests.given import AT, taken_in
from samdrift.reporting import frozen, memory, registry, snapshot, watching
from samdrift.reporting.memory import Form, Question
from samdrift.reporting.models import KeptAnswer, RecordChange
from samdrift.reporting.ports import Ask, CannotAnswer, CheckSource, TableSource
from samdrift.servicedesk.models import Ticket
from samdrift.servicelevels.models import Clock
from samdrift.yearend.models import Fact, Reconciliation

TODAY = date(2016, 5, 1)
HEAD = "id,kind,organisation,location,in_service,out_of_service\n"
ONE = f"{HEAD}1,computer.pupil,KIN,,2014-01-01,\n"
TWO = f"{ONE}2,computer.pupil,KIN,,2015-01-01,\n"
WORDS = Form(write=lambda words: words, read=lambda text: text)


@pytest.fixture
def asked():
    """Return who answers a question of holdings, and how often it was really asked."""

    class Asked:
        times = 0

        def __call__(self, words="how many", shelf=2015, reads=(Holding,)):
            def count():
                self.times += 1
                return f"{Holding.objects.count()} {translation.get_language()}"

            with snapshot.snapshot():
                return memory.kept(Question(words, reads, shelf), count, WORDS)

    return Asked()


def pupils(year=2015):
    with snapshot.snapshot():
        table = registry.table("assets.computers", Ask(year), today=TODAY)
    return table.figure("KIN", "computer.pupil").value


def hold(identifier):
    return Holding.objects.create(
        identifier=identifier, kind="tablet", organisation_id="KIN", in_service=date(2015, 1, 1)
    )


@pytest.fixture
def loaded(db, tmp_path):
    taken_in(tmp_path, assets=ONE)


def test_what_was_answered_is_not_asked_again(loaded, asked):
    assert [asked(), asked(), asked()] == ["1 sv"] * 3
    assert asked.times == 1


def test_another_process_reads_what_was_kept(loaded, asked):
    asked()
    memory.forget_in_process()

    assert asked() == "1 sv"
    assert asked.times == 1


def test_outside_a_snapshot_nothing_is_remembered(loaded):
    answers = iter("ab")

    assert memory.kept(Question("x", (Holding,)), lambda: next(answers)) == "a"
    assert memory.kept(Question("x", (Holding,)), lambda: next(answers)) == "b"


def test_what_names_no_records_is_asked_each_time(loaded, asked):
    asked(reads=())
    asked(reads=())

    assert asked.times == 2


def test_what_the_database_does_not_watch_is_asked_each_time(loaded, asked):
    asked(reads=(Holding, PersonChange))
    asked(reads=(Holding, PersonChange))

    assert asked.times == 2
    assert registry.unwatched() == frozenset()


def test_each_language_has_its_own_answer(loaded, asked):
    assert asked() == "1 sv"
    with translation.override("en"):
        assert asked() == "1 en"
    assert asked() == "1 sv"
    assert asked.times == 2


def test_a_refusal_is_not_remembered(loaded):
    def refuse():
        raise CannotAnswer("Nej")

    for _ in range(2):
        with snapshot.snapshot(), pytest.raises(CannotAnswer):
            memory.kept(Question("x", (Holding,)), refuse)
    assert not KeptAnswer.objects.exists()


def test_an_answer_without_a_form_is_held_in_the_process_only(loaded):
    answers = iter("ab")
    question = Question("x", (Holding,), 2015)
    for expected in "aa":
        with snapshot.snapshot():
            assert memory.kept(question, lambda: next(answers)) == expected
    memory.forget_in_process()

    with snapshot.snapshot():
        assert memory.kept(question, lambda: next(answers)) == "b"
    assert not KeptAnswer.objects.exists()


def test_what_stands_in_the_process_follows_its_records_too(loaded):
    def count():
        with snapshot.snapshot():
            return memory.in_process("x", (Holding,), Holding.objects.count)

    assert [count(), count()] == [1, 1]
    hold("a")
    assert count() == 2
    assert not KeptAnswer.objects.exists()


def test_what_stands_in_the_process_is_asked_once_where_nobody_can_tell_its_state(loaded):
    answers = iter("abc")
    with snapshot.snapshot():
        told = [memory.in_process("x", (PersonChange,), lambda: next(answers)) for _ in range(2)]

    assert told == ["a", "a"]
    assert memory.in_process("x", (PersonChange,), lambda: next(answers)) == "b"


def test_answers_without_a_shelf_can_be_fetched_together(loaded, django_assert_num_queries):
    questions = [Question(words, None) for words in "ab"]
    with snapshot.snapshot():
        for question in questions:
            memory.kept(question, lambda: "kept", WORDS)
    memory.forget_in_process()

    with snapshot.snapshot():
        with django_assert_num_queries(1):
            memory.look_up(questions)
        with django_assert_num_queries(0):
            assert [memory.kept(each, lambda: "new", WORDS) for each in questions] == ["kept"] * 2


def test_the_year_that_is_expected_is_fetched_with_the_first_answer(
    loaded, asked, django_assert_num_queries
):
    asked("of no year", shelf=memory.OF_NO_YEAR)
    asked("of the year", shelf=2015)
    memory.forget_in_process()

    with snapshot.snapshot():
        memory.expect(2015)
        with django_assert_num_queries(2):  # The states of the records, and what is kept.
            asked("of no year", shelf=memory.OF_NO_YEAR)
            asked("of the year", shelf=2015)
    assert asked.times == 2


# Every kind of change is seen at once


def test_an_import_is_seen_at_once_and_so_is_undoing_it(db, tmp_path):
    taken_in(tmp_path, assets=ONE)
    assert pupils() == 1
    taken_in(tmp_path, assets=TWO)
    assert pupils() == 2
    exchange.undo_last_import(at=AT)
    assert pupils() == 1


def test_a_preview_changes_nothing_and_is_not_seen(db, tmp_path):
    taken_in(tmp_path, assets=ONE)
    assert pupils() == 1
    sure = watching.states()
    with transaction.atomic():
        taken_in(tmp_path, assets=TWO)
        assert pupils() == 2
        transaction.set_rollback(True)

    assert watching.states() == sure
    assert pupils() == 1


def test_what_was_seen_before_a_savepoint_was_left_is_not_seen_after_another_change(loaded):
    assert pupils() == 1
    with transaction.atomic():
        hold("a")
        pupils()
        transaction.set_rollback(True)
    Holding.objects.update(kind="computer.staff")

    assert pupils() == 0


def test_a_layout_is_seen_at_once(db, tmp_path):
    head = "table,row,label,accounts,measure,sign\n"

    def titles():
        with snapshot.snapshot():
            return {spec.id for spec in registry.tables() if spec.id.startswith("ledger.")}

    taken_in(tmp_path, assets=ONE, layout=f"{head}ledger.ett,a,A,,blank,1\n")
    assert titles() == {"ledger.ett"}
    taken_in(tmp_path, assets=ONE, layout=f"{head}ledger.tva,a,A,,blank,1\n")
    assert titles() == {"ledger.ett", "ledger.tva"}
    exchange.undo_last_import(at=AT)
    assert titles() == {"ledger.ett"}


def test_a_kind_and_a_members_name_are_seen_at_once(loaded):
    before = watching.states()
    add_kind(key="robot", label="Robotar")
    assert watching.states()["assets_assetkind"] != before["assets_assetkind"]

    with snapshot.snapshot():
        registry.table("assets.computers", Ask(2015), today=TODAY)
    Organisation.objects.filter(code="KIN").update(name="Kinda kommun")
    with snapshot.snapshot():
        table = registry.table("assets.computers", Ask(2015), today=TODAY)
    assert table.row("KIN").label == "Kinda kommun"


def test_the_years_there_are_records_for_follow_the_records(loaded):
    def years():
        with snapshot.snapshot():
            return registry.years()

    assert years() == (2014,)
    Holding.objects.update(in_service=date(2012, 1, 1))
    assert years() == (2012,)
    Holding.objects.all().delete()
    assert years() == ()


WATCHED = sorted(
    {
        model._meta.label: model
        for kind in (TableSource, CheckSource)
        for source in contributions.offered(kind)
        for model in source.reads
    }.items()
)

APPEND_ONLY = (
    VoucherLine,
    Forecast,
    Adoption,
    BudgetAdoption,
    PassedOn,
    Fact,
    Reconciliation,
    Edition,
    Invoice,
    CostRun,
    CostPart,
    CostEdge,
    FixedEvent,
)
"""What the database lets nobody change or delete."""

FITTING = {
    HomeOrganisation: {"id": 1},
    Clock: {"state": "paused"},
    Change: {"kind": "normal", "outcome": "", "verdict": ""},
    Invoice: {"run_id": 1, "net_ore": 1, "vat_ore": 1, "amount_ore": 2, "rounding_ore": 0},
    Forecast: {"tertial": 1},
    Line: {"run_id": 1},
    Loan: {"amount_ore": 1},
    LoanRepayment: {"amount_ore": 1},
    FixedEvent: {"happening": "acquired", "from_group_id": None},
    CostRun: {"starts": "2015-01-01", "ends": "2016-01-01"},
    CostEdge: {"receiver_id": 1, "organisation_id": None, "weight": 1, "whole": 1},
}
"""What their constraints ask for, where not anything will do."""


def test_figures_are_read_from_models_that_are_watched():
    assert {VoucherLine, AccountMonth, Ticket, HomeOrganisation, Account} < {
        model for _, model in WATCHED
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("label", "model"), WATCHED)
def test_every_way_to_write_changes_the_state_of_a_table(label, model):
    """As any program would write, past every model and service."""
    columns = [field for field in model._meta.concrete_fields if not field.primary_key]
    table = model._meta.db_table
    seen = [watching.states()[table]]
    row = {field.column: _anything(field) for field in columns} | FITTING.get(model, {})
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    one = f'"{columns[0].column}"'
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  Our own names.
    update = f"UPDATE {table} SET {one} = {one}"  # noqa: S608  Our own names.
    delete = f"DELETE FROM {table}"  # noqa: S608  Our own names.
    with _without_constraints():
        for statement, values in ((insert, list(row.values())), (update, []), (delete, [])):
            if model in APPEND_ONLY and statement != insert:
                with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                    _execute(statement, values)
                assert watching.states()[table] == seen[-1]
                continue
            _execute(statement, values)
            seen.append(watching.states()[table])

    assert len({(state.changes, state.token) for state in seen}) == len(seen)
    assert [state.changes for state in seen] == sorted(state.changes for state in seen)


def _execute(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def _without_constraints():
    """Leave the foreign keys of what is written here unsettled, and take it back."""
    with transaction.atomic():
        is_sqlite = connection.vendor == "sqlite"
        _execute("PRAGMA defer_foreign_keys = ON" if is_sqlite else "SET CONSTRAINTS ALL DEFERRED")
        yield
        transaction.set_rollback(True)


def _anything(field):
    if field.null:
        return None
    kind = field.get_internal_type()
    if field.choices:
        return field.choices[0][0]
    if kind == "ForeignKey":
        return _anything(field.target_field)
    words = dict.fromkeys(("CharField", "TextField"), "1")
    days = {"DateField": date(2015, 1, 1), "DateTimeField": AT, "BooleanField": False}
    return (words | days).get(kind, 0 if field.name == "credit_ore" else 1)


# How it is kept


def test_an_answer_replaces_the_one_before(loaded, asked):
    asked()
    hold("a")
    asked()

    assert [row.text for row in KeptAnswer.objects.all()] == ["2 sv"]


def test_an_answer_asked_for_twice_in_a_snapshot_is_kept_once(loaded):
    with snapshot.snapshot():
        for _ in range(2):
            assert memory.kept(Question("x", (Holding,), 2015), lambda: "a", WORDS) == "a"

    assert [row.text for row in KeptAnswer.objects.all()] == ["a"]


def test_what_changed_while_it_was_answered_is_let_go(loaded):
    def answer():
        hold("a")
        return "old"

    with snapshot.snapshot():
        memory.kept(Question("x", (Holding,), 2015), answer, WORDS)

    assert not KeptAnswer.objects.exists()
    with snapshot.snapshot():
        assert memory.kept(Question("x", (Holding,), 2015), lambda: "new", WORDS) == "new"


def test_a_snapshot_that_fails_keeps_nothing(loaded):
    def fail():
        with snapshot.snapshot():
            memory.kept(Question("x", (Holding,), 2015), lambda: "a", WORDS)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not KeptAnswer.objects.exists()


def test_a_process_lets_go_of_what_is_longest_unused(loaded, asked, monkeypatch):
    monkeypatch.setattr(memory, "MOST_IN_PROCESS", 2)
    for words in "abc":
        asked(words)
    KeptAnswer.objects.all().delete()
    asked.times = 0
    for words in "cba":
        asked(words)

    assert asked.times == 1


def test_the_oldest_answers_are_forgotten_by_the_chore(loaded, asked, monkeypatch):
    monkeypatch.setattr(memory, "MOST_KEPT", 2)
    for words in "abc":
        asked(words)
    before = watching.states()

    memory.tidy()

    assert KeptAnswer.objects.count() == 2
    assert {name: (s.changes, s.token) for name, s in watching.states().items()} == {
        name: (s.changes, s.token) for name, s in before.items()
    }


def test_slips_are_added_together_and_tell_the_same(loaded):
    for number in range(5):
        hold(str(number + 10))
    before = watching.states()["assets_holding"]

    watching.add_together("assets_holding")

    after = watching.states()["assets_holding"]
    assert (after.changes, after.token) == (before.changes, before.token)
    assert after.slips == 1 == RecordChange.objects.filter(table_name="assets_holding").count()


def test_a_table_made_anew_is_watched_anew_in_a_state_of_its_own(loaded):
    before = watching.states()["assets_holding"]
    trigger, on = "reporting_tells", " ON assets_holding"
    if connection.vendor == "sqlite":
        trigger, on = "reporting_tells_delete_assets_holding", ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{on}")
    assert registry.unwatched() == frozenset({"assets_holding"})

    registry.watch()

    assert registry.unwatched() == frozenset()
    assert watching.states()["assets_holding"] != before


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer by itself")
def test_nobody_waits_for_another_who_writes_the_same_kind_of_records(tmp_path):
    taken_in(tmp_path, assets=ONE)
    states = [watching.states()["assets_holding"]]

    def elsewhere():
        hold("b")
        states.append(watching.states()["assets_holding"])
        connections.close_all()

    with transaction.atomic():
        hold("a")
        states.append(watching.states()["assets_holding"])
        other = Thread(target=elsewhere)
        other.start()
        other.join(timeout=10)
        assert not other.is_alive()
    states.append(watching.states()["assets_holding"])

    assert len({(state.changes, state.token) for state in states}) == 4


@pytest.mark.parametrize("text", ['{"format":"x"}', '{"format":"samdrift-table/1","table":[]}'])
def test_what_is_no_table_is_not_read_as_one(text):
    with pytest.raises(frozen.CannotThaw):
        frozen.thaw_table(text)


@pytest.mark.parametrize("text", ['{"format":"x"}', '{"format":"samdrift-checks/1","results":1}'])
def test_what_is_no_result_of_checks_is_not_read_as_one(text):
    with pytest.raises(frozen.CannotThaw):
        frozen.thaw_checks(text)
