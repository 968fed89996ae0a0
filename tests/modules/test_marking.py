"""Each type of question: what is right, what is refused, and what stays secret before the answer."""

import json

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from modules import items, module_data
from modules.items.contract import BadAnswer, handle
from tests.modules.questions import MATCH, MULTI, ORDER, QUESTIONS, SINGLE, SORT, both, part

every_type = pytest.mark.parametrize("item", QUESTIONS, ids=lambda item: item["type"])
seeds = st.integers(0, 2**31 - 1)


def rules(item):
    return items.rules(item)


def fields_of(item, seed=1):
    """Every field on the page, with the values that it offers."""
    page = module_data.shown(item, seed)
    if item["type"] in ("single", "multi"):
        return {"choice": [option["handle"] for option in page["options"]]}
    if item["type"] == "order":
        return {step["field"]: [str(place["number"]) for place in step["places"]] for step in page["steps"]}
    if item["type"] == "sort":
        return {card["field"]: [bin_["handle"] for bin_ in card["bins"]] for card in page["cards"]}
    return {pair["field"]: [right["handle"] for right in pair["rights"]] for pair in page["pairs"]}


def sent(item, response):
    """What a browser sends for this response."""
    if item["type"] == "single":
        return {"choice": [handle(item, response)]}
    if item["type"] == "multi":
        return {"choice": [handle(item, key) for key in response]}
    if item["type"] == "order":
        return {f"place-{handle(item, key)}": [str(place)] for place, key in enumerate(response, 1)}
    if item["type"] == "sort":
        return {f"card-{handle(item, card)}": [handle(item, f"bin/{bin_}")] for card, bin_ in response.items()}
    return {f"left-{handle(item, left)}": [handle(item, f"right/{right}")] for left, right in response.items()}


# --- Every type ---------------------------------------------------------------------------------


@every_type
def test_the_solution_is_right_in_every_part(item):
    mark = rules(item).mark(item, rules(item).solution(item))
    assert mark.right
    assert all(mark.parts.values())


@every_type
def test_what_is_sent_is_what_is_read(item):
    solution = rules(item).solution(item)
    assert rules(item).read(item, sent(item, solution)) == solution


@every_type
def test_the_page_offers_what_the_solution_needs(item):
    offered = fields_of(item)
    for field, values in sent(item, rules(item).solution(item)).items():
        assert set(values) <= set(offered[field])


@every_type
def test_nothing_sent_is_refused_with_a_sentence_and_a_place_to_look(item):
    with pytest.raises(BadAnswer) as refusal:
        rules(item).read(item, {})
    assert str(refusal.value).endswith(".")
    assert set(refusal.value.fields) <= set(fields_of(item))
    assert refusal.value.fields


@every_type
def test_what_was_filled_in_is_kept_when_something_is_missing(item):
    offered = fields_of(item)
    field, values = next(iter(offered.items()))
    page = json.dumps(module_data.shown(item, 1, {field: [values[0]]}))
    assert page.count('"chosen": true') == 1


@every_type
def test_the_order_belongs_to_the_seed(item):
    assert module_data.shown(item, 7) == module_data.shown(item, 7)
    assert len({json.dumps(module_data.shown(item, seed)) for seed in range(20)}) > 1


@every_type
def test_every_kept_response_can_be_explained(item):
    page = json.dumps(module_data.explained(item, 1, rules(item).solution(item)))
    assert "feedback on" in page or "now" in page
    assert "Because." in page


@every_type
def test_a_good_question_has_no_problems(item):
    assert list(rules(item).problems(item)) == []
    assert list(module_data.item(item, "here")) == []


@every_type
@given(seed=seeds)
def test_before_the_answer_the_page_does_not_hold_the_solution(item, seed):
    page = module_data.shown(item, seed)
    words = json.dumps(page)
    for secret in ("best", "good", "feedback", "why", "Because.", 'bin":'):
        assert secret not in words.replace('"bins"', "")
    lists = [item[name] for name in ("options", "steps", "cards", "bins", "pairs", "extras") if name in item]
    assert not {thing["key"] for things in lists for thing in things} & set(leaves(page))


def leaves(value):
    if isinstance(value, dict):
        for part_ in value.values():
            yield from leaves(part_)
    elif isinstance(value, list):
        for part_ in value:
            yield from leaves(part_)
    else:
        yield value


@st.composite
def anything_sent(draw, item):
    """Fields of the page and others, with values of the page and others, as often as one likes."""
    offered = fields_of(item)
    names = st.sampled_from([*offered, "choice", "try", "x\x00", ""]) | st.text(max_size=5)
    known = sorted({value for values in offered.values() for value in values})
    values = st.sampled_from([*known, "", "0", "-1", "9" * 5000, "\x00", "NaN"]) | st.text(max_size=5)
    return draw(st.dictionaries(names, st.lists(values, max_size=4), max_size=6))


@every_type
@given(data=st.data())
def test_whatever_is_sent_is_an_answer_or_is_refused_in_words(item, data):
    try:
        response = rules(item).read(item, data.draw(anything_sent(item)))
    except BadAnswer as refused:
        said = refused.sentence % refused.sentence.values
        event("refused: " + said)
        return
    assert json.loads(json.dumps(response)) == response
    assert rules(item).mark(item, response).right == (response == rules(item).solution(item))
    assert module_data.explained(item, 1, response)


@pytest.mark.parametrize(
    "item, other",
    [
        (SINGLE, SINGLE | {"options": [part("take", best=True), part("report"), part("wait")]}),
        (MULTI, MULTI | {"options": [part("who"), part("employer", good=True), part("how")]}),
        (SORT, SORT | {"cards": [part("menu", bin="task"), part("plate", bin="open"), part("roster", bin="open")]}),
    ],
)
@given(seed=seeds)
def test_with_another_solution_the_page_is_the_same(item, other, seed):
    assert module_data.shown(item, seed) == module_data.shown(other, seed)


# --- One by one ---------------------------------------------------------------------------------


def test_another_option_than_the_best_is_not_right():
    assert not rules(SINGLE).mark(SINGLE, "take").right


def test_too_few_and_too_many_are_both_not_right():
    mark = rules(MULTI).mark
    assert not mark(MULTI, ["who"]).right
    assert not mark(MULTI, ["who", "employer", "how"]).right
    assert mark(MULTI, ["who"]).parts == {"who": True, "employer": True, "how": False}


def test_steps_in_another_order_are_right_where_they_stand_right():
    assert rules(ORDER).mark(ORDER, ["safety", "report", "police"]).parts == {
        "safety": True,
        "police": False,
        "report": False,
    }


@given(seed=seeds)
def test_steps_are_never_shown_in_the_right_order(seed):
    shown = [step["text"]["nl"] for step in module_data.shown(ORDER, seed)["steps"]]
    assert shown != [step["text"]["nl"] for step in ORDER["steps"]]
    assert sorted(shown) == sorted(step["text"]["nl"] for step in ORDER["steps"])


def test_two_steps_in_one_place_are_refused():
    data = sent(ORDER, ["safety", "police", "report"]) | {f"place-{handle(ORDER, 'police')}": ["1"]}
    with pytest.raises(BadAnswer, match="place of its own") as refusal:
        rules(ORDER).read(ORDER, data)
    assert len(refusal.value.fields) == 2


def test_a_card_in_another_bin_is_the_only_part_that_is_not_right():
    response = {"menu": "open", "plate": "open", "roster": "task"}
    assert rules(SORT).mark(SORT, response).parts == {"menu": True, "plate": False, "roster": True}


def test_it_says_how_many_cards_are_still_to_do():
    data = sent(SORT, {"menu": "open"})
    with pytest.raises(BadAnswer) as refusal:
        rules(SORT).read(SORT, data)
    assert refusal.value.sentence.values == {"number": 2}


def test_two_that_share_a_right_side_share_one_choice():
    texts = [right["text"]["nl"] for right in module_data.shown(MATCH, 1)["pairs"][0]["rights"]]
    assert sorted(texts) == ["112", "adviser", "nobody"]
    assert rules(MATCH).solution(MATCH)["fire"] == rules(MATCH).solution(MATCH)["attack"]


def test_a_distractor_is_not_right():
    response = rules(MATCH).solution(MATCH) | {"doubt": "none"}
    assert rules(MATCH).mark(MATCH, response).parts["doubt"] is False


# --- What an author must mend -------------------------------------------------------------------


@pytest.mark.parametrize(
    "item, sentence",
    [
        (SINGLE | {"options": [part("a", best=True)]}, "Give at least two options."),
        (SINGLE | {"options": [part("a"), part("b")]}, "Mark exactly one option as the best choice."),
        (SINGLE | {"options": [part("a", best=True), part("b", best=True)]}, "Mark exactly one option"),
        (SINGLE | {"options": [part("a", best=True), part("a")]}, "Two of them have the key"),
        (MULTI | {"options": [part("a"), part("b")]}, "Mark at least one option as good."),
        (ORDER | {"steps": [part("a")]}, "Give at least two steps."),
        (SORT | {"bins": SORT["bins"][:1]}, "Give at least two groups"),
        (SORT | {"cards": [part("a", bin="open"), part("b", bin="nowhere")]}, "belongs to no group"),
        (MATCH | {"pairs": MATCH["pairs"][:1]}, "Give at least two pairs."),
        (MATCH | {"pairs": MATCH["pairs"][:2], "extras": []}, "two different texts on the right"),
        (MATCH | {"extras": [{"key": "x", "right": both("112")}]}, "is the right side of a pair"),
    ],
)
def test_what_cannot_be_played_is_named(item, sentence):
    assert sentence in " ".join(items.rules(item).problems(item))


@every_type
def test_an_unfinished_draft_can_be_looked_at(item):
    assert module_data.shown({"key": "x", "type": item["type"]}, 1)
