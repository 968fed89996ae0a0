"""The overview of the organisation: shares of groups, never of persons."""

import json
import re
from datetime import date, timedelta

import pytest

from analytics import snapshots
from lms.models import Employee, Post
from tests.people import TODAY

pytestmark = pytest.mark.usefixtures("today", "asked")

PAGE = "/organisatie/"


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


@pytest.fixture
def service(house, team_of, projected):
    """Two directorates: one at 75 percent, one at 40; the bureau's own unit is large enough to show."""
    team_of(house.payroll, 8, with_bronze=6)
    team_of(house.desk, 10, with_bronze=4)
    team_of(house.bureau, 6, with_bronze=6)
    return projected


def words(response):
    text = re.sub(r"<(svg|script).*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def shares(page):
    return {row.bundle.name: row.cells[0].share for row in page.context["overview"].rows}


def test_the_bureau_and_the_council_see_every_directorate(see, bureau, council, service):
    service()
    for viewer in (bureau, council):
        page = see(viewer)
        assert shares(page) == {
            "Midden- en kleinbedrijf": 75,
            "Particulieren": 36,  # the council's reader works there, without bronze
            "Bureau Veiligheid en Integriteit": 85,
        }


def test_no_name_is_on_it(see, bureau, service):
    service()
    said = words(see(bureau))
    for person in Employee.objects.exclude(pk=bureau.pk):
        assert person.name not in said


def test_a_director_sees_the_departments_of_the_own_directorate_only(see, director, house, team_of, service):
    other = house.mkb.add_child(code="MKB-02", name="Toezicht Noord", kind="department")
    team_of(other, 5, with_bronze=5)
    service()
    page = see(director)
    # The director works above the departments and is counted with the smallest.
    assert shares(page) == {"Toezicht Zuid": 75, "Toezicht Noord": 83}
    assert "How resilient is Midden- en kleinbedrijf?" in words(page)
    assert "Particulieren" not in words(page)


def test_who_has_no_figures_does_not_get_in(see, alice, bob, fatima, trainer):
    for viewer in (alice, bob, fatima, trainer):
        see(viewer, status=403)


def test_a_director_of_until_yesterday_sees_nothing_today(see, director):
    Post.objects.filter(employee=director).update(ends_on=TODAY - timedelta(days=1))
    see(director, status=403)


def test_the_unit_of_another_director_does_not_exist(see, director, house, service):
    service()
    for asked_for in (house.par.pk, house.top.pk, house.payroll.pk, "x"):
        see(director, f"{PAGE}?onderdeel={asked_for}", status=404)


def test_who_directs_two_units_chooses(see, director, house, service):
    Post.objects.create(employee=director, unit=house.par, role="director", starts_on=date(2026, 1, 1))
    service()
    assert "Toezicht Zuid" in words(see(director))
    page = see(director, f"{PAGE}?onderdeel={house.par.pk}")
    assert "Balie 1" in words(page)
    assert "Toezicht Zuid" not in words(page)


def test_a_small_directorate_is_hidden_and_cannot_be_worked_out(see, bureau, house, team_of, projected):
    team_of(house.payroll, 4, with_bronze=4)
    team_of(house.desk, 10, with_bronze=4)
    team_of(house.bureau, 19, with_bronze=10)
    projected()
    page = see(bureau)
    assert shares(page) == {
        "Midden- en kleinbedrijf": None,
        "Particulieren": None,
        "Bureau Veiligheid en Integriteit": 50,
    }
    assert "Group too small to show. That way everybody stays anonymous." in words(page)
    assert {step.group for step in page.context["overview"].steps} == {"Bureau Veiligheid en Integriteit"}


def test_conclusions_denominators_and_the_day_are_on_the_page(see, bureau, service):
    service()
    said = words(see(bureau))
    assert "As of 23 November 2026. This is about 25 people in 3 directorates." in said
    assert "1 of the 3 directorates reaches the target for bronze" in said
    assert "How we count" in said
    dutch = words(see(bureau, language="nl"))
    assert "Stand van 23 november 2026. Het gaat om 25 medewerkers in 3 directies." in dutch
    assert "1 van de 3 directies haalt het doel voor brons" in dutch
    assert "Help Particulieren met brons" in dutch
    assert "Zo tellen we" in dutch


def test_what_is_mandatory_is_a_table_with_shares(see, bureau, service):
    service()
    [duty] = see(bureau).context["overview"].duties
    assert (duty.title, duty.counted, duty.met, duty.late) == ("Knows how to report", 25, 0, 100)


def test_a_level_without_content_says_so(see, bureau, service):
    service()
    assert "No content yet" in words(see(bureau))


def test_the_chart_has_its_figures_in_a_table(see, bureau, service):
    service()
    for day in (date(2026, 9, 30), date(2026, 10, 31)):
        snapshots.take(on=day, today=TODAY)
    page = see(bureau)
    text = page.content.decode()
    [data] = re.findall(r'<script id="trend-figure" type="application/json">(.*?)</script>', text, flags=re.S)
    drawn = json.loads(data)
    assert set(drawn) == {"light", "dark"}
    [line] = drawn["light"]["data"]
    assert line["y"][-3:] == [0, 0, 64]
    table = [share for _, [share] in page.context["overview"].months]
    assert table == line["y"]
    assert "31 October 2026" in words(page)


def test_without_reported_figures_there_is_no_chart_and_it_says_when(see, bureau, service):
    service()
    page = see(bureau)
    assert page.context["figure"] is None
    assert "plotly" not in page.content.decode()
    assert "The first figures come at the end of the month" in words(page)


def test_an_empty_organisation_has_a_page_too(see, bureau):
    assert "There is nobody here yet" in words(see(bureau))


@pytest.mark.parametrize("more", [0, 40])
def test_twelve_queries_however_large_the_organisation(
    see, client, bureau, house, team_of, service, more, django_assert_max_num_queries
):
    team_of(house.audits, more)
    service()
    see(bureau)
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_figures_that_are_still_being_worked_out_say_so(see, bureau, service):
    service()
    assert "still being worked out" not in words(see(bureau))
    Employee.objects.filter(pk=bureau.pk).update(projection_due=True)
    assert "still being worked out" in words(see(bureau))
