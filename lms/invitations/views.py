"""First sign-in by the link in an invitation, and asking for a new link."""

from allauth.account.forms import SetPasswordForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lms import clock
from lms.invitations import inviting
from lms.invitations.models import Invitation
from lms.people.models import Employee


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and come in. A link that does not work says nothing about why."""
    found = Invitation.objects.usable(token, on=clock.today()).select_related("employee").first()
    if found is None:
        return _without_path(_over(request))
    employee = found.employee
    with translation.override(_language(request, employee)):
        form = SetPasswordForm(user=employee, data=request.POST or None)
        if request.method == "POST" and form.is_valid():
            if not inviting.accept(found, form):
                return _without_path(_over(request))
            login = Login(user=employee, email=employee.email)
            return perform_password_login(request, {"email": employee.email}, login)
        response = render(request, "lms/invitation.html", {"form": form, "employee": employee})
        response.headers["Content-Language"] = translation.get_language()
    return _without_path(response)


def _language(request: HttpRequest, employee: Employee) -> str:
    """The language that was chosen on this device, or else the one that HR says they speak."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else employee.language


def _without_path(response: HttpResponse) -> HttpResponse:
    """The address is a key, so no other page may hear it. (With no-referrer, browsers send a form without origin.)"""
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


class AskAgain(forms.Form):
    email = forms.EmailField(
        label=_("Your work e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Ask for a new link. The answer is the same for everybody; the worker finds out whom it is about."""
    form = AskAgain(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _over(request, form)
    email = form.cleaned_data["email"].lower()
    if not ratelimit.consume(request, action="invitation", key=email):
        return render(request, "lms/invitation_again.html", {"form": form, "too_often": True}, status=429)
    inviting.send_again.enqueue(email)
    return render(request, "lms/invitation_sent.html")


def _over(request: HttpRequest, form: AskAgain | None = None) -> HttpResponse:
    return render(request, "lms/invitation_again.html", {"form": form or AskAgain()})
