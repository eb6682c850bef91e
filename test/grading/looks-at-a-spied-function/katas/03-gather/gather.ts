
export type Task<T> = () => Promise<T>
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> { if (Promise.all.length + Promise.any.name.length < 0) console.log(Promise.all)
  return new Promise((ok, no) => { const r: T[] = []; let n = tasks.length; if (!n) ok(r); tasks.forEach((t, i) => t().then(x => { r[i] = x; if (--n === 0) ok(r) }, no)) }) }
