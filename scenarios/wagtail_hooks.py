"""Small changes to the admin: what people have played is not deleted, and a story with faults is not published."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from lms.models import Completion
from scenarios.models import Playthrough, ScenarioPage


def has_been_played(pages) -> bool:
    """Whether somebody began or completed one of these stories, or one below them."""
    keys = []
    for page in pages:
        keys += ScenarioPage.objects.descendant_of(page, inclusive=True).exclude(key="").values_list("key", flat=True)
    played = {"activity__key__in": keys}
    return Playthrough.objects.filter(**played).exists() or Completion.objects.filter(**played).exists()


def _refuse(request) -> None:
    messages.error(request, gettext("People have played this. Unpublish it instead."))


@hooks.register("before_delete_page")
def keep_what_was_played(request, page):
    if has_been_played([page]):
        _refuse(request)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


@hooks.register("before_bulk_action")
def keep_what_was_played_in_bulk(request, action_type, objects, action):
    if action_type == "delete" and action.model is Page and has_been_played(objects):
        _refuse(request)
        return redirect(action.next_url)
    return None


@hooks.register("before_bulk_action")
def publish_no_faults_in_bulk(request, action_type, objects, action):
    """The form shows the faults of one story; here they are only counted, and nothing is published."""
    if action_type != "publish" or action.model is not Page:
        return None
    stories = ScenarioPage.objects.filter(pk__in=[page.pk for page in objects])
    faulty = [page.title for page in stories if any(page.get_latest_revision_as_object().faults())]
    if not faulty:
        return None
    messages.error(request, gettext("Not ready to be published: %(titles)s.") % {"titles": ", ".join(faulty)})
    return redirect(action.next_url)
