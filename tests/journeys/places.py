"""Every page of the site, in each of its states: who is there, and how they come there.

`places()` first makes what there is to see: questions answered well and less well, stories half-way and at their end.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from playwright.sync_api import Page

from lms import clock
from lms.management.commands.demo import PASSWORD

NOBODY = "nobody"
EMPLOYEE = "the employee"
DIRECTOR = "the director"
MANAGER = "the manager"
HEAD = "the head of a department"
BUREAU = "the bureau"
CAREFUL = "somebody with a second factor"
NEWCOMER = "somebody without a password"
VISITORS = (NOBODY, EMPLOYEE, DIRECTOR, MANAGER, HEAD, BUREAU, CAREFUL, NEWCOMER)

#: Addresses that never show a page of their own, and why.
NO_PAGE = {
    "account_confirm_email": "HR owns the addresses",
    "account_confirm_login_code": "we send no codes by mail",
    "account_email": "HR owns the addresses",
    "account_email_verification_sent": "HR owns the addresses",
    "account_signup": "HR brings the people",
    "healthz": "one word, for machines",
    "language": "chooses and goes back",
    "mfa_download_recovery_codes": "a text file",
    "mfa_login_webauthn": "asked by script",
    "modules:attempt": "goes to where the attempt is",
    "scenarios:choose": "stores a choice and goes back",
    "modules:start": "begins an attempt and goes there",
    "not_here": "no page: see those that are not there",
    "scenarios:replay": "begins a run and goes there",
    "scenarios:start": "begins a run and goes there",
    "theme": "chooses and goes back",
}

Act = Callable[[Page], object]


@dataclass(frozen=True, slots=True)
class Place:
    """One page in one state. `act` is what somebody does to get there from `path`; `leads_to` where it is then."""

    visitor: str
    what: str
    path: str
    act: Act | None = None
    leads_to: str = ""
    status: int = 200

    @property
    def name(self) -> str:
        """The name of its address."""
        return resolve(self._address).view_name

    @property
    def _address(self) -> str:
        return urlsplit(self.leads_to or self.path).path

    def open(self, page: Page) -> None:
        answer = page.goto(self.path)
        if self.act:
            self.act(page)
        else:
            assert answer
            assert answer.status == self.status, f"{self}: {answer.status}"
        there = urlsplit(page.url).path
        assert there == self._address, f"{self} leads to {there}"


# --- What somebody does on a page -------------------------------------------------------------------


def send(page: Page, selector: str = "main form button.wb-button--primary-action") -> None:
    """Send a form as it is, without the browser's own checks."""
    page.locator("main form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    with page.expect_navigation():
        page.locator(selector).first.click()


def fill_and_send(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f"main [name={name}]").fill(text)
    send(page)


def open_menu(page: Page) -> None:
    page.locator("[data-menu] summary").click()


def open_reporting_card(page: Page) -> None:
    page.locator("[data-meld]").locator("visible=true").first.click()
    page.locator("[data-contact-card][data-filled]").wait_for()


def forget_the_token(page: Page) -> None:
    """What a form meets that was open for too long."""
    page.context.clear_cookies(name="csrftoken")
    with page.expect_navigation():
        page.locator("form[action$='/thema/'] button").locator("visible=true").first.click()


# --- The pages ----------------------------------------------------------------------------------------


def account(name: str) -> Any:
    from lms.models import Employee

    return Employee.objects.get(email=f"{name}@demo.example")


def people() -> dict[str, Any]:
    """Who the visitors are."""
    from lms import access
    from lms.models import Employee, Post

    today = clock.today()
    leaders = Employee.objects.filter(pk__in=Post.objects.current(today).filter(role="manager").values("employee"))
    heads = (leader for leader in leaders.order_by("pk") if access.units_below_led(leader, on=today).exists())
    return {
        NOBODY: None,
        EMPLOYEE: account("employee"),
        DIRECTOR: account("director"),
        MANAGER: account("manager"),
        HEAD: next(heads),
        BUREAU: account("bureau"),
        CAREFUL: account("trainer"),
        NEWCOMER: Employee.objects.employed(on=today).filter(password__startswith="!", left_on=None).earliest("pk"),
    }


def places(who: dict[str, Any]) -> list[Place]:
    return [
        *_open_to_all(who),
        *_modules(who),
        *_scenarios(who),
        *_figures(),
        *_account(who),
        *_refusals(),
    ]


def _open_to_all(who: dict[str, Any]) -> Iterator[Place]:
    nobody = partial(Place, NOBODY)
    sign_in, reset = reverse("account_login"), reverse("account_reset_password")
    yield nobody("signing in", sign_in)
    yield nobody("signing in with nothing filled in", sign_in, send)
    yield nobody("signing in with a wrong password", sign_in, partial(fill_and_send, login="a@b.example", password="?"))
    yield nobody("asking for a new password", reset)
    yield nobody("asking for one without an address", reset, send)
    yield nobody("a new password is on its way", reverse("account_reset_password_done"))
    yield nobody("a link that does not work", reverse("account_reset_password_from_key", args=["1", "x-y"]))
    chosen = reverse("account_reset_password_from_key", args=[_uid(who[EMPLOYEE]), "set-password"])
    yield nobody("choosing a new password", _reset_link(who[EMPLOYEE]), lambda page: None, chosen)
    yield nobody("two new passwords that differ", _reset_link(who[EMPLOYEE]), send, chosen)
    yield nobody("a new password is kept", reverse("account_reset_password_from_key_done"))
    yield nobody("not in service", reverse("account_inactive"))
    invitation = _invitation(who[NEWCOMER])
    yield nobody("an invitation", invitation)
    yield nobody("an invitation without a password", invitation, send)
    yield nobody("an invitation that does not work", reverse("invitation", args=["x"]))
    yield nobody("asking for a new invitation", reverse("invitation_again"))
    yield nobody("asking for one without an address", reverse("invitation_again"), send)
    yield nobody(
        "a new invitation is on its way",
        reverse("invitation_again"),
        partial(fill_and_send, email="somebody@demo.example"),
    )
    yield nobody("reporting", reverse("report"))
    yield nobody("reporting, over another page", sign_in, open_reporting_card)
    for visitor in (NOBODY, BUREAU):
        yield Place(visitor, "who sees what", reverse("who_sees_what"))
        yield Place(visitor, "accessibility", reverse("accessibility"))


def _modules(who: dict[str, Any]) -> Iterator[Place]:
    """The employee is at the last question of a module; the director has just finished all of bronze."""
    from lms.models import Activity
    from modules.levels import Level

    busy = _played(who[EMPLOYEE], "b5", almost, leave=1)
    done = [_played(who[DIRECTOR], key, right, leave=0) for key in ("b5", "b6")]
    Activity.objects.create(kind=Activity.Kind.MODULE, key="van-vroeger", title_nl="Van vroeger", title_en="Of old")

    for visitor in (EMPLOYEE, DIRECTOR, CAREFUL):
        yield Place(visitor, "the journey", reverse("modules:home"))
        yield Place(visitor, "bronze", reverse("modules:level", args=[Level.BRONZE]))
        yield Place(visitor, "a module", reverse("modules:module", args=["b5"]))
    yield Place(EMPLOYEE, "a level of later", reverse("modules:level", args=[Level.DIAMOND]))
    yield Place(EMPLOYEE, "a module not begun", reverse("modules:module", args=["b6"]))
    yield Place(EMPLOYEE, "a module taken back", reverse("modules:module", args=["van-vroeger"]), status=410)
    yield Place(EMPLOYEE, "why", reverse("modules:why", args=["meldprocedure"]))

    for kind, position in _kinds(busy).items():
        path = reverse("modules:item", args=[busy.pk, position])
        if position == len(busy.drawn):
            yield Place(EMPLOYEE, f"a question ({kind})", path)
            continue
        yield Place(EMPLOYEE, f"almost ({kind})", path)
        yield Place(EMPLOYEE, f"a question once more ({kind})", f"{path}?again")
        if kind != "order":  # with script, steps always have an order
            yield Place(EMPLOYEE, f"nothing answered ({kind})", f"{path}?again", send)
    for kind, position in _kinds(done[0]).items():
        yield Place(DIRECTOR, f"well spotted ({kind})", reverse("modules:item", args=[done[0].pk, position]))
    for attempt, what in zip(done, ["one step further", "a level reached"], strict=True):
        yield Place(DIRECTOR, what, reverse("modules:finished", args=[attempt.pk]))


def _scenarios(who: dict[str, Any]) -> Iterator[Place]:
    """Each is somewhere else in the story: a meeting, a chat, a call, an early and a full end."""
    from lms.models import Activity

    Activity.objects.create(kind=Activity.Kind.SCENARIO, key="van-toen", title_nl="Van toen", title_en="Of then")
    begun = {
        CAREFUL: ("a meeting at the start", []),
        EMPLOYEE: ("a chat", ["open", "zelf-betalen", "kijken"]),
        MANAGER: ("a call", ["open", "aannemen", "stil"]),
        BUREAU: ("a meeting", ["vaag", "aannemen", "stil", "farida"]),
    }
    for visitor, (what, choices) in begun.items():
        yield Place(visitor, what, reverse("scenarios:play", args=[_run(who[visitor], choices).pk]))
    full = _run(who[HEAD], ["open", "zelf-betalen", "stil", "dinsdag", "samen", "kort"])
    early = _run(who[DIRECTOR], ["stop-en-meld", "alles"])
    yield Place(HEAD, "a debrief", reverse("scenarios:debrief", args=[full.pk]))
    yield Place(DIRECTOR, "a debrief after an early end", reverse("scenarios:debrief", args=[early.pk]))
    for visitor in (EMPLOYEE, DIRECTOR, HEAD):
        yield Place(visitor, "the scenarios", reverse("scenarios:list"))
        yield Place(visitor, "a scenario", reverse("scenarios:intro", args=["alleen-dat-kenteken"]))
        yield Place(visitor, "the medals", reverse("badges:medals"))
    yield Place(EMPLOYEE, "a scenario taken back", reverse("scenarios:intro", args=["van-toen"]), status=410)


def _figures() -> Iterator[Place]:
    for visitor in (MANAGER, HEAD):
        yield Place(visitor, "the team", reverse("analytics:team"))
    for visitor in (BUREAU, DIRECTOR):
        yield Place(visitor, "the figures", reverse("analytics:organisation"))


def _account(who: dict[str, Any]) -> Iterator[Place]:
    passkey = _second_factors(who[CAREFUL])
    bureau, careful = partial(Place, BUREAU), partial(Place, CAREFUL)
    password, app = reverse("account_change_password"), reverse("mfa_activate_totp")
    yield bureau("the account menu", reverse("report"), open_menu)
    yield bureau("signing out", reverse("account_logout"))
    yield bureau("is it really you?", reverse("account_reauthenticate"))
    yield bureau("another password", password)
    yield bureau("another password, with nothing filled in", password, send)
    yield Place(NEWCOMER, "a first password", reverse("account_set_password"))
    yield bureau("no second factor yet", reverse("mfa_index"))
    yield bureau("connecting an app", app)
    yield bureau("connecting an app with a wrong code", app, partial(fill_and_send, code="123456"))
    yield bureau("adding a passkey", reverse("mfa_add_webauthn"))
    yield bureau("no passkeys", reverse("mfa_list_webauthn"))
    yield careful("the second factors", reverse("mfa_index"))
    yield careful("disconnecting the app", reverse("mfa_deactivate_totp"))
    yield careful("the recovery codes", reverse("mfa_view_recovery_codes"))
    yield careful("new recovery codes", reverse("mfa_generate_recovery_codes"))
    yield careful("is it really you? With the app", reverse("mfa_reauthenticate"))
    yield careful("is it really you? With a passkey", reverse("mfa_reauthenticate_webauthn"))
    yield careful("the passkeys", reverse("mfa_list_webauthn"))
    yield careful("another name for a passkey", reverse("mfa_edit_webauthn", args=[passkey]))
    yield careful("removing a passkey", reverse("mfa_remove_webauthn", args=[passkey]))
    sign_in = partial(fill_and_send, login=who[CAREFUL].email, password=PASSWORD)
    yield Place(NOBODY, "the second factor", reverse("account_login"), sign_in, leads_to=reverse("mfa_authenticate"))


def _refusals() -> Iterator[Place]:
    yield Place(EMPLOYEE, "meant for somebody else", reverse("analytics:team"), status=403)
    for visitor in (NOBODY, EMPLOYEE):
        yield Place(visitor, "not there", "/account/email/", status=404)
    yield Place(EMPLOYEE, "open for too long", reverse("report"), forget_the_token, reverse("theme"))


# --- What there is to see -------------------------------------------------------------------------------


def right(attempt: Any, position: int) -> dict[str, list[str]]:
    from tests.modules.conftest import right_answer

    return right_answer(attempt, position)


def almost(attempt: Any, position: int) -> dict[str, list[str]]:
    """An answer that is not the best one: another option, or everything one place further."""
    from modules.items.contract import handle

    answer = right(attempt, position)
    if "choice" not in answer:
        values = list(answer.values())
        return dict(zip(answer, values[1:] + values[:1], strict=True))
    question = _question(attempt, position)
    others = {handle(question, option["key"]) for option in question["options"]} - set(answer["choice"])
    return {"choice": [min(others)]}


def _played(employee: Any, key: str, answer: Callable[[Any, int], Any], *, leave: int) -> Any:
    """An attempt at this module, with the last questions left open."""
    from lms.models import Activity
    from modules import study

    attempt = study.start(employee, Activity.objects.get(key=key))
    for position in range(1, len(attempt.drawn) + 1 - leave):
        study.answer(attempt, position, answer(attempt, position), on=clock.today())
    return attempt


def _question(attempt: Any, position: int) -> Any:
    return next(item for item in attempt.edition.data["items"] if item["key"] == attempt.drawn[position - 1])


def _kinds(attempt: Any) -> dict[str, int]:
    """The types of question in this attempt, each with the last position where there is one."""
    return {_question(attempt, position)["type"]: position for position in range(1, len(attempt.drawn) + 1)}


def _run(employee: Any, choices: list[str]) -> Any:
    from lms.models import Activity
    from scenarios import play

    run = play.start(employee, Activity.objects.get(key="alleen-dat-kenteken"))
    for turn, choice in enumerate(choices):
        play.choose(run, turn, choice, on=clock.today())
    return run


def _uid(employee: Any) -> str:
    from allauth.account.utils import user_pk_to_url_str

    return user_pk_to_url_str(employee)


def _reset_link(employee: Any) -> str:
    from allauth.account.forms import default_token_generator

    key = default_token_generator.make_token(employee)
    return reverse("account_reset_password_from_key", args=[_uid(employee), key])


def _invitation(employee: Any) -> str:
    from django.utils import timezone

    from lms.invitations import models

    token = models.new_token()
    models.Invitation.objects.create(
        employee=employee, token_hash=models.digest_of(token), expires_on=clock.today(), sent_at=timezone.now()
    )
    return reverse("invitation", args=[token])


def _second_factors(employee: Any) -> int:
    """An app, recovery codes and a passkey, whose number is returned."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from allauth.mfa.webauthn.internal.auth import WebAuthn

    TOTP.activate(employee, generate_totp_secret())
    RecoveryCodes.activate(employee)
    return WebAuthn.add(employee, "Mijn laptop", _credential()).instance.pk


def _credential() -> dict[str, Any]:
    """What a device tells when it makes a passkey. Nobody can sign in with this one: its private half is not kept."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.utils import sha256, websafe_encode
    from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

    name = secrets.token_bytes(16)
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    told = AuthenticatorData.create(
        sha256(b"localhost"),
        AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT,
        0,
        AttestedCredentialData.create(b"\0" * 16, name, public),
    )
    client = b'{"type":"webauthn.create","challenge":"","origin":"http://localhost"}'
    return {
        "id": websafe_encode(name),
        "rawId": websafe_encode(name),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", told, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
