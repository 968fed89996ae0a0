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
