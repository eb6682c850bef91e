// Plain old JavaScript: this file must be understood by every Node that somebody might start us with.
const OLDEST = 24

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  console.error(
    'Cooperativo needs Node ' +
      OLDEST +
      ' or newer and this is Node ' +
      process.versions.node +
      ': run `npm install` in its folder, which brings its own Node, and use its npm scripts or `npx kata`.',
  )
  process.exit(1)
}
