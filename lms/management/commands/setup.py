from django.core.management import call_command
from django.core.management.base import BaseCommand

from lms.duties import templates
from lms.people import groups
from lms.shell import contacts


class Command(BaseCommand):
    help = (
        "Puts in place what a new installation needs: groups, requirement drafts, the reporting card. Safe to repeat."
    )

    def handle(self, **options):
        call_command("createcachetable", verbosity=0)
        groups.make_groups()
        self.stdout.write(f"{templates.preload()} requirement drafts added.")
        self.stdout.write(f"{contacts.preload()} contact points added.")
