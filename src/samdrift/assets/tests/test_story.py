"""What events come to, whatever they are: one way on every day, as the last event says."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from samdrift.assets.life import story
from samdrift.assets.life.story import Happened

DAYS = st.integers(1, 12)
STATES = st.sampled_from(["stock", "held", "returned"])


@given(st.lists(st.tuples(DAYS, STATES, st.sampled_from(["KIN", "BOX"])), min_size=1, max_size=8))
def test_a_thing_stands_in_one_way_on_every_day_as_its_last_event_says(told):
    happened = [
        Happened(n, "step", date(2026, 1, number), {"state": state, "organisation": code})
        for n, (number, state, code) in enumerate(sorted(told, key=lambda each: each[0]), start=1)
    ]

    spans = story.stood(happened)
    holdings = story.held(spans, {"held"})

    for number in range(1, 15):
        on = date(2026, 1, number)
        last = [event for event in happened if event.day <= on][-1:]
        now = [span for span in spans if span.start <= on and (span.end is None or on < span.end)]
        have = [
            each for each in holdings if each.start <= on and (each.end is None or on < each.end)
        ]
        assert [(span.state, span.organisation) for span in now] == [
            (event.sets["state"], event.sets["organisation"]) for event in last
        ]
        assert [each.organisation for each in have] == [
            event.sets["organisation"] for event in last if event.sets["state"] == "held"
        ]
