// For a process that waits until the tests of a kata are run in it: what each of them needs is loaded, and has
// been used a few times, before a student saves.
import { install, uninstall } from '../install/install.ts'

// Before any library that keeps the timers it finds.
install()
const { simulate, notebook, urls } = await import('../index.ts')
await Promise.all([
  import('../report/matchers.ts'),
  import('../report/told.ts'),
  import('../properties/for-all.ts'),
])

for (let time = 0; time < 3; time++) {
  await simulate({ server: notebook }, () => Promise.all(urls.map(url => fetch(url))))
}

// The test runner, which is loaded after this, has to find Node's own timers.
uninstall()
