// What every page does besides being read. Everything works without it.

import { shareAddresses } from "./addresses.js";
import { copyWithHyphens } from "./copy.js";
import { findInReport } from "./find.js";
import { writeInPlace } from "./inplace.js";
import { followKeys } from "./keys.js";
import { closeMenus } from "./menus.js";
import { openPalette } from "./palette.js";
import { followProgress } from "./progress.js";
import { seekWhileTyping } from "./seek.js";
import { followTheme } from "./theme.js";
import { guardUpload } from "./upload.js";
import { tellWaiting } from "./waiting.js";
import { startWriting } from "./writing.js";

followTheme(document.documentElement);
followProgress(document.getElementById("progress"));
openPalette(document.getElementById("palette"), document.getElementById("find-words"));
seekWhileTyping(document.querySelector("[data-seek]"));
guardUpload(document.querySelector("[data-upload]"));
tellWaiting(document.querySelectorAll("[data-waiting]"));
document.addEventListener("copy", copyWithHyphens);
document.addEventListener("keydown", followKeys);
for (const kind of ["click", "focusin", "keydown"]) document.addEventListener(kind, closeMenus);

const report = document.querySelector("[data-report]");
shareAddresses(report);
findInReport(document.querySelector("[data-find]"), report);
writeInPlace(report);
startWriting(document.getElementById("editor"));
