from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms import registry
from lms.registry import NavigationItem, Reach


class ModulesConfig(AppConfig):
    name = "modules"
    verbose_name = _("Levels and modules")

    def ready(self):
        from modules import content_files, content_kinds, loading, receivers  # noqa: F401

        registry.classify(
            Reach.SIGNED_IN, "modules:home", "modules:level", "modules:module", "modules:start", "modules:why"
        )
        registry.classify(Reach.OWN, "modules:attempt", "modules:item", "modules:finished")
        registry.navigate(NavigationItem(_("My journey"), "modules:home", lambda authority: True, 10, "map"))
        content_kinds.register(content_kinds.ContentKind("module", content_files.check, loading.load))
