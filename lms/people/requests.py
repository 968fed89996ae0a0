"""What a view behind `login_required` gets."""

from django.http import HttpRequest

from lms.people.models import Employee


class EmployeeRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: Employee
