"""Wagtail says that a page was published or taken offline; publishing.py does what follows from it."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from lms import clock
from modules import publishing
from modules.pages import LevelPage, ModulePage


@receiver(page_published, sender=ModulePage)
def module_published(instance, revision, **kwargs):
    publishing.publish_module(instance, on=clock.today(), by=revision.user, revision=str(revision.pk))


@receiver(page_unpublished, sender=ModulePage)
def module_unpublished(instance, **kwargs):
    publishing.withdraw_module(instance, on=clock.today())


@receiver(page_published, sender=LevelPage)
def level_published(instance, revision, **kwargs):
    publishing.refresh_level(instance, on=clock.today(), by=revision.user, revision=str(revision.pk))


@receiver(page_unpublished, sender=LevelPage)
def level_unpublished(instance, **kwargs):
    publishing.refresh_level(instance, on=clock.today())


@receiver(post_page_move)
def module_moved(instance, parent_page_before, parent_page_after, **kwargs):
    """What is live goes along to the other level."""
    page = instance.specific
    if isinstance(page, ModulePage) and page.live and parent_page_before != parent_page_after:
        publishing.publish_module(page, on=clock.today())
        publishing.refresh_level(parent_page_before.specific, on=clock.today())
