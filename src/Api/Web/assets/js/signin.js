// Where the person wanted to go, and whether the key before was wrong.
const asked = new URLSearchParams(location.search);
document.getElementById("next").value = asked.get("next") ?? "/";
document.getElementById("wrong").hidden = !asked.has("wrong");
