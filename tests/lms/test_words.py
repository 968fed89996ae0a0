"""“Why?”: a standing told in one sentence, to the person and to who leads them."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from lms.duties import words
from lms.duties.standing import Clock, Duty, Facts, Option, Part, Period, Placement, Standing, State, standing
from lms.duties.standing import Done as Did
from lms.models import Activity, Requirement, RequirementPart

BRONZE, SILVER = 1, 2
TODAY = date(2026, 5, 1)
DUTY = Duty(
    (Part((Option(BRONZE, date(2026, 1, 1)),)), Part((Option(SILVER, date(2026, 1, 1)),))),
    in_force_from=date(2026, 1, 1),
    clock=Clock.JOINING,
    days=90,
)
TITLES = ["Bronze", "Silver"]
SOMEONE = Facts(started_on=date(2026, 3, 1), placements=(Placement(Period(date(2026, 3, 1)), "0001", "member"),))


def why(duty=DUTY, facts=SOMEONE, on=TODAY, *, mandatory=True, audience="self", language="en"):
    """What is said of somebody with these facts on that day."""
    s = standing(duty, facts, on)
    with override(language):
        return words.explained(s, mandatory=mandatory, missing=[TITLES[n] for n in s.missing], on=on, audience=audience)


def did(*lines):
    return replace(SOMEONE, completions=tuple(Did(activity, day) for activity, day in lines))


def test_what_is_still_to_be_done_and_by_when():
    assert why() == (
        "Mandatory since 1 March 2026, to be done by 30 May 2026 at the latest. Still to do: Bronze and Silver."
    )
    assert why(language="nl") == (
        "Verplicht sinds 1 maart 2026, klaar uiterlijk op 30 mei 2026. Nog te doen: Bronze en Silver."
    )


def test_only_the_missing_parts_are_named():
    assert why(facts=did((BRONZE, date(2026, 4, 1)))).endswith("Still to do: Silver.")


def test_a_title_that_is_a_question_ends_the_sentence():
    gap = Standing(State.OPEN, date(2026, 3, 1), date(2026, 5, 30), missing=(0,))
    with override("en"):
        said = words.explained(gap, mandatory=True, missing=["Whom do you call?"], on=TODAY)
    assert said.endswith("Still to do: Whom do you call?")


def test_too_late():
    assert why(on=date(2026, 6, 4)).startswith("Mandatory since 1 March 2026, and the last day was 30 May 2026.")
    assert why(on=date(2026, 6, 4), language="nl").startswith(
        "Verplicht sinds 1 maart 2026. De laatste dag was 30 mei 2026."
    )


def test_done_for_good_and_done_for_a_year():
    both = did((BRONZE, date(2026, 4, 1)), (SILVER, date(2026, 4, 9)))
    yearly = replace(DUTY, valid_months=12)
    assert why(facts=both) == "Completed on 9 April 2026."
    assert why(yearly, both) == "Completed on 9 April 2026, valid up to and including 1 April 2027."
    assert why(yearly, both, language="nl") == "Afgerond op 9 april 2026, geldig tot en met 1 april 2027."
    assert why(yearly, both, date(2027, 3, 20)).endswith("You can renew it now.")


def test_what_ran_out_has_to_be_done_again():
    both = did((BRONZE, date(2026, 4, 1)), (SILVER, date(2026, 4, 9)))
    sentence = why(replace(DUTY, valid_months=12), both, date(2027, 4, 5))
    assert sentence == ("It was valid up to and including 1 April 2027 and has to be done again. Still to do: Bronze.")


def test_away_says_until_when_and_never_why():
    away = replace(SOMEONE, absences=(Period(date(2026, 4, 20), date(2027, 1, 4)),))
    assert why(facts=away, audience="manager") == "Does not count now: away up to and including 4 January 2027."
    assert why(facts=away, audience="manager", language="nl") == (
        "Telt nu niet mee: afwezig tot en met 4 januari 2027."
    )
    assert why(facts=away, language="nl") == (
        "Je bent afwezig tot en met 4 januari 2027. Dit telt nu dus niet voor jou."
    )
    open_ended = replace(SOMEONE, absences=(Period(date(2026, 4, 20)),))
    assert why(facts=open_ended, audience="manager") == "Does not count now: away, with no last day known."


def test_exempt_says_until_when_and_never_why():
    exempt = replace(SOMEONE, exemptions=(Period(date(2026, 4, 20), date(2026, 12, 31)),))
    assert why(facts=exempt, audience="manager") == "Does not count now: exempt up to and including 31 December 2026."
    assert why(facts=exempt).startswith("You are exempt up to and including 31 December 2026")
    for_good = replace(SOMEONE, exemptions=(Period(date(2026, 4, 20)),))
    assert why(facts=for_good, audience="manager") == "Does not count now: exempt."


def test_days_away_move_the_last_day_and_the_manager_does_not_hear_why():
    back_again = replace(SOMEONE, absences=(Period(date(2026, 4, 1), date(2026, 4, 12)),))
    assert "The last day moved by 12 days, because you were away." in why(facts=back_again)
    told = why(facts=back_again, audience="manager")
    assert "11 June 2026" in told
    assert "The last day moved by 12 days." in told
    assert "away" not in told


def test_a_goal_is_voluntary():
    goal = replace(DUTY, clock=Clock.NONE)
    assert why(goal, mandatory=False).startswith("This is voluntary and has no last day.")


def test_out_of_scope_says_what_kind_of_out():
    assert why(replace(DUTY, in_force_from=date(2027, 1, 1))) == "This counts from 1 January 2027."
    assert why(replace(DUTY, in_force_until=date(2026, 2, 1))) == "This no longer counts."
    assert why(replace(DUTY, parts=(Part(()),))) == "There is nothing to do for this yet."
    elsewhere = replace(SOMEONE, placements=())
    assert why(facts=elsewhere) == "This is not meant for your post."
    assert why(facts=elsewhere, audience="manager") == "This is not meant for this post."


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("audience", ["self", "manager"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_state_has_a_sentence(state, audience, language):
    with override(language):
        bare = words.explained(Standing(state), mandatory=True, missing=[], on=TODAY, audience=audience)
    assert bare
    assert bare.endswith(".")


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (TODAY, "Nog 29 dagen"),
        (date(2026, 5, 29), "Nog 1 dag"),
        (date(2026, 5, 30), "Vandaag is de laatste dag"),
        (date(2026, 6, 22), "23 dagen te laat"),
    ],
)
def test_how_much_time_is_left(on, left):
    with override("nl"):
        assert words.term(standing(DUTY, SOMEONE, on), on) == left


def test_the_days_of_grace_are_not_late_yet():
    on = date(2026, 6, 2)
    with override("en"):
        assert words.term(standing(replace(DUTY, grace_days=7), SOMEONE, on), on) == "The last day has passed"


def test_who_is_away_has_no_term():
    away = replace(SOMEONE, absences=(Period(date(2026, 4, 20)),))
    assert words.term(standing(DUTY, away, TODAY), TODAY) == ""


@pytest.mark.django_db
def test_parts_go_by_their_title_in_the_readers_language():
    bronze = Activity.objects.create(key="niveau-brons", kind="level", title_nl="Brons", title_en="Bronze")
    both = Requirement.objects.create(key="both", title_nl="Beide", title_en="Both")
    RequirementPart.objects.create(requirement=both, activity=bronze, sort_order=0)
    RequirementPart.objects.create(requirement=both, kind="scenario", times=2, sort_order=1)
    with override("nl"):
        assert words.part_titles(both) == ["Brons", "een nieuw scenario voor jouw directie (2 keer)"]
    with override("en"):
        assert words.part_titles(both, "manager") == ["Bronze", "a new scenario for the own directorate (2 times)"]
        gap = Standing(State.STARTED, date(2026, 3, 1), date(2026, 5, 30), missing=(1,))
        assert words.sentence(gap, both, TODAY, "manager").endswith(
            "Still to do: a new scenario for the own directorate (2 times)."
        )
