// After a choice the page is new. lms/js/focus.js puts the focus on “What do you do now?”; here the eye goes to what
// is new in the story: inside the log where that scrolls by itself, else on the page, below the bars that stay put.

const news = document.querySelector("[data-new]");
const log = document.querySelector("[data-log]");

const bars = () =>
  [...document.querySelectorAll(".wb-focus-bar, .wb-player__phonebar")]
    .filter((bar) => getComputedStyle(bar).display !== "none")
    .reduce((height, bar) => height + bar.offsetHeight, 0);

if (news && document.querySelector("[data-focus]")) {
  if (log && log.scrollHeight > log.clientHeight) {
    log.scrollTop = news.offsetTop - 12;
  }
  scrollTo({ top: Math.max(0, news.getBoundingClientRect().top + scrollY - bars() - 12), behavior: "instant" });
}

// One click is one choice; the server would not mind a second one, but the reader might wonder.
for (const form of document.querySelectorAll("[data-choices]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-choices]")) delete form.dataset.sent;
});
