/** How a port is set: its rate, and data bits, parity and stop bits as one writes them. */
export interface SerialMode {
  readonly baud: number;
  readonly frame: '8N1' | '8E1' | '7E1' | '7N1' | '7O1' | '8O1' | '8N2';
}
