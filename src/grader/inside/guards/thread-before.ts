import '../../../lab/machine/host.ts'
import { syncBuiltinESMExports } from 'node:module'
import { install } from '../../../lab/install/install.ts'
import { freezeLanguage } from './frozen.ts'
import { watchImports } from './import-hooks.ts'
import { lockProcess } from './locked-process.ts'

// In a thread, see before-thread.js.

const note = () => {}

// The lab's parts know each other by the module that was loaded first: nobody else has to find what they share.
Reflect.deleteProperty(globalThis, Symbol.for('cooperativo.host'))
// It replaces parts of the language: frozen is what it has put there.
install()
lockProcess(note)
syncBuiltinESMExports()
watchImports(note)
freezeLanguage(note)
