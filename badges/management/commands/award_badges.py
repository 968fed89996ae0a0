from django.core.management.base import BaseCommand

from badges import awarding
from lms import clock


class Command(BaseCommand):
    help = "Give everybody the badges that the ledger says they have earned. Running it again changes nothing."

    def handle(self, **options):
        changed = awarding.award_everybody(on=clock.today())
        self.stdout.write(f"{changed} awards given or corrected.")
