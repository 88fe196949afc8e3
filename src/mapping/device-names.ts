/** Whether Windows refuses a file or folder of this name, with any extension. */
export function isDeviceName(name: string): boolean {
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name);
}
