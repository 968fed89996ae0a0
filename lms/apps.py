from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms import registry
from lms.registry import Reach


class LmsConfig(AppConfig):
    name = "lms"
    verbose_name = _("People and duties")

    def ready(self):
        registry.classify(
            Reach.PUBLIC,
            "healthz",
            "report",
            "who_sees_what",
            "accessibility",
            "language",
            "theme",
            "not_here",
            "admin_sign_in",
        )
        registry.daily("Obligations of whom time or facts changed", _work_off)
        registry.daily("Groups follow the posts", _follow_posts)


def _work_off(on):
    from lms.duties import projection

    return f"{projection.project_due(on=on).total} rows written"


def _follow_posts(on):
    from lms.people import groups

    groups.follow_all_posts(on=on)
    return "done"
