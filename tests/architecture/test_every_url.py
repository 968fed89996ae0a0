"""Every address of the site, for every role: who gets in, and who does not.

A new address that nobody classified with `registry.classify()` makes this fail.
"""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.urls import NoReverseMatch, get_resolver, reverse

from lms import registry
from lms.models import Activity
from lms.people import groups
from lms.registry import Reach
from modules import study
from scenarios import play
from tests.people import TODAY

ADMIN = "beheer/"
ROLES = ["anonymous", "alice", "bob", "dora", "fatima", "charlie", "trainer", "director", "bureau", "council", "admin"]
LEADERS = {"bob", "dora", "fatima"}
FIGURES = {"director", "bureau", "council"}
AUTHORS = {"bureau", "admin"}

#: These go back to the start for who is not half-way.
IN_THE_MIDDLE_OF_SIGNING_IN = {
    "account_logout",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
#: And these are closed for who has no second factor to show.
NEEDS_A_SECOND_FACTOR = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}

#: What stands in for a part of an address when nothing better is known.
STAND_INS = {"int": "1", "slug": "geen", "uuid": "00000000-0000-4000-8000-000000000000", "str": "geen", "path": "geen"}


def addresses(resolver=None, prefix="", namespaces=()):
    """(route, name, converters) of everything that the resolver knows."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from addresses(entry, route, inner)
        else:
            yield route, ":".join([*namespaces, entry.name or ""]), entry.pattern.converters


ADDRESSES = list(addresses())
OURS = sorted({name for route, name, _ in ADDRESSES if not route.startswith(ADMIN)})
#: Wagtail's page that fails on purpose, to see what an error looks like.
FAILS_ON_PURPOSE = "wagtailadmin_error_test"
OF_THE_ADMIN = sorted(
    {name for route, name, _ in ADDRESSES if route.startswith(ADMIN)} - {"admin_sign_in", FAILS_ON_PURPOSE}
)


@pytest.fixture
def everybody(request, db, settings):
    """One of each, with what alice owns for the addresses that are only hers."""
    # What is tested is who gets in, not the second factor.
    settings.DEMO = True
    groups.make_groups()
    people = {role: request.getfixturevalue(role) for role in ROLES if role != "anonymous"}
    people["admin"].email = "ada@demo.example"
    password = make_password("een lang wachtwoord")  # made once: it is meant to be slow
    for person in people.values():
        person.password = password
        person.save()
    groups.follow_all_posts(on=TODAY)
    return people


def path_of(name, own):
    """An address that can be asked for."""
    if name in own:
        return own[name]
    for _, other, converters in ADDRESSES:
        if other == name:
            kwargs = {key: STAND_INS[_kind(converter)] for key, converter in converters.items()}
            try:
                return reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
    return None


def _kind(converter):
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def asks_to_sign_in(response):
    return response.status_code == 302 and "/account/login/" in response["Location"]


def test_every_address_says_who_it_is_for():
    unclassified = [name for name in OURS if registry.reach_of(name) is None]
    assert not unclassified, f"Classify these in their app's ready(): {unclassified}"


def test_no_classification_speaks_of_an_address_that_does_not_exist():
    known = {name for _, name, _ in ADDRESSES}
    spaces = {name.rpartition(":")[0] for name in known if ":" in name}
    gone = [n for n in registry.classified() if n not in known and n.removesuffix(":*") not in spaces]
    assert not gone


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_in_where_it_may_and_nowhere_else(client, everybody, own, role, method):
    wrong = []
    if role != "anonymous":
        client.force_login(everybody[role], backend="allauth.account.auth_backends.AuthenticationBackend")
    # Signing out would end the walk, so it comes last.
    for name in sorted(OURS, key=lambda name: name == "account_logout"):
        reach, path = registry.reach_of(name), path_of(name, own)
        if path is None:
            continue
        response = getattr(client, method)(path)
        if complaint := complaint_about(name, response, reach, role, name in own):
            wrong.append(f"{name} ({reach}), {method} {path} by {role}: {response.status_code}, {complaint}")
    assert not wrong, "\n".join(wrong)


def complaint_about(name, response, reach, role, is_alices):
    """What is wrong with this answer, if anything."""
    status = response.status_code
    if status >= 500:
        return "an error"
    if reach is Reach.PUBLIC:
        lost = asks_to_sign_in(response) and name not in IN_THE_MIDDLE_OF_SIGNING_IN
        return "public, but asks to sign in" if lost else None
    if name in NEEDS_A_SECOND_FACTOR and status == 403:
        return None
    if role == "anonymous":
        return None if asks_to_sign_in(response) or status == 405 else "open to anybody"
    may = {
        Reach.SIGNED_IN: True,
        Reach.OWN: role == "alice",
        Reach.LEADS: role in LEADERS,
        Reach.FIGURES: role in FIGURES,
        Reach.ADMIN: role == "admin",
    }[reach]
    if may:
        closed = status == 403 or (status == 404 and is_alices)
        return "closed for who may" if closed or asks_to_sign_in(response) else None
    return None if status in (403, 404, 405) else "open for who may not"


@pytest.mark.parametrize("role", ROLES)
def test_the_admin_opens_for_authors_only(client, everybody, role):
    if role != "anonymous":
        client.force_login(everybody[role], backend="allauth.account.auth_backends.AuthenticationBackend")
    wrong = []
    for name in OF_THE_ADMIN:
        if path := path_of(name, {}):
            response = client.get(path)
            if response.status_code >= 500:
                wrong.append(f"{name}: {response.status_code}")
            elif role not in AUTHORS and response.status_code == 200 and name not in HARMLESS_IN_THE_ADMIN:
                wrong.append(f"{name} is open for {role}")
    assert not wrong


#: Wagtail serves these to anybody: translations of its own texts, its icons.
HARMLESS_IN_THE_ADMIN = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}

#: Lists of people and what they did: for administrators only.
PEOPLE_IN_THE_ADMIN = [name for name in OF_THE_ADMIN if name.startswith(("wagtailusers_", "wagtailusers:"))]


def test_the_bureau_finds_no_people_in_the_admin(client, everybody):
    client.force_login(everybody["bureau"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert PEOPLE_IN_THE_ADMIN
    for name in PEOPLE_IN_THE_ADMIN:
        if path := path_of(name, {}):
            assert client.get(path).status_code in (302, 403, 404), name


def test_the_bureau_can_open_what_it_manages(client, everybody):
    client.force_login(everybody["bureau"], backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ("requirement", "activity", "contactpoint"):
        for page in ("index", "add"):
            assert client.get(path_of(f"{name}:{page}", {})).status_code == 200


@pytest.fixture
def own(everybody):
    """Addresses that belong to alice: an attempt and a run, half-way."""
    call_command("content", "load", verbosity=0)
    alice = everybody["alice"]
    attempt = study.start(alice, Activity.objects.get(key="b5"))
    run = play.start(alice, Activity.objects.get(key="alleen-dat-kenteken"))
    in_module = {name: {"pk": attempt.pk} for name in ("modules:attempt", "modules:finished")}
    in_story = {f"scenarios:{name}": {"pk": run.pk} for name in ("play", "choose", "debrief", "replay")}
    names = in_module | in_story | {"modules:item": {"pk": attempt.pk, "position": 1}}
    return {name: reverse(name, kwargs=kwargs) for name, kwargs in names.items()}


def test_everything_that_is_somebodys_own_is_tried_with_something_real(own):
    assert {name for name in OURS if registry.reach_of(name) is Reach.OWN} <= own.keys()
