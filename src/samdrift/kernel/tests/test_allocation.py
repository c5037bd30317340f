"""Costs handed on: the worked examples of the books, and what must hold of any model."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.kernel.allocation import (
    UNUSED,
    CannotAllocate,
    Driver,
    Method,
    Model,
    PassedOn,
    allocate,
)
from samdrift.kernel.money import Money, total

KRONA = 100


def kronor(**amounts):
    return {key: Money(amount * KRONA) for key, amount in amounts.items()}


def by(**weights):
    return Driver("andel", weights)


REGINA = Model(
    costs=kronor(HR=80_000, DP=120_000, RM=40_000),
    drivers={
        "HR": by(DP=20, RM=10, M=40, A=30),
        "DP": by(HR=8, RM=7, M=30, A=55),
        "RM": by(M=50, A=50),
    },
)
"""University of Regina, BUS 388, 10.4."""

EXPERTSMIND = Model(
    costs=kronor(S1=92_400, S2=184_800, S3=138_600, P1=400_000, P2=500_000),
    drivers={
        "S1": by(S2=1, S3=2, P1=4, P2=3),
        "S2": by(S1=1, S3=2, P1=5, P2=2),
        "S3": by(S1=3, P1=1, P2=6),
    },
    order=("S1", "S2", "S3"),
)


def test_three_centres_of_a_university_hand_to_each_other():
    found = allocate(REGINA, Method.RECIPROCAL)

    gross = {key: found.gross(key) for key in ("HR", "DP", "RM")}
    assert gross == {"HR": Money(9105691), "DP": Money(13821138), "RM": Money(5878049)}
    assert found.carried == {"A": Money(13272358), "M": Money(10727642)}
    assert total(found.carried.values()) == Money(240_000 * KRONA)


@pytest.mark.parametrize(
    ("method", "carried"),
    [
        (Method.DIRECT, kronor(P1=604_600, P2=711_200)),
        (Method.STEP_DOWN, kronor(P1=573_360, P2=742_440)),
        (Method.RECIPROCAL, kronor(P1=593_500, P2=722_300)),
    ],
)
def test_three_methods_hand_on_the_same_sum_otherwise(method, carried):
    found = allocate(EXPERTSMIND, method)

    assert found.carried == carried
    assert total(found.carried.values()) == Money(1_315_800 * KRONA)


def test_centres_that_hand_to_each_other_have_more_than_their_own():
    found = allocate(EXPERTSMIND, Method.RECIPROCAL)

    gross = {key: found.gross(key) for key in ("S1", "S2", "S3")}
    assert gross == kronor(S1=177_000, S2=202_500, S3=214_500)


def test_two_that_hand_to_each_other_are_solved():
    model = Model(
        costs=kronor(Y=7_260, Z=4_000),
        drivers={"Y": by(Z=20, P=80), "Z": by(Y=30, P=70)},
    )

    found = allocate(model, Method.RECIPROCAL)

    assert (found.gross("Y"), found.gross("Z")) == (Money(900_000), Money(580_000))


def test_every_edge_is_kept_with_its_driver_and_share():
    found = allocate(EXPERTSMIND, Method.DIRECT)

    edge = found.out_of("S1")[0]
    assert (edge.receiver, edge.driver, edge.share) == ("P1", "andel", Fraction(4, 7))
    assert [edge.amount for edge in found.out_of("S1")] == [Money(5_280_000), Money(3_960_000)]
    assert [edge.sender for edge in found.into("P2")] == ["S1", "S2", "S3"]


def test_a_centre_that_takes_of_itself_hands_on_as_if_it_did_not():
    with_itself = Model(kronor(A=90), {"A": by(A=5, P=2, Q=1)})

    found = allocate(with_itself, Method.RECIPROCAL)

    assert found.carried == kronor(P=60, Q=30)
    assert [edge.receiver for edge in found.edges] == ["P", "Q"]


@pytest.mark.parametrize("method", list(Method))
def test_capacity_that_nobody_used_is_shown_and_lies_with_nobody(method):
    servers = Driver("servrar", {"KIN": 30, "VIM": 50}, capacity=100)
    model = Model(kronor(hall=1_000), {"hall": servers})

    found = allocate(model, method)

    assert found.carried == kronor(KIN=300, VIM=500)
    assert found.unused == kronor(hall=200)
    assert found.into(UNUSED)[0].share == Fraction(1, 5)


def test_more_used_than_there_was_room_for_leaves_nothing_unused():
    model = Model(kronor(hall=90), {"hall": Driver("servrar", {"KIN": 9}, capacity=5)})

    found = allocate(model, Method.DIRECT)

    assert (found.carried, found.unused) == (kronor(KIN=90), {})


def test_what_goes_in_and_out_stands_apart():
    licences = PassedOn("leverantör", "KIN", Money(700))
    model = Model(kronor(A=10), {"A": by(KIN=1)}, passed_on=(licences,))

    found = allocate(model, Method.RECIPROCAL)

    assert found.carried == kronor(KIN=10)
    assert found.passed_on == (licences,)


@pytest.mark.parametrize(
    ("drivers", "words"),
    [
        ({"A": by(B=1), "B": by(A=1)}, "ur kretsen A → B → A"),
        ({"A": by(B=1, C=1), "B": by(C=1), "C": by(A=2)}, "ur kretsen A → B → C → A"),
        ({"A": by(C=1), "B": by(C=1), "C": by(B=1)}, "ur kretsen B → C → B"),
        ({"A": by(A=1)}, "Ingen tar emot kostnaden för A"),
        ({"A": by(P=0)}, "Ingen tar emot kostnaden för A"),
    ],
)
def test_a_cost_that_would_never_arrive_is_refused_by_name(drivers, words):
    with pytest.raises(CannotAllocate, match=words):
        allocate(Model(kronor(A=1, B=1), drivers), Method.RECIPROCAL)


def test_a_centre_nobody_takes_from_is_no_fault_while_it_costs_nothing():
    found = allocate(Model(kronor(P=5), {"A": by(P=0)}), Method.DIRECT)

    assert found.carried == kronor(P=5)


CENTRES, RECEIVERS = ("a", "b", "c", "d", "e"), ("p", "q", "r")
WEIGHTS = st.dictionaries(
    st.sampled_from((*CENTRES, *RECEIVERS)), st.integers(0, 10**4), max_size=8
)


@st.composite
def models(draw):
    """Any model; every centre hands something to some receiver, so that all arrives."""
    drivers = {
        key: Driver(
            f"driver {key}",
            draw(WEIGHTS) | {draw(st.sampled_from(RECEIVERS)): draw(st.integers(1, 10**4))},
            draw(st.sampled_from((0, 10**5))),
        )
        for key in draw(st.lists(st.sampled_from(CENTRES), unique=True))
    }
    amounts = st.integers(-(10**9), 10**12).map(Money)
    costs = draw(st.dictionaries(st.sampled_from((*CENTRES, *RECEIVERS)), amounts))
    return Model(costs, drivers)


@given(models(), st.sampled_from(Method))
def test_what_comes_in_goes_out_at_every_centre(model, method):
    found = allocate(model, method)

    assert {key: total(edge.amount for edge in found.out_of(key)) for key in model.drivers} == {
        key: found.gross(key) for key in model.drivers
    }
    whole = total(found.carried.values()) + total(found.unused.values())
    assert whole == total(model.costs.values())


@given(models())
def test_every_amount_is_within_an_ore_of_its_share(model):
    found = allocate(model, Method.RECIPROCAL)

    parts = [
        abs(edge.share * found.gross(edge.sender).ore - edge.amount.ore) for edge in found.edges
    ]
    assert all(part < 2 for part in parts)


@given(models(), st.sampled_from(Method), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_changes_nothing(model, method, chance):
    def shuffled(told):
        pairs = list(told.items())
        chance.shuffle(pairs)
        return dict(pairs)

    other = Model(
        shuffled(model.costs),
        shuffled(
            {
                key: Driver(driver.name, shuffled(driver.weights), driver.capacity)
                for key, driver in model.drivers.items()
            }
        ),
    )

    assert set(allocate(other, method).edges) == set(allocate(model, method).edges)
    assert allocate(other, method).carried == allocate(model, method).carried


@given(models(), st.sampled_from(Method))
def test_whoever_takes_nothing_gets_nothing(model, method):
    found = allocate(model, method)

    assert [
        edge
        for edge in found.edges
        if edge.receiver is not UNUSED
        and not model.drivers[edge.sender].weights.get(edge.receiver, 0)
    ] == []


@given(models(), st.integers(2, 5), st.integers(1, 50), st.sampled_from(Method))
def test_whoever_takes_as_much_gets_as_much_to_the_ore(model, twins, weight, method):
    names = [f"tvilling {number}" for number in range(twins)]
    drivers = {
        key: Driver(driver.name, dict(driver.weights) | dict.fromkeys(names, weight))
        for key, driver in model.drivers.items()
    }

    found = allocate(Model(model.costs, drivers), method)

    for key in drivers:
        amounts = sorted(
            edge.amount.ore for edge in found.out_of(key) if edge.receiver in set(names)
        )
        assert all(later - earlier <= 1 for earlier, later in pairwise(amounts))
        assert not amounts or amounts[-1] - amounts[0] <= 1
