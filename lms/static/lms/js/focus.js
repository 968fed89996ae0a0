// After an answer or a choice the page is new: start reading where the news is.

if (!location.hash) document.querySelector("[data-focus]")?.focus();
