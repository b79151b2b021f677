const { createHash } = require('node:crypto')
const { stripTypeScriptTypes } = require('node:module')

/** Jest's transformer: Node's own type stripping keeps every line where it was, so no source map is needed. */
module.exports = {
  process: source => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
  getCacheKey: (source, path) =>
    createHash('sha1').update(process.version).update(path).update(source).digest('hex'),
}
