"""plotly.css holds the rules that Plotly would write into the page, were that allowed."""

import re

from django.conf import settings

BUNDLE = settings.NODE_MODULES / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
STYLES = settings.BASE_DIR / "analytics" / "static" / "analytics" / "plotly.css"


def rules_in_the_bundle() -> set[tuple[str, str]]:
    """Its object of rules, in which X and Y stand for the chart and the notifier."""
    source = re.search(r'\{("X,X div":.*?)\};for\(', BUNDLE.read_text(encoding="utf-8"), flags=re.S).group(1)
    pairs = re.findall(r"""(?:"([^"]+)"|(\bY)):(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""", source)
    return {
        (_selector(quoted or bare), _bare(double.replace('\\"', '"') or single))
        for quoted, bare, double, single in pairs
    }


def rules_in_the_file() -> set[tuple[str, str]]:
    text = re.sub(r"/\*.*?\*/", "", STYLES.read_text(encoding="utf-8"), flags=re.S)
    return {(_bare(selector), _bare(rule)) for selector, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", text)}


def _selector(short: str) -> str:
    full = re.sub("^,", " ,", short).replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
    return _bare(full)


def _bare(css: str) -> str:
    return re.sub(r"\s+", "", css)


def test_the_file_has_the_rules_of_this_very_version():
    assert len(rules_in_the_bundle()) > 60
    assert rules_in_the_file() == rules_in_the_bundle()


def test_the_page_links_it_the_way_plotly_looks_for_it():
    template = settings.BASE_DIR / "analytics" / "templates" / "analytics" / "organisation.html"
    assert re.search(
        r'id="plotly\.js-style-global" class="no-inline-styles"[^>]*plotly\.css', template.read_text(encoding="utf-8")
    )
    assert "no-inline-styles" in BUNDLE.read_text(encoding="utf-8")
