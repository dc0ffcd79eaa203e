import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isUnseenFormat } from '#domain/meter/kinds.ts';
import type { HomeMessage } from '#wire/message/home.ts';
import { formatCount } from '../format/power.ts';
import { formatSpan } from '../format/span.ts';
import { formatAge, formatMoment } from '../format/time.ts';
import { placeOf } from '../parts/screen.ts';
import { words } from '../text/words.ts';
import { Section } from './section.ts';

/** The gateway: its name and version, where it is, what it was last heard to say, and what it could not use. */
@customElement('tw-home-link')
export class TwHomeLink extends Section {
  override render(): TemplateResult {
    const { badgeMeans, waiting, language, unknown } = words();
    const { home: text } = this.text;
    const { model } = this.home;
    const { home, link, grid, tariff } = model.facts;
    if (!home.body) return html`<section class="card"><h2>${text.title}</h2><p>${waiting}</p></section>`;
    const { speed, trust } = home.body.clock;
    const { now, zone } = placeOf(this.home);
    const running = speed === 1 ? '' : `, ${text.speed(formatCount(language.tag, speed))}`;
    const priced = tariff.body?.slots.findLast(({ known }) => known)?.end ?? null;
    const heard = grid.body?.at ?? null;
    return html`<section class="card stack">
      <h2>${text.title}</h2>
      <dl>
        ${this.home.choice.kind === 'demo' ? nothing : line(text.address, location.host)} ${line(text.state, badgeMeans[this.home.badge()])}
        ${line(text.heard, heard === null ? unknown : `${formatAge(words(), Math.max(0, now - heard))}${text.every(formatSpan(words(), grid.body?.period ?? 0))}`)} ${line(text.source, isUnseen(home.body) || link.body?.meterUnseen ? `${text.sources.meter}: ${home.body.meterFormat}, ${text.neverSeen}` : text.sources[home.body.source])}
        ${line(text.clock, `${formatMoment(language.tag, now, zone)} (${text.clockTrust[trust]}${running})`)} ${priced === null ? nothing : line(text.priced, formatMoment(language.tag, priced, zone))} ${link.body ? line(text.planner, text.planners[link.body.planner]) : nothing}
        ${link.body?.disk === 'low' ? line(text.disk, text.diskLow) : nothing} ${link.body?.restored ? line(text.records, text.restored[link.body.restored]) : nothing}
        ${rejected(text.rejected, link.body?.rejected ?? {})}
      </dl>
    </section>`;
  }
}

/** What it tells may differ from the specification that it was built from. */
const isUnseen = ({ meterFormat }: HomeMessage): boolean => meterFormat !== undefined && isUnseenFormat(meterFormat);

const line = (name: string, value: string): TemplateResult => html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;

function rejected(name: string, counted: Readonly<Record<string, number>>): TemplateResult | typeof nothing {
  const counts = Object.entries(counted).filter(([, count]) => count > 0);
  return counts.length === 0 ? nothing : line(name, counts.map(([reason, count]) => `${reason}: ${count}`).join(', '));
}
