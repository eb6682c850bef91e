export { fetchPosts } from '../../solutions/02-one-after-another/fetch-posts.ts'
