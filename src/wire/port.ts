/** What passes over the MessagePort to a demo home: the same topics and payloads as over MQTT. */
export interface PortMessage {
  readonly topic: string;
  readonly payload: string;
}

/** The credential name under which an app asks its demo home. */
export const DEMO_CREDENTIAL = 'demo';
