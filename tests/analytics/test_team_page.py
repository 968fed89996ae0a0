"""The manager's one screen: exactly the people of the own units, by status; counts of the units below."""

import re
from datetime import date, timedelta

import pytest

from lms import access, ledger
from lms.models import Absence, Employee, Exemption, Post
from tests.people import TODAY, employ

pytestmark = pytest.mark.usefixtures("today", "asked")

PAGE = "/team/"


@pytest.fixture
def see(client):
    """The page as somebody sees it."""

    def look(viewer, path=PAGE, status=200, language="en"):
        client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["taal"] = language
        response = client.get(path)
        assert response.status_code == status
        return response

    return look


def words(response):
    """The text of the page, without its tags."""
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.S))
    return re.sub(r"\s+", " ", text).replace(" ,", ",")


# --- Who is on it ---------------------------------------------------------------------------------


def test_exactly_the_visible_people_who_are_not_done(see, alice, bob, dora, erik, fatima, charlie):
    page = see(bob)
    named = {line.member.id for line in page.context["team"].lines}
    assert named == {alice.pk, dora.pk}
    visible = set(access.people_visible_to(Employee.objects.get(pk=bob.pk), on=TODAY).values_list("pk", flat=True))
    assert named | {bob.pk} == visible
    for stranger in (erik, fatima, charlie):
        assert stranger.name not in words(page)


def test_the_deputy_sees_the_same_team(see, alice, bob, dora):
    assert {line.member.id for line in see(dora).context["team"].lines} == {alice.pk, bob.pk}


def test_a_head_of_department_sees_counts_below_and_no_names(see, fatima, house, team_of, alice, erik, projected):
    team_of(house.payroll, 5, with_bronze=2)
    projected()
    page = see(fatima)
    team = page.context["team"]
    assert team.lines == ()
    rows = {row.group.name: row for row in team.below}
    assert set(rows) == {"Toezicht Zuid 1", "Toezicht Zuid 2"}
    for person in Employee.objects.exclude(pk=fatima.pk):
        assert person.name not in words(page)


def test_small_units_below_are_hidden_with_what_would_give_them_away(see, fatima, house, team_of, projected):
    team_of(house.payroll, 6, with_bronze=6)
    team_of(house.audits, 3, with_bronze=1)
    projected()
    page = see(fatima)
    assert all(cell.tally is None for row in page.context["team"].below for cell in row.cells)
    assert "Group too small to show. That way everybody stays anonymous." in words(page)
    assert "6 of 6" not in words(page)


def test_large_units_below_are_counted(see, fatima, house, team_of, projected):
    team_of(house.payroll, 6, with_bronze=4)
    team_of(house.audits, 5, with_bronze=1)
    projected()
    said = words(see(fatima))
    assert "4 of 6 done" in said
    assert "1 of 5 done" in said
    assert "0 of 6 done, 6 late" in said


def test_a_unit_below_counts_all_that_is_under_it(see, house, team_of, projected):
    head = employ("Hanna", house.mkb, "manager")
    team_of(house.payroll, 4, with_bronze=3)
    team_of(house.audits, 4, with_bronze=3)
    projected()
    [row] = see(head).context["team"].below
    assert row.group.name == "Toezicht Zuid"
    assert (row.cells[0].tally.met, row.cells[0].tally.counted) == (6, 8)


# --- Who may not ----------------------------------------------------------------------------------


def test_only_who_leads_people_gets_in(see, alice, trainer, director, bureau, council):
    for viewer in (alice, trainer, director, bureau, council):
        see(viewer, status=403)


def test_a_manager_of_until_yesterday_sees_nothing_today(see, alice, bob):
    Post.objects.filter(employee=bob).update(ends_on=TODAY - timedelta(days=1))
    see(bob, status=403)


def test_a_manager_from_tomorrow_sees_nothing_today(see, alice, house):
    Post.objects.create(employee=alice, unit=house.audits, role="manager", starts_on=TODAY + timedelta(days=1))
    see(alice, status=403)


def test_the_team_of_somebody_else_does_not_exist(see, bob, house):
    for asked_for in (house.audits.pk, house.department.pk, "0", "x", ""):
        see(bob, f"{PAGE}?team={asked_for}", status=404)


def test_who_leads_two_teams_chooses(see, alice, bob, erik, house):
    Post.objects.create(employee=bob, unit=house.audits, role="deputy", starts_on=date(2026, 1, 1))
    first = see(bob)
    assert "Toezicht Zuid 2" in words(first)
    assert {line.member.id for line in first.context["team"].lines} == {alice.pk}
    other = see(bob, f"{PAGE}?team={house.audits.pk}")
    assert {line.member.id for line in other.context["team"].lines} == {erik.pk}


# --- What it says ---------------------------------------------------------------------------------


def test_why_in_one_sentence(see, alice, bob):
    said = words(see(bob))
    assert "Mandatory since 1 January 2025" in said
    assert "Still to do: Whom do you call?" in said
    dutch = words(see(bob, language="nl"))
    assert "Verplicht sinds 1 januari 2025." in dutch
    assert "Nog te doen: Wie bel je waarvoor?" in dutch
    assert "Wie is nog niet zover?" in dutch


def test_a_line_goes_when_it_is_done(see, alice, bob, asked):
    assert [line.member.id for line in see(bob).context["team"].lines] == [alice.pk]
    ledger.record(alice, asked.module, on=TODAY)
    page = see(bob)
    assert page.context["team"].lines == ()
    assert "Everybody has done what is mandatory" in words(page)


def test_who_is_away_does_not_count_and_nobody_says_why(see, alice, bob, dora, asked):
    Absence.objects.create(employee=alice, starts_on=date(2026, 11, 1), ends_on=date(2027, 1, 4))
    Exemption.objects.create(employee=dora, requirement=asked.duty, starts_on=date(2026, 11, 1), reason="adjusted")
    page = see(bob)
    team, said = page.context["team"], words(page)
    assert (team.people, team.people_waiting) == (2, 0)
    assert said.count("Does not count now") >= 2
    assert "away up to and including 4 January 2027" in said
    assert "Needs another form" not in said
    assert "adjusted" not in page.content.decode()


def test_late_comes_first_and_who_does_not_count_last(see, bob, house, asked):
    away = employ("Anna", house.payroll)
    Absence.objects.create(employee=away, starts_on=date(2026, 11, 1))
    newcomer = employ("Bea", house.payroll, started_on=date(2026, 11, 1))
    late = employ("Chris", house.payroll)
    order = [line.member.id for line in see(bob).context["team"].lines]
    assert order == [late.pk, newcomer.pk, away.pk]


def test_ones_own_standing_comes_first(see, bob, asked):
    page = see(bob)
    assert [line.member.id for line in page.context["team"].own] == [bob.pk]
    assert "You still have something to do yourself" in words(page)
    ledger.record(bob, asked.module, on=TODAY)
    ledger.record(bob, asked.level, on=TODAY)
    page = see(bob)
    assert "Done yourself already? Yes" in words(page)
    assert [column.level.value for column in page.context["team"].own_levels] == ["brons"]


def test_how_many_have_a_level(see, bob, house, team_of):
    team_of(house.payroll, 8, with_bronze=6)
    page = see(bob)
    bronze, silver, *_ = page.context["team"].cards
    assert (bronze.done, bronze.of, bronze.share, bronze.to_go) == (6, 8, 75, 1)
    assert not silver.of
    said = words(page)
    assert "1 more colleague and you reach the target for bronze." in said
    assert "No content yet" in said
    assert "Nog 1 collega en jullie halen het doel voor brons." in words(see(bob, language="nl"))


def test_a_small_team_shows_no_counts_and_no_percentages(see, bob, house, team_of):
    team_of(house.payroll, 4, with_bronze=4)
    page = see(bob)
    assert all(not card.of for card in page.context["team"].cards)
    assert "4 of 4" not in words(page)
    assert "100%" not in words(page)
    assert "Group too small to show" in words(page)


def test_no_attempt_answer_score_or_moment_comes_near(see, alice, bob, asked):
    """Only days: what somebody did, how often and at what time stays theirs."""
    ledger.record(alice, asked.level, on=TODAY, reference="attempt-marker")
    text = see(bob).content.decode()
    assert "attempt-marker" not in text
    assert not re.search(r"\d{1,2}[:.]\d{2}\s*(uur|am|pm)", text)


# --- How much it costs ----------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 30])
def test_twelve_queries_however_large_the_team(
    see, client, bob, house, team_of, projected, people, django_assert_max_num_queries
):
    team_of(house.payroll, people)
    projected()
    see(bob)
    with django_assert_max_num_queries(12):
        page = client.get(PAGE)
    assert len(page.context["team"].lines) == people
