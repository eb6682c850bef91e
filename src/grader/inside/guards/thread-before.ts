import { syncBuiltinESMExports } from 'node:module'
import { install } from '#lab/guarding'
import { freezeLanguage } from './frozen.ts'
import { watchImports } from './import-hooks.ts'
import { lockProcess } from './locked-process.ts'

// Like before.ts, in a thread: before the lab's start of threads and the submission are loaded into it. What is
// tried here throws; a thread has nobody to tell it to.

const note = () => {}

// The lab's parts know each other by the module that was loaded first: nobody else has to find what they share.
Reflect.deleteProperty(globalThis, Symbol.for('cooperativo.host'))
// It replaces parts of the language: frozen is what it has put there.
install()
lockProcess(note)
syncBuiltinESMExports()
watchImports(note)
freezeLanguage(note)
