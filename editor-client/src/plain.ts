/** Text for a notification, in which the editor would make links, of commands too, of what looks like one. */
export function plain(text: string): string {
  return text.replaceAll("](", "] (");
}
