"""What holds for every delivery, tried on made-up ones. No database."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from lms.feed.parse import ABSENCES, PEOPLE, UNITS, NotADelivery, parse
from lms.feed.plan import Kind, plan
from lms.feed.state import Known
from tests.lms.feed.deliveries import FIRST, SECOND, THIRD, after, files, line, told
from tests.lms.feed.made_up import deliveries, people


def known_after(*weeks) -> Known:
    known = Known()
    for day, week in zip((FIRST, SECOND, THIRD), weeks, strict=False):
        known = after(known, plan(known, parse(day, week)))
    return known


@given(deliveries, deliveries)
def test_applying_a_delivery_twice_is_applying_it_once(first, second):
    known = known_after(first, second)
    again = plan(known, parse(SECOND, second))
    assert again.changes_nothing
    assert told(after(known, again)) == told(known)


@given(deliveries, deliveries)
def test_nobody_and_no_unit_is_ever_deleted(first, second):
    before, then = known_after(first), known_after(first, second)
    assert before.people.keys() <= then.people.keys()
    assert before.units.keys() <= then.units.keys()


@given(deliveries, deliveries, deliveries)
def test_numbers_addresses_and_posts_stay_one_of_each(first, second, third):
    known = known_after(first, second, third)
    addresses = [each.person.email for each in known.people.values()]
    assert len(set(addresses)) == len(addresses)
    for each in known.people.values():
        keys = [(post.role, post.unit, post.starts_on) for post in each.posts]
        assert len(set(keys)) == len(keys)
        assert all(post.ends_on is None or post.starts_on <= post.ends_on for post in each.posts)
        assert all(post.unit in known.units for post in each.posts)


@given(deliveries, deliveries)
def test_units_stay_a_tree(first, second):
    units = known_after(first, second).units
    for unit in units.values():
        seen = set()
        while unit.parent:
            assert unit.code not in seen
            seen.add(unit.code)
            unit = units[unit.parent]


@given(deliveries, deliveries)
def test_a_leaver_has_no_post_after_the_last_day(first, second):
    planned = plan(known_after(first), parse(SECOND, second))
    then = after(known_after(first), planned)
    for change in planned.of(Kind.LEAVER):
        each = then.people[change.person.number]
        assert all(post.ends_on and post.ends_on <= each.person.left_on for post in each.posts)


@given(deliveries)
def test_who_is_not_mentioned_stays_as_they_were(first):
    known = known_after(first)
    planned = plan(
        known, parse(SECOND, files([line(99, eenheid="MKB-A")], [], ["RHT;R;organisatie;", "MKB-A;A;team;RHT"]))
    )
    assert {change.person.number for change in planned.people} <= {"99"}


BROKEN = st.sampled_from(
    [
        "1;te;kort",
        line(1) + ";te;veel",
        line(1, personeelsnummer="1 2"),
        line(2, achternaam=""),
        line(2, email="geen-adres"),
        line(3, in_dienst="31-02-2026"),
        line(3, uit_dienst="1899-01-01"),
        line(4, rol="keizer"),
        line(4, bureau='"open'),
        line(5, eenheid="BESTAAT-NIET"),
        "\x00",
    ]
)


@given(deliveries, people, st.lists(st.tuples(BROKEN, st.integers(0, 8)), min_size=1, max_size=3))
def test_a_broken_line_never_changes_the_others(first, lines, broken):
    known = known_after(first)
    with_broken = list(lines)
    for each, position in broken:
        # Not at the end: there a short line means that the file was cut off.
        with_broken.insert(min(position, len(with_broken) - 1), each)
    clean, dirty = (plan(known, parse(SECOND, files(each))) for each in (lines, with_broken))
    assert _changes(dirty) == _changes(clean)
    assert len(dirty.rejected) == len(clean.rejected) + len(broken)


def _changes(planned):
    return [(c.person, c.kinds, c.posts, c.posts_superseded, c.absences) for c in planned.people], planned.units


@given(deliveries, st.sampled_from([UNITS, PEOPLE, ABSENCES]), st.binary(max_size=60))
def test_whatever_stands_in_a_file_is_refused_or_read(whole, name, noise):
    for data in (noise, whole[name] + noise, whole[name] + noise + b"\r\n"):
        with suppress(NotADelivery):
            plan(Known(), parse(FIRST, whole | {name: data}))
