// Where the person wanted to go, and whether the key before was wrong.
const asked = new URLSearchParams(location.search);
document.getElementById("next").value = asked.get("next") ?? "/";
document.getElementById("wrong").hidden = !asked.has("wrong");

// What the one before asked in this tab is not for the next.
try {
  sessionStorage.clear();
} catch {
  // Storage is switched off: there is nothing in it.
}
