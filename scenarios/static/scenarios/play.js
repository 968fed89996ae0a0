// After a choice the page is new. lms/js/focus.js puts the focus on “What do you do now?”; here the eye goes to what
// is new in the story: inside the log where that scrolls by itself, and on the page, below the bars that stay put.

const news = document.querySelector("[data-new]");
const log = document.querySelector("[data-log]");
const choices = document.querySelector("[data-choices]");
const MARGIN = 12;

const bars = () =>
  [...document.querySelectorAll(".wb-focus-bar, .wb-player__phonebar")]
    .filter((bar) => getComputedStyle(bar).display !== "none")
    .reduce((height, bar) => height + bar.offsetHeight, 0);

// Far enough to see the choices, but never past the first new words.
const wanted = () => {
  const toTheNews = news.getBoundingClientRect().top + scrollY - bars() - MARGIN;
  const toTheChoices = choices.getBoundingClientRect().bottom + scrollY - innerHeight + MARGIN;
  return Math.max(0, Math.min(toTheNews, toTheChoices));
};

if (news && choices && document.querySelector("[data-focus]")) {
  if (log && log.scrollHeight > log.clientHeight) log.scrollTop = news.offsetTop - MARGIN;
  scrollTo({ top: wanted(), behavior: "instant" });
}

// One click is one choice; the server would not mind a second one, but the reader might wonder.
const form = document.querySelector("#choose");
if (form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  // Back on this page from the browser's memory, the buttons work again.
  addEventListener("pageshow", () => delete form.dataset.sent);
}
