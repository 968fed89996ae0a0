"""The words of `analytics.words` for templates, and the small line beside a row."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from analytics import figures, words

register = template.Library()

for word in (
    words.level_name,
    words.card_verdict,
    words.percent,
    words.verdict,
    words.change,
    words.step_title,
    words.step_effect,
    words.short_month,
):
    register.filter(word)


@register.simple_tag
def sparkline(shares: tuple[int, ...]) -> SafeString:
    """Decoration: the words beside it say the same."""
    line = figures.sparkline(shares)
    return format_html(
        '<svg viewBox="0 0 90 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/><circle cx="{}" cy="{}" r="4"/></svg>',
        line.path,
        f"{line.x:.1f}",
        f"{line.y:.1f}",
    )
