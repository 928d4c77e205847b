from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from guide.apply import apply, replay, step
from guide.need import Budget, Constraint, Need, Source, Strength
from guide.turn import (
    AddConstraint,
    DropConstraint,
    Edit,
    NextPage,
    ReturnTo,
    SetBudget,
    SetKind,
    SetOrder,
    SetWords,
    StartTopic,
    Turn,
)
from index.wire import dump, load

TOPICS = ("羽绒服", "手机", "台灯")


def constraint(
    number: int, attribute: str, strength: Strength, values: tuple[str, ...], turn: int = 1
) -> Constraint:
    return Constraint(f"c{number}", attribute, "in", strength, Source(turn), values=values)


edits = st.one_of(
    st.builds(SetKind, st.just(("down_jacket",)), st.sampled_from(TOPICS)),
    st.builds(
        lambda high: SetBudget(Budget(None, Decimal(high), True, "CNY", Source(1))),
        st.integers(1, 5000),
    ),
    st.builds(
        lambda n, a, s, v: AddConstraint(constraint(n, a, s, (v,))),
        st.integers(1, 9),
        st.sampled_from(("colour", "fit", "brand")),
        st.sampled_from(("must", "prefer", "avoid")),
        st.sampled_from(("red", "black", "slim")),
    ),
    st.builds(lambda n: DropConstraint(f"c{n}"), st.integers(1, 9)),
    st.builds(SetOrder, st.sampled_from(("fit", "cheapest", "sales"))),
    st.builds(SetWords, st.sampled_from(("", "保暖", "显瘦"))),
    st.builds(StartTopic, st.sampled_from(TOPICS)),
    st.builds(ReturnTo, st.sampled_from(TOPICS)),
    st.builds(NextPage, st.just(("p1", "p2"))),
)


def turn(*made: Edit) -> Turn:
    return Turn("refine", "", edits=made)


turns = st.lists(st.lists(edits, max_size=4).map(lambda made: turn(*made)), max_size=8)


@given(turns)
def test_replaying_is_stepping(said: list[Turn]) -> None:
    need, shelf = Need(), ()
    for one in said:
        need, shelf = step(need, shelf, one)
    assert replay(said) == (need, shelf)


@given(turns, st.lists(edits, min_size=1, max_size=3))
def test_an_undo_takes_back_exactly_the_last_edits(said: list[Turn], last: list[Edit]) -> None:
    assert replay([*said, turn(*last), Turn("undo", "撤销")]) == replay(said)


@given(turns)
def test_a_topic_is_on_the_shelf_once_and_never_also_standing(said: list[Turn]) -> None:
    need, shelf = replay(said)
    topics = [each.topic for each in shelf]
    assert len(topics) == len(set(topics))
    assert need.topic not in topics or not need.topic


@given(turns)
def test_ids_of_standing_wishes_are_unique_and_json_keeps_everything(said: list[Turn]) -> None:
    need, _ = replay(said)
    ids = [c.id for c in need.constraints]
    assert len(ids) == len(set(ids))
    assert load(Need, dump(need)) == need
    assert [load(Turn, dump(one)) for one in said] == said


@given(turns)
def test_applying_changes_nothing_that_was_given(said: list[Turn]) -> None:
    need, _ = replay(said)
    copy = replace(need)
    apply(need, turn(SetOrder("cheapest"), SetWords("x")))
    assert need == copy


def test_a_new_must_takes_the_place_of_the_old_one() -> None:
    red, black = (
        constraint(1, "colour", "must", ("red",)),
        constraint(2, "colour", "must", ("black",), 2),
    )
    need = apply(Need(), turn(AddConstraint(red), AddConstraint(black)))
    assert need.constraints == (black,)


def test_avoids_add_up_and_give_way_to_their_opposite() -> None:
    one = constraint(1, "brand", "avoid", ("a",))
    other = constraint(2, "brand", "avoid", ("b",), 2)
    need = apply(Need(), turn(AddConstraint(one), AddConstraint(other)))
    assert need.constraints == (one, other)
    wanted = constraint(3, "brand", "must", ("a",), 3)
    assert apply(need, turn(AddConstraint(wanted))).constraints == (other, wanted)


def test_a_topic_comes_back_as_it_was_left() -> None:
    coat = turn(
        SetKind(("down_jacket",), "羽绒服"), AddConstraint(constraint(1, "fit", "must", ("slim",)))
    )
    phone = turn(StartTopic("手机"), SetKind(("phone",), "手机"))
    need, shelf = replay([coat, phone, turn(ReturnTo("羽绒服"))])
    assert need == replay([coat])[0]
    assert [each.topic for each in shelf] == ["手机"]


def test_the_next_page_remembers_until_the_wish_changes() -> None:
    need = apply(Need(), turn(NextPage(("p1",)), NextPage(("p2", "p1"))))
    assert need.shown_before == ("p1", "p2")
    assert apply(need, turn(SetOrder("cheapest"))).shown_before == ()


def test_a_preference_on_an_amount_does_not_lift_the_must_beside_it() -> None:
    source = Source(turn=1)
    must = Constraint("c1", "weight", "range", "must", source, high=1500, unit="g")
    light = Constraint("c2", "weight", "range", "prefer", source, high=1500, unit="g")
    need = apply(Need(), Turn("wish", "", edits=(AddConstraint(must), AddConstraint(light))))
    assert need.constraints == (must, light)
