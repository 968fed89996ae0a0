"""What the bureau manages in the Wagtail admin: requirements, activities and the reporting card."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from lms.duties import tasks
from lms.models import Activity, ContactPoint, Requirement


class ChangesTheRules:
    """After saving, everybody is worked out again."""

    def save_instance(self):
        instance = super().save_instance()
        tasks.rules_changed()
        return instance


class CreateRule(ChangesTheRules, generic.CreateView):
    pass


class EditRule(ChangesTheRules, generic.EditView):
    pass


class RuleViewSet(ModelViewSet):
    add_view_class = CreateRule
    edit_view_class = EditRule
    copy_view_enabled = False
    inspect_view_enabled = True


class RequirementViewSet(RuleViewSet):
    model = Requirement
    icon = "calendar-check"
    menu_label = _("Requirements")
    list_display = [
        TitleColumn(
            "title", label=_("title"), get_url=lambda requirement: reverse("requirement:edit", args=[requirement.pk])
        ),
        Column(
            "kind", label=_("kind"), accessor=lambda requirement: _("Mandatory") if requirement.mandatory else _("Goal")
        ),
        Column("legal_source", label=_("source")),
        Column("get_clock_display", label=_("counted from")),
        Column("days", label=_("days")),
        Column(
            "in_force", label=_("in force from"), accessor=lambda requirement: requirement.in_force_from or _("Draft")
        ),
    ]
    list_filter = ["mandatory", "clock"]
    search_fields = ["title_nl", "title_en", "key"]


class ActivityViewSet(RuleViewSet):
    model = Activity
    icon = "list-ul"
    menu_label = _("Activities")
    list_display = [
        TitleColumn("title", label=_("title"), get_url=lambda activity: reverse("activity:edit", args=[activity.pk])),
        Column("get_kind_display", label=_("kind")),
        Column("key", label=_("key")),
        Column("available_from", label=_("available from")),
    ]
    list_filter = ["kind"]
    form_fields = ["key", "kind", "title_nl", "title_en", "minutes", "available_from"]


class ContactPointViewSet(ModelViewSet):
    model = ContactPoint
    icon = "phone"
    menu_label = _("Reporting card")
    list_display = [
        TitleColumn("name", label=_("name"), get_url=lambda point: reverse("contactpoint:edit", args=[point.pk])),
        Column("get_kind_display", label=_("kind")),
        Column("phone", label=_("phone")),
        Column("position", label=_("position")),
    ]
    copy_view_enabled = False


class DutiesViewSetGroup(ModelViewSetGroup):
    menu_label = _("Duties")
    menu_icon = "calendar-check"
    menu_order = 150
    items = (RequirementViewSet, ActivityViewSet, ContactPointViewSet)


@hooks.register("register_admin_viewset")
def register_duties():
    return DutiesViewSetGroup()


@hooks.register("register_admin_menu_item")
def back_to_the_site():
    return MenuItem(_("To Weerbaar"), reverse("modules:home"), icon_name="home", order=10)


@hooks.register("insert_global_admin_css")
def in_our_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("lms/css/admin.css"))
