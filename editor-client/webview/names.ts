/** How files and types are named where there is little room. */

/** The server writes paths with slashes; elsewhere than on Windows a backslash is a sign like any other. */
export function placeName(file: string, line: number): string {
  return `${file.slice(file.lastIndexOf("/") + 1)}:${line}`;
}

/** The last name of a type, and what it is in. */
export function typeName(type: string): { space: string; name: string } {
  const space = /^[^<(]*\./.exec(type)?.[0] ?? "";
  return { space, name: type.slice(space.length) };
}
