/** What the launchers tell: plain sentences on standard error, so that standard output stays the program's own. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/** Says why it cannot go on, and ends. */
export function stop(sentence, code = 1) {
  say(sentence)
  process.exit(code)
}
