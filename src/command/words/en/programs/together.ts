import { urls } from '#lab'

// All nineteen requests are sent before the first answer is there. What if you await inside a loop instead?
export default async () => {
  const answers = await Promise.all(urls.map(url => fetch(url)))
  const posts = await Promise.all(answers.map(answer => answer.json()))
  return posts.map(post => (post as { title: string }).title)
}
