import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from lms import clock, ledger
from lms.demo import history, organisation
from lms.duties import projection
from lms.models import Activity, Completion, Employee, OrgUnit, Post, Requirement, Role

PASSWORD = "weerbaar-demo"
IN_FORCE = (
    "start-veilig", "i-bewustzijn", "meldprocedure", "benaderd",
    "doel-brons", "doel-zilver", "doel-goud", "doel-diamant",
)  # fmt: skip
QUARTER = timedelta(days=91)
ACCOUNTS = (
    ("employee", "speelt en haalt brons"),
    ("manager", "leidt het team van de medewerker"),
    ("deputy", "vervangt de leidinggevende"),
    ("trainer", "maakt scenario's voor dezelfde directie"),
    ("director", "ziet de cijfers van de directie"),
    ("bureau", "ziet de hele organisatie, in cijfers"),
    ("council", "leest mee voor de ondernemingsraad"),
    ("admin", "beheert de site"),
)


class Command(BaseCommand):
    help = "Builds a fictional service with believable histories, through the product's own verbs."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=600, help="how many people (default 600)")
        parser.add_argument("--if-empty", action="store_true", help="only when there is nobody yet")
        parser.add_argument("--accounts", action="store_true", help="only print the demo accounts")

    def handle(self, *, people, if_empty, accounts, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo has known passwords. It is never loaded in production.")
        if accounts:
            return self._print_accounts()
        if Employee.objects.exists():
            if if_empty:
                return None
            raise CommandError("There are people in this database already. Point DATABASE_URL at an empty one.")
        self.began, self.quiet = time.monotonic(), verbosity == 0
        today = clock.today()
        service = organisation.build(today, people)
        self._say("Setting up")
        call_command("setup", verbosity=0, stdout=self.stdout if verbosity > 1 else _Nowhere())
        self._say("Publishing the modules and the story")
        call_command("content", "load", verbosity=0, stdout=_Nowhere())
        began = today - timedelta(days=history.PROGRAMME_DAYS)
        self._put_in_force(began)
        self._say(f"Taking in {len(service.colleagues)} people")
        self._take_in(service, began, today)
        self._open_accounts(today)
        self._say("Writing a year and a half of history")
        self._write_history(history.build(service, today), today)
        self._say("Working out where everybody stands")
        projection.project_all(on=today)
        call_command("award_badges", verbosity=0, stdout=_Nowhere())
        self._say("Counting the figures of eighteen month ends")
        call_command("take_snapshots", on=list(month_ends(began, today)), verbosity=0, stdout=_Nowhere())
        if people >= 5_000:
            self._say("Comparing every row with the rule")
            call_command("rebuild_obligations", check=True, stdout=_Nowhere())
        self._say("Done")
        return None

    def _say(self, what: str) -> None:
        if not self.quiet:
            self.stdout.write(f"{time.monotonic() - self.began:6.1f} s  {what}")

    def _put_in_force(self, began) -> None:
        """The programme began a year and a half ago with this content."""
        Activity.objects.published().update(available_from=began)
        Requirement.objects.filter(key__in=IN_FORCE).update(in_force_from=began)

    def _take_in(self, service, began, today) -> None:
        """A delivery from HR every quarter, so that joiners, movers and leavers come by as they did."""
        day = began
        while day < today:
            self._apply(organisation.as_known_on(service, day), day)
            day += QUARTER
        self._apply(service, today)

    def _apply(self, service, day) -> None:
        with tempfile.TemporaryDirectory() as folder:
            organisation.write_delivery(service, Path(folder), day)
            call_command(
                "hr_feed", folder, delivery=day, apply=True, confirm_mass_change=True, verbosity=0, stdout=_Nowhere()
            )

    @transaction.atomic
    def _open_accounts(self, today) -> None:
        for address, _ in ACCOUNTS:
            employee = Employee.objects.get(email=f"{address}@demo.example")
            employee.set_password(PASSWORD)
            employee.is_superuser = address == "admin"
            employee.save()
        # The works council is no matter of HR: this post is granted here.
        Post.objects.create(
            employee=Employee.objects.get(email="council@demo.example"),
            unit=OrgUnit.objects.get(code="RHT"),
            role=Role.COUNCIL,
            starts_on=today - timedelta(days=400),
            source=Post.Source.LOCAL,
        )

    def _write_history(self, lines, today) -> None:
        people = dict(Employee.objects.exclude(hr_number=None).values_list("hr_number", "pk"))
        activities = {a.key: (a.pk, a.current_edition_id) for a in Activity.objects.published()}
        entries = [
            ledger.Entry(
                people[line.number], *_activity(activities, line), source=Completion.Source.PLAYED, reference="demo"
            )
            for line in lines
            # Who came and went between two deliveries was never known here.
            if line.activity in activities and line.number in people
        ]
        for chunk in projection.chunks(entries, 5_000):
            ledger.record_many(chunk, on=today, project=False)

    def _print_accounts(self) -> None:
        self.stdout.write(f"\nDemo accounts (password: {PASSWORD})")
        for address, what in ACCOUNTS:
            self.stdout.write(f"  {address}@demo.example".ljust(28) + what)
        self.stdout.write("")


def _activity(activities, line):
    pk, edition = activities[line.activity]
    return pk, line.day, edition


def month_ends(first, last):
    """The last day of every month from the first day's until the one before the last day's."""
    day = first.replace(day=1)
    while True:
        following = (day + timedelta(days=32)).replace(day=1)
        if following - timedelta(days=1) >= last:
            return
        yield following - timedelta(days=1)
        day = following


class _Nowhere:
    def write(self, *args, **kwargs):
        pass

    def flush(self):
        pass
