// Sets the reader's colour scheme before the page is drawn.
try {
  const scheme = localStorage.getItem("recto-theme");
  if (scheme) document.documentElement.dataset.theme = scheme;
} catch { /* storage is off */ }
