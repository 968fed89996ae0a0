from django.core.management.base import BaseCommand

from lms import clock, registry


class Command(BaseCommand):
    help = "What must happen once a day, early in the morning: run it from cron. Safe to repeat."

    def handle(self, **options):
        on = clock.today()
        for description, job in registry.daily_jobs():
            self.stdout.write(f"{description}: {job(on)}")
