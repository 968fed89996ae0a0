"""Somebody who has a keyboard and no mouse, and who looks where they are at every step."""

from collections.abc import Iterator

from playwright.sync_api import Locator, Page

FAR_ENOUGH = 120

#: What is wrong with the place where the focus is, if anything: nothing shows it, or something lies on top of it.
#: The page gets a few frames to scroll there and to draw it.
WRONG_WITH_THE_FOCUS = """
async () => {
    const places = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]];
    const complaint = () => {
        const focused = document.activeElement;
        const box = focused.getBoundingClientRect();
        const isAt = ([x, y]) => {
            const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
            return top && (focused.contains(top) || top.closest("label")?.contains(focused));
        };
        const name = focused.outerHTML.slice(0, 120);
        const around = [focused, focused.closest("label")].filter(Boolean);
        const shown = around.some((one) => getComputedStyle(one).outlineStyle !== "none");
        if (!shown) return `nothing shows the focus: ${name}`;
        return places.some(isAt) ? null : `out of sight or covered: ${name}`;
    };
    for (let frame = 0; frame < 10 && complaint(); frame++) await new Promise(requestAnimationFrame);
    return complaint();
}
"""


class Keyboard:
    """Walks by Tab, chooses by Space and the arrows, goes on by Enter."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until the focus is there."""
        for _ in range(FAR_ENOUGH):
            if self._is_at(target):
                return
            self.press(key)
            complaint = self.page.evaluate(WRONG_WITH_THE_FOCUS)
            assert not complaint, f"{self.page.url}: {complaint}"
        raise AssertionError(f"{self.page.url}: {FAR_ENOUGH} times {key}, and never at {target}")

    def walk(self) -> Iterator[str]:
        """Tab from the top of the page to its end: what is wrong with the places where the focus comes."""
        for _ in range(FAR_ENOUGH):
            self.press("Tab")
            if self.page.evaluate("document.activeElement === document.body"):
                return
            if complaint := self.page.evaluate(WRONG_WITH_THE_FOCUS):
                yield f"{self.page.url}: {complaint}"
        yield f"{self.page.url}: Tab goes round and round"

    def choose(self, target: Locator) -> None:
        self.go_to(target)
        self.press("Space")

    def write(self, target: Locator, text: str) -> None:
        self.go_to(target)
        self.page.keyboard.type(text)

    def enter(self, target: Locator) -> None:
        """Press Enter there, and wait for the page that it brings."""
        self.go_to(target)
        with self.page.expect_navigation():
            self.press("Enter")

    def link(self, name: str) -> None:
        self.enter(self.page.get_by_role("link", name=name).locator("visible=true").first)

    def button(self, name: str) -> None:
        self.enter(self.page.get_by_role("button", name=name).locator("visible=true").first)

    def sign_in(self, email: str, password: str) -> None:
        """From whatever page asks for it. The labels are those of both languages."""
        self.write(self.page.locator("input[name=login]"), email)
        self.write(self.page.locator("input[name=password]"), password)
        self.enter(self.page.locator("main form button[type=submit]").first)

    def answer(self) -> None:
        """Give an answer to the question that is there, of whatever type."""
        form = self.page.locator("main form[novalidate]")
        for row, first in enumerate(form.locator("tbody tr").all()):
            self.choose(first.get_by_role("radio").first)
            if row % 2:
                self.press("ArrowRight")
        for belongs in form.locator(".wb-match select").all():
            self.go_to(belongs)
            self.press("ArrowDown")
        if form.locator(".wb-order").count():
            self.go_to(form.locator("[data-move=down]").first)
            self.press("Enter")
        for option in form.locator(".wb-options input[type=checkbox]").all()[:2]:
            self.choose(option)
        if form.locator(".wb-options input[type=radio]").count():
            self.choose(form.locator(".wb-options input").first)
            self.press("ArrowDown")
        self.enter(form.locator(".wb-dock button"))

    def _is_at(self, target: Locator) -> bool:
        return target.evaluate("element => element === document.activeElement")


def starts_reading_at(page: Page, text: str = "") -> None:
    """The focus is on the element that the page marks as its news."""
    focused = page.locator("[data-focus]:focus")
    assert focused.count() == 1, f"{page.url}: the focus is not on what is new"
    assert text in focused.inner_text()
