import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { edit, FETCH_POSTS, GATHER, kata, pathOf, put, read, run, solve, useCopy } from './copy.ts'

// A newer version of the course is merged into what a student has written, with git itself.

useCopy()

const UPSTREAM = '../upstream'
const README = 'katas/03-gather/README.md'
const SKELETON = 'test/verdicts/03-gather/skeleton'
const TEST = 'katas/03-gather/gather.test.ts'

beforeEach(async () => {
  for (const folder of [UPSTREAM, '.git']) rmSync(pathOf(folder), { recursive: true, force: true })
  put('.gitignore', '.gitignore')
  put(SKELETON, SKELETON)
  await git('init', '--quiet', '--initial-branch', 'main')
  // Here the packages are a link, which that file does not know.
  edit('.git/info/exclude', 'node_modules')
  await commit('The course')
  mkdirSync(pathOf(UPSTREAM))
  await git('clone', '--quiet', '--no-local', pathOf('.'), pathOf(UPSTREAM))
  await git('remote', 'add', 'upstream', pathOf(UPSTREAM))
  await git('switch', '--quiet', '--create', 'mine')
})

async function git(...argv: string[]) {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  return run('git', [...who, ...argv], '.', { GIT_CONFIG_GLOBAL: '', GIT_CONFIG_NOSYSTEM: '1' })
}

async function commit(message: string) {
  await git('add', '--all')
  await git('commit', '--quiet', '--message', message)
}

/** A newer version of the course: what a file's text has become. */
async function publish(file: string, change: (text: string) => string): Promise<void> {
  const full = path.join(pathOf(UPSTREAM), file)
  writeFileSync(full, change(readFileSync(full, 'utf8')))
  const who = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org']
  await run('git', ['-C', pathOf(UPSTREAM), ...who, 'commit', '--quiet', '--all', '-m', 'Newer'])
}

const update = () => git('pull', '--no-rebase', '--no-edit', 'upstream', 'main')

describe('a newer version that is pulled', () => {
  test('comes beside what the student has committed, and the progress stays', async () => {
    await kata('hint', '03')
    await kata('predict', '02', '4090')
    solve('03-gather')
    const solution = read(GATHER)
    await commit('Gather')
    await publish(README, text => `${text}\nNews.\n`)
    await publish(TEST, text => `${text}\n// News.\n`)

    expect((await update()).code).toBe(0)
    expect(read(README)).toContain('\nNews.\n')
    expect(read(TEST)).toContain('// News.')
    expect(read(GATHER)).toBe(solution)
    expect((await kata('hint', '03')).stdout).toContain('hint 2 of')
    expect((await kata('predict', '02')).stdout).toContain('You said 4,090 ms')
  })

  test('is refused where it would change a file that is not committed, and nothing is lost', async () => {
    edit(GATHER, '// half of it')
    await publish(GATHER, text => `${text}\n// News.\n`)

    const { code, stderr } = await update()
    expect(code).not.toBe(0)
    expect(stderr).toContain(GATHER)
    expect(read(GATHER)).toBe('// half of it')
  })

  test('leaves both in the file where the same lines have changed on both sides', async () => {
    edit(FETCH_POSTS, '// mine')
    await commit('Mine')
    await publish(FETCH_POSTS, () => '// theirs\n')

    expect((await update()).code).not.toBe(0)
    expect(read(FETCH_POSTS)).toMatch(
      /^<<<<<<<[\s\S]*\/\/ mine[\s\S]*=======\n\/\/ theirs\n>>>>>>>/,
    )
  })

  test('changes nothing about what reset gives back and keeps, also after a commit', async () => {
    solve('03-gather')
    await commit('Gather')
    await publish(README, text => `${text}\nNews.\n`)
    await update()

    const { code, stdout } = await kata('reset', '03')
    expect(code).toBe(0)
    const [saved = ''] = /\.kata\/saved\/\S+/.exec(stdout) ?? []
    expect(read(`${saved}/gather.ts`)).toBe(
      readFileSync(path.join(import.meta.dirname, '../../solutions/03-gather/gather.ts'), 'utf8'),
    )
    expect((await git('status', '--short')).stdout).toBe(` M ${GATHER}\n`)
  })
})
