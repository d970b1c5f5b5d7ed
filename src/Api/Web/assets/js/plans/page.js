import { initServer } from "../server.js";
import { initClasses } from "./classes.js";
import { initTuning } from "./tuning.js";

initServer();
initClasses();
initTuning();
