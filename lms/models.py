"""Every model of the ground floor; each lives in the room named in its import."""

from lms.activities.models import Activity, Completion, Edition
from lms.duties.models import Exemption, Obligation, Requirement, RequirementPart
from lms.feed.models import FeedRun, StagedAbsence, StagedEnd, StagedPerson, StagedPost
from lms.invitations.models import Invitation
from lms.people.models import Absence, Employee, OrgUnit, Post, Role, UnitPlace
from lms.shell.models import ContactPoint

__all__ = [
    "Absence",
    "Activity",
    "Completion",
    "ContactPoint",
    "Edition",
    "Employee",
    "Exemption",
    "FeedRun",
    "Invitation",
    "Obligation",
    "OrgUnit",
    "Post",
    "Requirement",
    "RequirementPart",
    "Role",
    "StagedAbsence",
    "StagedEnd",
    "StagedPerson",
    "StagedPost",
    "UnitPlace",
]
