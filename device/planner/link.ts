import { randomBytes, randomUUID } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import type { PlanProblem, Proposal } from '#domain/plan/problem.ts';
import { parseReply, parseState, VERSION, type ReplyEnvelope, type RequestEnvelope } from '#wire/envelope.ts';
import { readProblem } from '#wire/problem.ts';
import { replyTopic, requestTopic, stateTopic } from '#wire/topics.ts';

const NAME = 'planner';
const PROBLEM = stateTopic('problem');
const REPLY = replyTopic(NAME);
/** Real ms that a proposal may be on its way, and that its answer is waited for. */
const PROPOSAL_LASTS_MS = 60_000;
const ANSWER_MS = 10_000;
const CONNECT_MS = 5_000;

type Answered = Pick<ReplyEnvelope, 'outcome' | 'reason'>;

/** The planner as a client of the broker like any other: it reads the problem, proposes, and hears the answer. */
export class PlannerLink {
  onProblem: (problem: PlanProblem | null) => void = () => undefined;
  /** The broker went away: there is nobody to propose to. */
  onLost: () => void = () => undefined;
  readonly #client: MqttClient;
  readonly #waiting = new Map<string, (answer: Answered) => void>();

  constructor(port: number, secret: string) {
    this.#client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
      clientId: `${NAME}/${randomBytes(8).toString('hex')}`,
      username: NAME,
      password: secret,
      protocolVersion: 4,
      clean: true,
      connectTimeout: CONNECT_MS,
      reconnectPeriod: 0,
    });
    this.#client.on('connect', () => this.#client.subscribe([PROBLEM, REPLY], { qos: 1 }, (error) => error && this.onLost()));
    this.#client.on('message', (topic, payload) => this.#heard(topic, payload.toString('utf8')));
    this.#client.on('close', () => this.onLost());
    // The close that follows ends the planner.
    this.#client.on('error', () => undefined);
  }

  /** What the gateway answered; `late` when it said nothing in time. */
  async propose(proposal: Proposal): Promise<Answered> {
    const id = randomUUID();
    const envelope: RequestEnvelope = { v: VERSION, id, revision: proposal.revision, age: 0, timeToLive: PROPOSAL_LASTS_MS, body: { kind: 'proposal', proposal } };
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<Answered>((resolve) => {
      this.#waiting.set(id, resolve);
      timer = setTimeout(() => resolve({ outcome: 'late', reason: 'no-answer' }), ANSWER_MS);
    });
    this.#client.publish(requestTopic(NAME), JSON.stringify(envelope), { qos: 1 });
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  async end(): Promise<void> {
    this.onLost = () => undefined;
    await this.#client.endAsync(true);
  }

  #heard(topic: string, payload: string): void {
    if (topic === REPLY) this.#answered(payload);
    if (topic !== PROBLEM) return;
    const state = parseState(payload);
    const read = state.ok ? readProblem(state.value.body) : undefined;
    if (read?.ok) this.onProblem(read.problem);
  }

  #answered(payload: string): void {
    const reply = parseReply(payload);
    if (reply.ok) this.#waiting.get(reply.value.id)?.(reply.value);
  }
}
