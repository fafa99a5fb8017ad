/** The arguments or the input are not acceptable; the message is all that a user needs. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
