"""Wagtail says that a page was published, moved or taken offline; publishing.py does what follows from it."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from lms import clock
from scenarios.models import ScenarioPage, ScenarioSectionPage
from scenarios.publishing import publish_scenario, withdraw_scenario


@receiver(page_published, sender=ScenarioPage)
def scenario_published(instance, revision, **kwargs):
    publish_scenario(instance, on=clock.today(), by=revision.user, revision=str(revision.pk))


@receiver(page_unpublished, sender=ScenarioPage)
def scenario_unpublished(instance, **kwargs):
    withdraw_scenario(instance)


@receiver(post_page_move)
def scenario_moved(instance, **kwargs):
    """In another section a story is for other people."""
    _publish_again(ScenarioPage.objects.filter(pk=instance.pk))


@receiver(page_published, sender=ScenarioSectionPage)
def section_published(instance, **kwargs):
    """So it is when the section becomes another directorate's."""
    _publish_again(ScenarioPage.objects.child_of(instance))


def _publish_again(pages):
    for page in pages.live():
        publish_scenario(page, on=clock.today(), revision=str(page.live_revision_id or ""))
