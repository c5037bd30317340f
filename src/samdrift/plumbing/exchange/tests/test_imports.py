"""What an import promises: whole or nothing, again without change, and back again."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.parties import services as parties
from samdrift.parties.models import HomeOrganisation, Organisation
from samdrift.plumbing.exchange import services
from samdrift.plumbing.exchange.models import ImportChange, ImportRun
from samdrift.plumbing.exchange.tests.given import (
    AT,
    MANIFEST,
    ORGANISATIONS,
    faults_of,
    folder_of,
    imported,
    refused,
    reported_state,
    taken_in,
    undo,
    whole_state,
    zip_of,
)

pytestmark = pytest.mark.django_db

ASSETS = "id,kind,organisation,location,in_service,out_of_service\n"
TICKETS = "number,organisation,channel,line,category,opened,closed\n"


STAFF = "person,sex,birth_year,year,ordinary_days\n"
ABSENCES = "person,spell,first_day,last_day,days\n"
INVESTMENTS = "id,plan,group,name,organisation,year,opening,budget,outcome,status,decision\n"
CONTROLS = "year,area,risk,control,probability,consequence,control_role,report_role,result\n"
LAYOUT = "table,row,label,accounts,measure,sign\n"


def everything(n=1):
    """Return rows of every CSV file; another n changes something in each."""
    held = f"A1,tablet,KIN,Plats {n},2015-01-01,\nA2,tablet,BOX,,2015-01-01,2016-01-01\n"
    return {
        "assets": f"{ASSETS}{held}",
        "gaps": f"kind,organisation,from,to,reason\ncard,KIN,2014-01-01,,skäl {n}\n",
        "connections": f"id,organisation,project,connected_on\nC1,KIN,Projekt {n},2015-05-05\n",
        "tickets": f"{TICKETS}1,KIN,phone,1,Kategori {n},2015-01-01T10:00,\n",
        "surveys": f"id,answered_on,question,score\nS1,2015-01-01,courtesy,{n}\n",
        "calls": f"id,started,answered,ended\nR1,2015-01-01T10:00,,2015-01-01T10:0{n}\n",
        "staff_days": f"{STAFF}P1,K,1970,2015,22{n}\n",
        "absences": f"{ABSENCES}P1,F1,2015-01-07,2015-01-09,{n}\n",
        "investments": f"{INVESTMENTS}I1,own,,Server,,2015,,{n}.50,,,\n",
        "goals": f"year,main_goal,sub_goal,grade,comment\n2015,Mål,Delmål,{n},\n",
        "controls": f"{CONTROLS}2015,Område,Risk,Kontroll,{n},2,Chef,Nämnd,\n",
        "layout": f"{LAYOUT}ledger.x,a,Rad {n},1000-1999,closing,1\n",
    }


def test_the_same_package_again_changes_nothing(tmp_path):
    taken_in(tmp_path, **everything())
    before = reported_state()

    again = taken_in(tmp_path, **everything())

    assert reported_state() == before
    assert all((new, changed) == (0, 0) and same for new, changed, same in again.values())


def test_a_changed_row_updates_and_undo_brings_it_back(tmp_path):
    taken_in(tmp_path, **everything(1))
    before = reported_state()

    changed = taken_in(tmp_path, **everything(2))
    undo()

    assert reported_state() == before
    assert {name: told for name, told in changed.items() if not told[1]} == {"gaps.csv": (1, 0, 0)}


def test_several_imports_are_undone_one_by_one_to_the_beginning(tmp_path):
    states = [reported_state()]
    for n in (1, 2, 3):
        taken_in(tmp_path, **everything(n))
        states.append(reported_state())

    for state in reversed(states[:-1]):
        undo()
        assert reported_state() == state
    with pytest.raises(services.NothingToUndo, match="ingen import att ångra"):
        undo()


def test_a_row_that_is_gone_is_left_alone(tmp_path):
    taken_in(tmp_path, organisations=ORGANISATIONS)

    told = taken_in(tmp_path, organisations="code,name,role\nFED,Förbundet,host\n")

    assert told == {"organisations.csv": (0, 0, 1)}
    assert Organisation.objects.count() == 3


def test_a_row_with_another_key_is_another_row(tmp_path):
    taken_in(tmp_path, assets=f"{ASSETS}A1,tablet,KIN,,2015-01-01,\n")

    assert taken_in(tmp_path, assets=f"{ASSETS}A01,tablet,KIN,,2015-01-01,\n") == {
        "assets.csv": (1, 0, 0)
    }


def test_the_order_of_organisations_follows_the_file_without_being_a_change(tmp_path):
    taken_in(tmp_path, organisations=ORGANISATIONS)
    before = reported_state()

    lines = ORGANISATIONS.splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])])
    assert taken_in(tmp_path, organisations=turned) == {"organisations.csv": (0, 0, 3)}

    assert list(Organisation.objects.values_list("code", flat=True)) == ["BOX", "KIN", "FED"]
    undo()
    assert reported_state() == before


def test_a_preview_says_what_the_import_says_and_changes_nothing(tmp_path):
    taken_in(tmp_path, **everything(1))
    path = zip_of(tmp_path, {f"{name}.csv": text for name, text in everything(2).items()})
    before = whole_state()

    preview = services.import_package(path, at=AT, is_preview=True)

    assert whole_state() == before
    assert preview.run is None
    assert preview.summaries == services.import_package(path, at=AT).summaries


def test_a_fault_anywhere_leaves_everything_as_it_was(tmp_path):
    wrong = everything(1) | {"controls": everything(1)["controls"] + "2015,O,R,K,5,0,C,N,\n"}

    assert refused(tmp_path, **wrong) == [
        ("controls.csv", 3, "probability", "5"),
        ("controls.csv", 3, "consequence", "0"),
    ]


def test_every_fault_of_every_file_is_told_in_one_run(tmp_path):
    told = refused(
        tmp_path,
        assets=f"{ASSETS}A1,tablett,XXX,,2015-02-30,\nA1,tablet,KIN,,2015-01-02,2015-01-01\n",
        tickets=f"{TICKETS}1,KIN,fax,3,,2015-01-02T10:00,2015-01-01T10:00\n",
        goals="year,main_goal,sub_goal,grade\n",
    )

    assert told == [
        ("assets.csv", 2, "kind", "tablett"),
        ("assets.csv", 2, "organisation", "XXX"),
        ("assets.csv", 2, "in_service", "2015-02-30"),
        ("assets.csv", 3, "id", "A1"),
        ("assets.csv", 3, "out_of_service", "2015-01-01"),
        ("tickets.csv", 2, "channel", "fax"),
        ("tickets.csv", 2, "line", "3"),
        ("tickets.csv", 2, "category", ""),
        ("tickets.csv", 2, "closed", "2015-01-01T10:00"),
        ("goals.csv", 1, "comment", ""),
    ]


@pytest.mark.parametrize(
    ("name", "may_be_empty"),
    [
        ("assets", {"location", "out_of_service"}),
        ("gaps", {"to"}),
        ("connections", set()),
        ("tickets", {"closed"}),
        ("surveys", set()),
        ("calls", {"answered"}),
        ("staff_days", set()),
        (
            "investments",
            {"group", "name", "organisation", "opening", "budget", "outcome", "status", "decision"},
        ),
        ("goals", {"grade", "comment"}),
        ("controls", {"result"}),
        ("organisations", set()),
    ],
)
def test_only_what_may_be_empty_may_be_empty(tmp_path, name, may_be_empty):
    whole = everything() | {"organisations": ORGANISATIONS}
    header, row = whole[name].splitlines()[:2]
    for index, column in enumerate(header.split(",")):
        cells = row.split(",")
        cells[index] = ""
        text = f"{header}\n{','.join(cells)}\n"
        if column in may_be_empty:
            taken_in(tmp_path, **{name: text})
            undo()
        else:
            told = [
                fault for fault in refused(tmp_path, **{name: text}) if fault[0] == f"{name}.csv"
            ]
            assert told == [(f"{name}.csv", 2, column, "")]


@pytest.mark.parametrize("name", sorted({*everything(), "organisations"} - {"layout"}))
def test_columns_come_in_any_order(tmp_path, name):
    whole = everything() | {"organisations": "code,name,role\nKIN,Kinda,member\n"}
    taken_in(tmp_path, staff_days=whole["staff_days"])
    rows = [line.split(",") for line in whole[name].splitlines()[:2]]

    turned = "\n".join(";".join(reversed(row)) for row in rows)
    taken_in(tmp_path, **{name: turned})

    assert taken_in(tmp_path, **{name: whole[name]})[f"{name}.csv"][1] == 0


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("assets", "location"),
        ("gaps", "reason"),
        ("connections", "project"),
        ("tickets", "category"),
        ("investments", "name"),
        ("investments", "decision"),
        ("goals", "sub_goal"),
        ("goals", "comment"),
        ("controls", "risk"),
        ("controls", "result"),
        ("layout", "label"),
        ("organisations", "name"),
    ],
)
def test_a_text_may_be_two_hundred_thousand_signs_and_no_more(tmp_path, name, column):
    whole = everything() | {"organisations": ORGANISATIONS}
    header, row = whole[name].splitlines()[:2]
    cells = row.split(",")
    at = header.split(",").index(column)

    cells[at] = "å" * 200_000
    taken_in(tmp_path, **{name: f"{header}\n{','.join(cells)}\n"})
    cells[at] = "å" * 200_001
    told = refused(tmp_path, **{name: f"{header}\n{','.join(cells)}\n"})

    assert (f"{name}.csv", 2, column, "") in told


def test_a_key_that_comes_twice_is_told_at_the_later_row(tmp_path):
    told = refused(
        tmp_path,
        organisations="code,name,role\nA,a,member\nB,b,member\nA,c,member\n",
        gaps="kind,organisation,from,to,reason\n" + "card,A,2014-01-01,,x\n" * 2,
        staff_days="person,sex,birth_year,year,ordinary_days\n" + "P,K,1970,2015,1\n" * 2,
        absences="person,spell,first_day,last_day,days\n"
        "P,a,2015-01-07,2015-01-07,1\nP,b,2015-01-07,2015-01-07,1\n",
        goals="year,main_goal,sub_goal,grade,comment\n2015,a,b,,\n2015,a,b,1,\n2015,a,c,1,\n",
    )

    assert sorted(told) == [
        ("absences.csv", 3, "first_day", "2015-01-07"),
        ("gaps.csv", 3, "reason", "x"),
        ("goals.csv", 3, "sub_goal", "b"),
        ("organisations.csv", 4, "code", "A"),
        ("staff_days.csv", 3, "year", "2015"),
    ]


def test_keys_that_only_look_alike_are_two(tmp_path):
    goals = "year,main_goal,sub_goal,grade,comment\n2015,a\x1fb,c,,\n2015,a,b\x1fc,,\n"
    told = services.import_package(folder_of(tmp_path, {"goals.csv": goals}), at=AT).faults

    assert not [fault for fault in told.shown if "nyckeln" in fault.allowed]


def test_what_looks_like_a_formula_is_text(tmp_path):
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(x)"]
    rows = "".join(f'K{n},"{text}",member\n' for n, text in enumerate(texts))

    taken_in(tmp_path, organisations=f"code,name,role\n{rows}")

    assert list(Organisation.objects.values_list("name", flat=True)) == texts


def test_the_manifest_updates_and_is_undone(tmp_path):
    imported(folder_of(tmp_path, {}))
    joint = MANIFEST.replace('"kommunalförbund"', '"gemensam nämnd"')

    told = imported(folder_of(tmp_path, {"package.toml": joint}))

    assert told["package.toml"] == (0, 1, 0)
    assert HomeOrganisation.objects.get().legal_form == "gemensam nämnd"
    undo()
    assert HomeOrganisation.objects.get().legal_form == "kommunalförbund"
    undo()
    assert not HomeOrganisation.objects.exists()


def test_what_has_come_since_and_needs_the_import_keeps_it_from_being_undone(tmp_path):
    imported(folder_of(tmp_path, {}))
    parties.save_user(
        name="eva",
        password="långt-och-svårt",
        wanted=parties.Wanted(("economist",), "KIN"),
        by="chef",
        at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    before = whole_state()

    with pytest.raises(services.CannotUndo, match="används av 1 som har lagts till efteråt"):
        undo()

    assert whole_state() == before
    assert User.objects.filter(username="eva").exists()


def test_an_import_tells_of_itself(tmp_path):
    path = folder_of(tmp_path, {})
    run = services.import_package(path, at=AT, taken_by="eva").run
    told = []

    services.import_package(path, at=AT, progress=lambda *words: told.append(words))

    assert str(run) == f"Import {run.pk} {path.name}"
    assert (run.started_at, run.taken_by, len(run.summaries)) == (AT, "eva", 2)
    assert {str(change) for change in ImportChange.objects.all()} == {
        f"package.toml i import {run.pk}",
        f"organisations.csv i import {run.pk}",
    }
    assert told[-1][0] == "organisations.csv"
    assert all(0 <= done <= whole for _, done, whole in told)
    services.no_progress("x", 1, 2)
    assert ImportRun.objects.count() == 2


ROWS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["x", "y", "z"]), max_size=6)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(imports=st.lists(ROWS, min_size=1, max_size=5))
def test_undo_is_the_inverse_of_import(tmp_path, imports):
    states = []
    for rows in imports:
        states.append(reported_state())
        text = "".join(f"{code},{name},member\n" for code, name in rows.items())
        assets = "".join(
            f"{code},tablet,{code},{name},2015-01-01,\n" for code, name in rows.items()
        )
        imported(
            folder_of(
                tmp_path,
                {"organisations.csv": f"code,name,role\n{text}", "assets.csv": ASSETS + assets},
            )
        )

    for state in reversed(states):
        undo()
        assert reported_state() == state


def test_a_package_refused_tells_the_same_from_a_folder_and_a_zip(tmp_path):
    wrong = {"organisations.csv": "code,name,role\nA,,nobody\n"}

    assert faults_of(folder_of(tmp_path, wrong)) == faults_of(zip_of(tmp_path, wrong))
