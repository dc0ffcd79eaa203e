/**
 * What batteries hold, at what it cost: charging puts its cost in, discharging takes the mean cost out. So a day that
 * fills a battery for the next is not called dear, and the days of a run add up to its bill.
 */
export class Stock {
  /** mWh. */
  private held: number;
  /** Micro. */
  private money: number;

  constructor(energy: number, money: number) {
    this.held = energy;
    this.money = money;
  }

  get energy(): number {
    return this.held;
  }

  get value(): number {
    return this.money;
  }

  /** @param gain mWh that went in, below zero came out; @param cost micro that the connection's money changed by. @returns micro to be charged to the day. */
  move(gain: number, cost: number): number {
    if (gain >= 0) {
      this.held += gain;
      this.money += cost;
      return 0;
    }
    const taken = this.held <= -gain ? this.money : (this.money * -gain) / this.held;
    this.held = Math.max(0, this.held + gain);
    this.money -= taken;
    return cost + taken;
  }
}
