import { parentPort } from
