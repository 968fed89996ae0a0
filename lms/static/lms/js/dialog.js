// "Meld direct" is a link to the page with the numbers. With script, the same numbers come up in a dialog,
// so that nobody has to leave what they were doing. The dialog itself already holds 112, for when loading fails.

const dialog = document.querySelector("[data-meld-dialog]");

const fetchCard = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-contact-card]");
};

const fill = async (address) => {
  const place = dialog.querySelector("[data-contact-card]");
  if (place.dataset.filled) return;
  try {
    place.replaceWith(await fetchCard(address));
    dialog.querySelector("[data-contact-card]").dataset.filled = "yes";
  } catch {
    dialog.querySelector("[data-meld-failed]").hidden = false;
  }
};

if (dialog) {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-meld]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
    fill(opener.href);
  });

  // A click beside the card is a click on the dialog's own backdrop.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
