// What of Node's a simulated run does not have, and what to use instead.

const MESSAGES = 'The threads of a run talk through postMessage of the Worker and of parentPort.'

/** What is not simulated, if the name in Node does not say it: begins a sentence. */
const whats = {
  growingMemory: 'A SharedArrayBuffer that grows',
  samplePerIteration: 'samplePerIteration of monitorEventLoopDelay',
  threadOfAThread: 'A thread that starts threads',
  threadOfText: 'A thread from a data: URL',
  propertyOfWorker: ({ name }: { name: string }) => `\`${name}\` of a Worker`,
  optionOfWorker: ({ name }: { name: string }) => `The option '${name}' of a Worker`,
  performanceEntry: ({ type }: { type: string }) => `The performance entry '${type}'`,
}

/** What to do instead, a sentence each. */
const insteads = {
  ownServer: 'A run has no servers of its own: give simulate() a `server`.',
  fetch: 'A run has no server for it: use fetch.',
  fileChanges: 'In a run, files do not change by themselves.',
  setTimeout: 'Write it with setTimeout.',
  now: 'Compare performance.now() before and after.',
  trace: 'The requests of a run are in its trace.',
  cpuUsage:
    'It measures the real process: compare performance.now() with process.cpuUsage() instead.',
  createHistogram: 'Use createHistogram().',
  resolution: 'Give it a resolution.',
  fixedSize: 'Give it its full size when you create it, without maxByteLength.',
  messages: MESSAGES,
  messagesOrTurn: `To yield to the event loop, await setImmediate of node:timers/promises. ${MESSAGES}`,
  workerData: 'Pass what the thread needs as workerData.',
  knownOptions: 'A Worker takes workerData, transferList and name.',
  askByMessage: 'Ask the thread for what you need in a message.',
  file: 'Write its code into a file.',
  mainThread: 'Start it from the main thread.',
}

export const refused = { whats, insteads }

export const workers = {
  notAFile: ({ shown }: { shown: string }) =>
    "A worker's file must be a file: URL or a path that is absolute or begins with ./ or ../, such as " +
    `new URL('./worker.ts', import.meta.url); it was ${shown}.`,
}
