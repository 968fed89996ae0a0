"""The one place that knows what day it is.

Views and commands ask once and pass `on=` down; rules never look at a clock.
"""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today in the organisation's time zone, or the day set for the demo and the tests."""
    return settings.WEERBAAR_TODAY or timezone.localdate()
