/** English texts of every AppError reason: what happened, where, and what to do. */
export const errors = {
  'error.bad-request': 'The request does not have the expected form ({detail}). Reload the window; if it happens again, report it.',
  'error.unknown-method': 'The application does not know the request “{method}”. Reload the window.',
  'error.unexpected': 'Something unexpected happened (reference {reference}). Nothing was written. The log holds the details under this reference.',
  'error.cancelled': 'Cancelled. Nothing was written.',
  'error.connection-lost': 'The connection to the application was lost. It is being restored; if that takes longer than a minute, start the application again.',
  'error.unknown-workspace': 'This workspace is not open. Choose it again from the first screen.',
  'error.unknown-file': 'This file is no longer at hand. Choose it again.',
  'error.not-found': '“{name}” was not found.',
} as const
