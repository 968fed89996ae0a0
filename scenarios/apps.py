from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms import registry
from lms.registry import NavigationItem, Reach


class ScenariosConfig(AppConfig):
    name = "scenarios"
    verbose_name = _("Scenarios")

    def ready(self):
        from modules import content_kinds
        from scenarios import home, loading, receivers  # noqa: F401

        registry.classify(Reach.SIGNED_IN, "scenarios:list", "scenarios:intro", "scenarios:start")
        registry.classify(Reach.OWN, "scenarios:play", "scenarios:choose", "scenarios:debrief", "scenarios:replay")
        registry.navigate(NavigationItem(_("Scenarios"), "scenarios:list", lambda authority: True, 20, "chat"))
        registry.home_card(home.card)
        content_kinds.register(content_kinds.ContentKind("scenario", loading.check, loading.load))
