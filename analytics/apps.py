from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms import registry
from lms.registry import NavigationItem, Reach


class AnalyticsConfig(AppConfig):
    name = "analytics"
    verbose_name = _("Figures")

    def ready(self):
        from analytics import snapshots

        registry.classify(Reach.LEADS, "analytics:team")
        registry.classify(Reach.FIGURES, "analytics:organisation")
        registry.navigate(
            NavigationItem(_("My team"), "analytics:team", lambda seen: seen.leads_people, 40, "team"),
            NavigationItem(_("Overview"), "analytics:organisation", lambda seen: seen.sees_figures, 50, "chart"),
        )
        registry.daily("Figures of the day", lambda on: snapshots.take(on=on, today=on))
