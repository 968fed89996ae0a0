"""From page to edition: publishing compiles the story on a page, and taking it offline takes it back."""

from datetime import date

from lms.activities import publishing
from lms.models import Activity, Employee
from scenarios.models import ScenarioPage


def publish_scenario(page: ScenarioPage, *, on: date, by: Employee | None = None, revision: str = "") -> None:
    """Make the page's story the edition that is played. An unchanged story stays the same edition."""
    story = page.story_as_published()
    publishing.publish(
        page.key,
        Activity.Kind.SCENARIO,
        story.to_data(),
        titles={"nl": page.title, "en": page.title_en},
        minutes=story.minutes or 0,
        meant_for=page.audience(),
        on=on,
        by=by,
        revision=revision,
    )


def withdraw_scenario(page: ScenarioPage) -> None:
    """Nobody can begin it any more; whoever is in the middle of it can go on."""
    publishing.withdraw(page.key)
