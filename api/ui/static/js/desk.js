// Keys for the desk. Everything here maps a key to a link or a button that is on the page already; nothing is decided
// or sent by a key alone, and without this file every page works the same.
import { installKeys } from "./keys.js";
import { keepListInView, sendOnChange } from "./list.js";
import { showTimeLeft } from "./lease.js";

installKeys(document);
keepListInView(document);
sendOnChange(document);
showTimeLeft(document);
