"""Bills of real homes reckoned apart from the product: exact fractions, Python's zoneinfo, rounded half-even once.

Usage: billPeer.py FOLDER-OF-DATA. Prints one JSON object of whole micros and Wh by case.
"""
import csv
import json
import sys
from calendar import monthrange
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

data = Path(sys.argv[1])
UTC = timezone.utc


def micro(amount: Fraction) -> int:
    return round(amount * 10**6)


def rows(name: str, delimiter: str = ","):
    with open(data / name, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def in_order(walls, zone):
    """UTC instants of wall times in the order written: the second of two alike is an hour later."""
    seen, out = set(), []
    for wall in walls:
        out.append(wall.replace(tzinfo=zone, fold=1 if wall in seen else 0).astimezone(UTC))
        seen.add(wall)
    return out


def agile():
    london = ZoneInfo("Europe/London")
    table = rows("prices/gb-agile_halfhour_2022-11_2023-05.csv")
    starts = in_order([datetime.strptime(row["Period from"], "%d/%m/%Y %H:%M") for row in table], london)
    price = {start: Fraction(row["Agile Import price (p/kWh)"]) / 100 for start, row in zip(starts, table)}
    total, priced, unpriced, negative_energy, negative_money = (Fraction(0),) * 5
    for row in rows("homes/gb-a_halfhour_2020-08_2023-05.csv"):
        start = datetime.fromisoformat(row["halfhour ending at"]) - timedelta(minutes=30)
        if not datetime(2022, 11, 1, tzinfo=london) <= start < datetime(2023, 5, 17, tzinfo=london):
            continue
        energy = Fraction(row["usage"])
        if start not in price:
            unpriced += energy
            continue
        priced += energy
        total += energy * price[start]
        if price[start] < 0:
            negative_energy += energy
            negative_money += energy * price[start]
    return {"total": micro(total), "wh": float(priced * 1000), "unpriced": float(unpriced * 1000), "negative_wh": float(negative_energy * 1000), "negative": micro(negative_money), "negatives": sum(p < 0 for p in price.values())}


def german_night():
    berlin = ZoneInfo("Europe/Berlin")
    table = [row for row in rows("prices/de-dayahead_hourly_2023-05_2023-12.csv", ";") if row["date from"].startswith("29.10.2023")]
    starts = in_order([datetime.strptime(row["date from"], "%d.%m.%Y %H:%M") for row in table], berlin)
    total = Fraction(0)
    for index, (start, row) in enumerate(zip(starts, table)):
        assert start == datetime(2023, 10, 28, 22, tzinfo=UTC) + timedelta(hours=index)
        energy = Fraction(index + 1, 10)
        total += energy * (Fraction(row["Euro per Mwh"]) / 1000 + Fraction("0.0949"))
    return {"total": micro(total), "hours": len(table)}


def citylearn(building: str, peak_kw: int):
    prices = [Fraction(row["electricity_pricing"]) for row in rows("homes/us-citylearn2022_hourly_pricing.csv")]
    money, bought, sold = Fraction(0), Fraction(0), Fraction(0)
    for row, price in zip(rows(f"homes/us-citylearn2022_hourly_building{building}.csv"), prices):
        net = Fraction(row["non_shiftable_load"]) - Fraction(row["solar_generation"]) * peak_kw / 1000
        bought += max(net, Fraction(0))
        sold += max(-net, Fraction(0))
        money += net * price if net > 0 else net * Fraction("0.08")
    return {"total": micro(money), "import": float(bought * 1000), "export": float(sold * 1000)}


def sce(name: str, building: str):
    table = json.loads((data / "prices" / name).read_text(), parse_float=Fraction, parse_int=Fraction)["schedule"]
    energy, peaks, days = Fraction(0), {}, {}
    at = datetime(2016, 7, 31, 23)
    for row in rows(f"homes/us-citylearn2022_hourly_building{building}.csv"):
        load = Fraction(row["non_shiftable_load"])
        weekend = at.weekday() >= 5
        summer = 6 <= at.month <= 9
        season = [s for s in table if s["id"].startswith("Summer" if summer else "Winter") and s["dow_mask"] in ("ALL", "WEEKENDS" if weekend else "WEEKDAYS")][0]
        price = [tariff for hour, tariff in zip(season["times"], season["tariffs"]) if hour <= at.hour][-1]
        energy += load * price
        month = (at.year, at.month)
        peaks[month] = max(peaks.get(month, Fraction(0)), load)
        days.setdefault(month, set()).add(at.day)
        charge = season["demand_charge"]
        at += timedelta(hours=1)
    demand = sum((peaks[m] * charge * len(days[m]) / monthrange(*m)[1] for m in peaks), Fraction(0))
    return {"total": micro(energy + demand), "energy": micro(energy), "demand": micro(demand), "peak": float(max(peaks.values()) * 1000)}


print(json.dumps({
    "agile": agile(),
    "german": german_night(),
    "citylearn": {building: citylearn(building, kwp) for building, kwp in (("01", 4), ("05", 4), ("12", 5))},
    "sce4": sce("tou_sce_tou_ev_4_march_2019.json", "01"),
    "sce8": sce("tou_sce_tou_ev_8_june_2019.json", "05"),
}))
