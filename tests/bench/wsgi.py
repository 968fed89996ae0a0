"""The application with the floors beside it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")

from django.conf import settings

settings.ROOT_URLCONF = "tests.bench.floors"

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
