import { setTimeout as sleep } from 'node:timers/promises'
import { observe } from '#lab'
import { TaskGroup } from '../../../solutions/16-task-group/task-group.ts'

/** When a group is left whose first task fails. */
export default async (): Promise<number> => {
  const { elapsed } = await observe({}, async () => {
    await using group = new TaskGroup()
    group.start(async () => {
      await sleep(20)
      throw new Error('after 20 ms')
    })
    group.start(signal => sleep(300, undefined, { signal }).catch(() => sleep(30)))
    group.start(() => sleep(90))
  })
  return elapsed
}
