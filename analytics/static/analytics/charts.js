// Draws each chart on the page from the data beside it, by day or by night. Without this script
// nothing is missing: the table under the chart has the same figures.

const night = matchMedia("(prefers-color-scheme: dark)");
const phone = matchMedia("(max-width: 40rem)");

const theme = () => document.documentElement.dataset.theme ?? (night.matches ? "dark" : "light");

const draw = (place) => {
  const figures = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const { data, layout } = figures[theme()];
  const narrow = { margin: { l: 44, r: 96, t: 16, b: 36 }, font: { size: 13 } };
  Plotly.react(place, data, phone.matches ? { ...layout, ...narrow } : layout, {
    displayModeBar: false,
    responsive: true,
    staticPlot: phone.matches,
  });
};

const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);

drawAll();
night.addEventListener("change", drawAll);
phone.addEventListener("change", drawAll);
