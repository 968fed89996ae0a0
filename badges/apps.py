from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms import registry
from lms.registry import NavigationItem, Reach


class BadgesConfig(AppConfig):
    name = "badges"
    verbose_name = _("Medals")

    def ready(self):
        from badges import awarding
        from lms import ledger

        registry.classify(Reach.SIGNED_IN, "badges:medals")
        registry.navigate(NavigationItem(_("Medals"), "badges:medals", lambda authority: True, 30, "medal"))
        registry.daily("Medals that were missed", lambda on: awarding.award_everybody(on=on))
        ledger.completion_recorded.connect(awarding.on_news_from_the_ledger, dispatch_uid="badges")
