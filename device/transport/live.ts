/** True for the address of something that lives now; false for the path of a file. */
export const isLiveAddress = (text: string): boolean => text.includes('://') || text.startsWith('serial:');
