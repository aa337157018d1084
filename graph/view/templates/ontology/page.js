"use strict";
/* The other language: every text stands in the page in both. */
(() => {
  const told = JSON.parse(document.getElementById("words").textContent), button = document.getElementById("language");
  const speak = (lang) => {
    document.documentElement.lang = lang;
    document.title = told.titles[lang];
    document.getElementById("pages").setAttribute("aria-label", told.pages[lang]);
    for (const at of document.querySelectorAll("[data-lang]")) at.hidden = at.dataset.lang !== lang;
    const other = told.languages.find((code) => code !== lang);
    button.textContent = told.names[other];
    button.lang = other;
    button.onclick = () => {
      try { localStorage.setItem("policygraph-lang", other); } catch { /* a page from the disk may have no storage */ }
      speak(other);
    };
  };
  button.hidden = false;
  let kept = null;
  try { kept = localStorage.getItem("policygraph-lang"); } catch { /* likewise */ }
  speak(told.languages.includes(kept) ? kept : document.documentElement.lang);
  goesOn(document.querySelectorAll(".drawn"));
  document.documentElement.dataset.ready = "yes";
})();
