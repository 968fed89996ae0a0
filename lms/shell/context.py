"""What every page needs, worked out only when the template asks for it."""

from django.conf import settings
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from lms import access, clock, registry
from lms.models import ContactPoint
from lms.people import groups

THEME_COOKIE = "thema"
THEMES = ("light", "dark")


def theme_of(request) -> str:
    """Day or night, when the reader chose; nothing leaves it to the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def page(request):
    return {
        "language": get_language(),
        "theme": theme_of(request),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "manages": SimpleLazyObject(lambda: _manages(request)),
        "contact_points": SimpleLazyObject(lambda: list(ContactPoint.objects.all())),
        "demo": settings.DEMO,
    }


def _navigation(request) -> list[dict]:
    if not request.user.is_authenticated:
        return []
    items = registry.navigation(access.authority(request.user, on=clock.today()))
    current = _current(request, [item.url_name for item in items])
    return [
        {"label": item.label, "icon": item.icon, "url": reverse(item.url_name), "current": item.url_name == current}
        for item in items
    ]


def _manages(request) -> bool:
    """Whether this person has something to do in the Wagtail admin."""
    if not request.user.is_authenticated:
        return False
    return request.user.is_superuser or groups.gives_rights(access.authority(request.user, on=clock.today()).roles)


def _current(request, names: list[str]) -> str:
    """The item of this very page, or else the one whose floor it is on: a module belongs to the journey."""
    try:
        here = resolve(request.path_info)
    except Resolver404:
        return ""
    if here.view_name in names or not here.namespace:
        return here.view_name
    return next((name for name in names if name.startswith(f"{here.namespace}:")), "")
