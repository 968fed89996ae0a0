"""Small changes to the admin: what people have completed is not deleted, and two languages stand side by side."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from lms.models import Completion
from modules.attempts import Attempt
from modules.pages import ModulePage


def has_been_played(pages) -> bool:
    """Whether somebody began or completed one of these pages, or one below them."""
    keys = []
    for page in pages:
        keys += ModulePage.objects.descendant_of(page, inclusive=True).exclude(key="").values_list("key", flat=True)
    played = {"activity__key__in": keys}
    return Attempt.objects.filter(**played).exists() or Completion.objects.filter(**played).exists()


def _refuse(request) -> None:
    messages.error(request, gettext("People have completed this. Unpublish it instead."))


@hooks.register("before_delete_page")
def keep_what_was_completed(request, page):
    if has_been_played([page]):
        _refuse(request)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


@hooks.register("before_bulk_action")
def keep_what_was_completed_in_bulk(request, action_type, objects, action):
    if action_type == "delete" and action.model is Page and has_been_played(objects):
        _refuse(request)
        return redirect(action.next_url)
    return None


@hooks.register("insert_global_admin_css")
def languages_side_by_side():
    return format_html('<link rel="stylesheet" href="{}">', static("modules/admin.css"))
