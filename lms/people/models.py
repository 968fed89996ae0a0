"""Who works where: the organisation tree, the people, their posts and absences.

What HR tells us is versioned: a row has the period it is valid for (`starts_on`, `ends_on`,
both inclusive) and when we came to know it (`recorded_at`) and stopped believing it
(`superseded_at`). A late or corrected fact therefore never erases what was known.
"""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet


class OrgUnitQuerySet(MP_NodeQuerySet):
    def within(self, units):
        """These units and everything below them."""
        below = Q(pk__in=[])
        for path in paths_of(units):
            below |= Q(path__startswith=path)
        return self.filter(below)

    def directorates(self):
        return self.filter(kind=OrgUnit.Kind.DIRECTORATE)

    def open(self):
        return self.filter(closed_on=None)


def paths_of(units) -> list[str]:
    """The tree paths of units, without those that lie below another one of them."""
    paths = sorted({unit.path for unit in units})
    tops: list[str] = []
    for path in paths:
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


class OrgUnitManager(MP_NodeManager.from_queryset(OrgUnitQuerySet)):
    def get_queryset(self):
        return OrgUnitQuerySet(self.model, using=self._db).order_by("path")


class OrgUnit(MP_Node):
    """One place in the organisation: the organisation itself, a directorate, department or team."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        DIRECTORATE = "directorate", _("Directorate")
        DEPARTMENT = "department", _("Department")
        TEAM = "team", _("Team")

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = OrgUnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self):
        return self.name


class Versioned(models.Model):
    """A fact with the period it is valid for, and when it was known."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class VersionedQuerySet(models.QuerySet):
    def known(self):
        """What we believe now."""
        return self.filter(superseded_at=None)

    def known_at(self, moment):
        """What we believed at that moment."""
        return self.filter(recorded_at__lte=moment).filter(Q(superseded_at=None) | Q(superseded_at__gt=moment))

    def on(self, day: date):
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def current(self, day: date):
        return self.known().on(day)


class UnitPlace(Versioned):
    """Where a unit hung in the tree, and what it was called, in a period."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="places")
    parent_code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "starts_on"], name="unit_places")]


class EmployeeQuerySet(models.QuerySet):
    def employed(self, *, on: date):
        return self.filter(started_on__lte=on).filter(Q(left_on=None) | Q(left_on__gte=on))

    def with_post_in(self, units, *, on: date):
        """Those with a post in exactly these units that day (not in the units below)."""
        return self.filter(pk__in=Post.objects.current(on).filter(unit__in=units).values("employee"))

    def within(self, units, *, on: date):
        """Those with a post in these units or below them that day."""
        below = OrgUnit.objects.within(units)
        return self.filter(pk__in=Post.objects.current(on).filter(unit__in=below).values("employee"))

    def by_name(self):
        return self.order_by("last_name", "first_name", "pk")


class EmployeeManager(BaseUserManager.from_queryset(EmployeeQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields):
        employee = self.model(email=self.normalize_email(email).lower(), **fields)
        employee.set_password(password)
        employee.save()
        return employee

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)


class Employee(AbstractBaseUser, PermissionsMixin):
    """Someone who works here, as staff or through an agency. HR owns name, address and dates."""

    class Engagement(models.TextChoices):
        STAFF = "staff", _("Staff")
        AGENCY = "agency", _("Agency")

    class Language(models.TextChoices):
        DUTCH = "nl", _("Dutch")
        ENGLISH = "en", _("English")

    hr_number = models.CharField(_("HR number"), max_length=20, unique=True, null=True, blank=True)
    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    infix = models.CharField(_("infix"), max_length=30, blank=True)
    last_name = models.CharField(_("last name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    #: What HR said last. `language` follows only when HR says something else than before: it is the person's choice.
    hr_language = models.CharField(max_length=2, blank=True, editable=False)
    engagement = models.CharField(_("engagement"), max_length=6, choices=Engagement.choices, default=Engagement.STAFF)
    agency = models.CharField(_("agency"), max_length=120, blank=True)
    started_on = models.DateField(_("started on"))
    left_on = models.DateField(_("last day"), null=True, blank=True)
    #: Closed by hand by an administrator; leaving closes by itself on the last day.
    is_active = models.BooleanField(_("account open"), default=True)
    #: Facts about this person changed and their obligations were not worked out again yet.
    projection_due = models.BooleanField(default=False, editable=False)

    objects = EmployeeManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name", "started_on"]

    class Meta:
        verbose_name = _("employee")
        verbose_name_plural = _("employees")
        indexes = [
            models.Index(fields=["id"], condition=Q(projection_due=True), name="projection_due"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.first_name, self.infix, self.last_name]))

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.first_name

    def employed(self, *, on: date) -> bool:
        return self.started_on <= on and (self.left_on is None or on <= self.left_on)


class Role(models.TextChoices):
    """What somebody is in a unit. Authority follows the post, not the person."""

    MEMBER = "member", _("Employee")
    MANAGER = "manager", _("Manager")
    DEPUTY = "deputy", _("Deputy manager")
    TRAINER = "trainer", _("Trainer")
    DIRECTOR = "director", _("Director")
    BUREAU = "bureau", _("Security & Integrity Bureau")
    COUNCIL = "council", _("Works-council reader")


class Post(Versioned):
    """A person in a unit with a role, from and until."""

    class Source(models.TextChoices):
        HR = "hr", _("HR")
        LOCAL = "local", _("Granted here")

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="posts", verbose_name=_("employee"))
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="posts", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.MEMBER)
    function_group = models.CharField(_("function group"), max_length=80, blank=True)
    #: The HR feed changes only what it brought.
    source = models.CharField(max_length=5, choices=Source.choices, default=Source.HR)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [
            models.Index(fields=["unit", "role"], condition=Q(superseded_at=None), name="posts_in_unit"),
            models.Index(fields=["employee"], condition=Q(superseded_at=None), name="posts_of_employee"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="post_ends_after_it_starts"
            ),
        ]


class Absence(Versioned):
    """Someone is away. There is no field for the reason, and there never will be."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="absences")

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        indexes = [models.Index(fields=["employee"], condition=Q(superseded_at=None), name="absences_of_employee")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_it_starts"
            ),
        ]
