"""Wagtail's groups follow the posts: who holds a post of the bureau manages requirements, until its last day."""

from datetime import date

from django.contrib.auth.models import Group, Permission

from lms.people.models import Employee, Post, Role

#: What a role may do in the admin: `app.codename`.
RIGHTS = {
    Role.BUREAU: [
        "wagtailadmin.access_admin",
        *(
            f"lms.{verb}_{model}"
            for model in ("requirement", "contactpoint", "activity")
            for verb in ("add", "change", "view")
        ),
        "lms.delete_contactpoint",
    ],
}


def gives_rights(roles) -> bool:
    """Whether one of these roles may enter the admin."""
    return any(role in RIGHTS for role in roles)


def make_groups() -> None:
    """One group for each role with rights in the admin, with exactly those rights."""
    for role, rights in RIGHTS.items():
        group, _ = Group.objects.get_or_create(name=str(role.value))
        wanted = [right.partition(".")[::2] for right in rights]
        permissions = [Permission.objects.get(content_type__app_label=app, codename=name) for app, name in wanted]
        group.permissions.set(permissions)


def follow_posts(employee: Employee, *, on: date) -> None:
    """Give this person the groups of today's posts and take the others away. Asked at every sign-in."""
    held = set(Post.objects.current(on).filter(employee=employee).values_list("role", flat=True))
    for group in Group.objects.filter(name__in=[role.value for role in RIGHTS]):
        if group.name in held:
            employee.groups.add(group)
        else:
            employee.groups.remove(group)


def follow_all_posts(*, on: date) -> None:
    """The daily check: nobody keeps a group of a post that ended."""
    for group in Group.objects.filter(name__in=[role.value for role in RIGHTS]):
        holders = Post.objects.current(on).filter(role=group.name).values("employee")
        group.user_set.set(Employee.objects.filter(pk__in=holders))
