// Runs before every npm script, also under an old Node: so it is CommonJS and uses nothing new.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Tantième needs Node 24 or newer; this is Node ${process.versions.node}.\n` +
      'The right Node comes with the packages: run "npm ci", or "npm rebuild node" when its install script was skipped.',
  )
  process.exit(1)
}
