/** What whoever runs the installation can mend. The message is all that they are told, so it says what to do. */
export class Trouble extends Error {
  override name = 'Trouble';
}
