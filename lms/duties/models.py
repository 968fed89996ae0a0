"""What must be done, by whom and by when; who is exempt; and where everybody stands."""

from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from lms.duties import standing
from lms.people.models import Employee, Role


class ClockChoice(models.TextChoices):
    NONE = standing.Clock.NONE.value, _("Voluntary, no date")
    FIXED = standing.Clock.FIXED.value, _("One date for everybody")
    JOINING = standing.Clock.JOINING.value, _("Days after joining")
    APPOINTMENT = standing.Clock.APPOINTMENT.value, _("Days after coming into the audience")
    CHANGE = standing.Clock.CHANGE.value, _("Days after a change of function")
    PUBLICATION = standing.Clock.PUBLICATION.value, _("Days after publication")


class RolesField(models.JSONField):
    """A list of roles; ticked in a form."""

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=Role.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=kwargs.get("label", self.verbose_name),
            help_text=_("Nothing ticked means: every role."),
        )


class WordsField(models.JSONField):
    """A list of words; separated by commas in a form."""

    class FormField(forms.CharField):
        def prepare_value(self, value):
            return ", ".join(value) if isinstance(value, list) else value

        def to_python(self, value):
            return [word.strip() for word in super().to_python(value).split(",") if word.strip()]

        def has_changed(self, initial, data):
            return (initial or []) != self.to_python(data)

    def formfield(self, **kwargs):
        return self.FormField(
            required=False,
            label=kwargs.get("label", self.verbose_name),
            help_text=_("Separate them with commas. Empty means: every function group."),
        )


class RequirementQuerySet(models.QuerySet):
    def in_force(self, *, on: date):
        return self.filter(in_force_from__lte=on).filter(Q(in_force_until=None) | Q(in_force_until__gte=on))

    def mandatory(self):
        return self.filter(mandatory=True)


class Requirement(ClusterableModel):
    """Who must complete what, by when, and how long it stays valid. A draft has no first day."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    title_nl = models.CharField(_("title (Dutch)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=160)
    mandatory = models.BooleanField(
        _("mandatory"), default=True, help_text=_("A goal that is not mandatory is never due and never late.")
    )
    legal_source = models.CharField(_("source"), max_length=200, blank=True, help_text=_("For example: BIO2 6.03.02"))
    owner = models.CharField(_("owner"), max_length=120, blank=True)

    audience_units = ParentalManyToManyField(
        "lms.OrgUnit",
        blank=True,
        related_name="+",
        verbose_name=_("units, and everything below them"),
        help_text=_("Nothing chosen means: the whole organisation."),
        limit_choices_to={"kind__in": ("directorate", "department"), "closed_on": None},
    )
    audience_engagement = models.CharField(
        _("engagement"), max_length=6, blank=True, choices=Employee.Engagement.choices
    )
    audience_roles = RolesField(_("roles"), default=list, blank=True)
    audience_function_groups = WordsField(_("function groups"), default=list, blank=True)

    clock = models.CharField(_("counted from"), max_length=12, choices=ClockChoice.choices, default=ClockChoice.JOINING)
    days = models.PositiveSmallIntegerField(_("days"), default=90)
    fixed_on = models.DateField(_("fixed date"), null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    valid_months = models.PositiveSmallIntegerField(
        _("valid for (months)"), null=True, blank=True, help_text=_("Empty: for ever.")
    )
    renewal_days = models.PositiveSmallIntegerField(_("renewal opens (days before)"), default=30)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True, help_text=_("Empty: this is a draft."))
    in_force_until = models.DateField(_("in force until and including"), null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("title_nl"), FieldPanel("title_en")]),
                FieldPanel("key"),
                FieldRowPanel([FieldPanel("mandatory"), FieldPanel("legal_source"), FieldPanel("owner")]),
            ],
            heading=_("What it is"),
        ),
        InlinePanel("parts", heading=_("What must be completed"), label=_("part"), min_num=1),
        MultiFieldPanel(
            [
                FieldPanel("audience_units"),
                FieldPanel("audience_engagement"),
                FieldPanel("audience_roles"),
                FieldPanel("audience_function_groups"),
            ],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("clock"), FieldPanel("days"), FieldPanel("fixed_on")]),
                FieldRowPanel([FieldPanel("valid_months"), FieldPanel("renewal_days"), FieldPanel("grace_days")]),
                FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("in_force_until")]),
            ],
            heading=_("By when"),
        ),
    ]

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["pk"]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_nl

    @property
    def is_draft(self) -> bool:
        return self.in_force_from is None

    def clean(self):
        complaints = {}
        if self.clock == ClockChoice.FIXED and not self.fixed_on:
            complaints["fixed_on"] = _("Choose the date, or another way of counting.")
        if self.in_force_until and not self.in_force_from:
            complaints["in_force_from"] = _("It has a last day but no first day.")
        if self.in_force_from and self.in_force_until and self.in_force_until < self.in_force_from:
            complaints["in_force_until"] = _("The last day comes before the first day.")
        if self.valid_months and self.renewal_days > self.valid_months * 28:
            complaints["renewal_days"] = _("The renewal window is longer than it stays valid.")
        if self.mandatory and self.clock == ClockChoice.NONE:
            complaints["clock"] = _("Something mandatory needs a date.")
        if not set(self.audience_roles) <= set(Role.values):
            complaints["audience_roles"] = _("Use these words only: %(roles)s.") % {"roles": ", ".join(Role.values)}
        if complaints:
            raise ValidationError(complaints)


class RequirementPart(Orderable):
    """One thing a requirement asks for: an activity, or a scenario meant for one's own directorate."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("This activity")
        OWN_SCENARIO = "scenario", _("A new scenario for one's own directorate")

    requirement = ParentalKey(Requirement, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.ACTIVITY)
    activity = models.ForeignKey(
        "lms.Activity", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("activity")
    )
    times = models.PositiveSmallIntegerField(_("times"), default=1)

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("activity"), FieldPanel("times")])]

    def __str__(self):
        return str(self.activity) if self.activity_id else self.get_kind_display()

    def clean(self):
        super().clean()
        if self.kind == self.Kind.ACTIVITY and not self.activity_id:
            raise ValidationError({"activity": _("Choose the activity.")})
        if self.kind == self.Kind.OWN_SCENARIO and self.activity_id:
            raise ValidationError({"activity": _("Leave this empty: every scenario for the own directorate counts.")})
        if self.times < 1:
            raise ValidationError({"times": _("At least once.")})


class Exemption(models.Model):
    """Someone does not have to, for a while. Never shown to peers."""

    class Reason(models.TextChoices):
        OTHER_TRAINING = "training", _("Did equivalent training")
        NO_ACCESS = "access", _("Has no access to systems or buildings")
        ADJUSTMENT = "adjusted", _("Needs another form")
        OTHER = "other", _("Other")

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exemptions", verbose_name=_("employee")
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.CASCADE, related_name="exemptions", verbose_name=_("requirement")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("granted by")
    )

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="exemption_ends_after_it_starts"
            ),
        ]


class StateChoice(models.TextChoices):
    NOT_IN_SCOPE = standing.State.NOT_IN_SCOPE.value, _("Not applicable")
    OPEN = standing.State.OPEN.value, _("To do")
    STARTED = standing.State.STARTED.value, _("Under way")
    DUE_SOON = standing.State.DUE_SOON.value, _("Due soon")
    OVERDUE = standing.State.OVERDUE.value, _("Late")
    DONE = standing.State.DONE.value, _("Done")
    RENEWAL_OPEN = standing.State.RENEWAL_OPEN.value, _("Can be renewed")
    EXPIRED = standing.State.EXPIRED.value, _("Run out")
    EXEMPT = standing.State.EXEMPT.value, _("Exempt")
    PAUSED = standing.State.PAUSED.value, _("Does not count now")


class ObligationQuerySet(models.QuerySet):
    def to_recheck(self, *, on: date):
        """Rows of which time alone may have changed the state."""
        return self.filter(recheck_on__lte=on)

    def unmet(self):
        return self.filter(state__in=[s.value for s in UNMET])

    def late(self):
        return self.filter(state__in=[s.value for s in standing.LATE])

    def counted(self):
        return self.exclude(state__in=[s.value for s in standing.NOT_COUNTED])


UNMET = frozenset(standing.State) - standing.MET - standing.NOT_COUNTED


class Obligation(models.Model):
    """The projection of `standing()`: how one person stands for one requirement, in dates.

    Nothing is decided here: `projection.py` writes it, and can always write it again.
    """

    employee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="obligations")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="obligations")
    #: The unit whose figures this counts in.
    unit = models.ForeignKey("lms.OrgUnit", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=StateChoice.choices)
    opens_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    recheck_on = models.DateField(null=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "requirement"], name="one_obligation_a_requirement")]
        indexes = [
            models.Index(fields=["unit", "requirement", "state"], name="obligation_figures"),
            models.Index(fields=["recheck_on"], condition=~Q(recheck_on=None), name="obligation_recheck"),
        ]
