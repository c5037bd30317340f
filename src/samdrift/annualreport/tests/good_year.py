"""A printed report of a year made up at random, in which everything agrees."""

from decimal import Decimal
from random import Random

from samdrift.annualreport.contradictions.ports import Printed
from samdrift.kernel.rounding import percent

NOW, BEFORE = "2015", "2014"
FIXED, CURRENT, DEBTS = "assets/fixed", "assets/current", "funding/debts"
CLASSES = ("technical", "equipment", "leasehold")
HELD = ("customers", "prepaid", "other", "stock")


class GoodYear:
    """Prints figures one by one, and remembers what it has printed."""

    def __init__(self, seed):
        self.random = Random(seed)  # noqa: S311  Nothing secret: the same year for the same seed.
        self.printed = []
        self.place = ""

    def some(self, least=1_000, most=9_999):
        return self.random.randint(least, most)

    def say(self, key, value, period=NOW, *, unit="tkr", remark=""):
        subject, _, measure = key.partition(":")
        number = None if isinstance(value, str) else Decimal(value)
        self.printed.append(
            Printed(self.place, subject, subject, measure, period, str(value), number, unit, remark)
        )

    def say_all(self, place, measure, rows, period=NOW, **more):
        self.place = place
        for subject, value in rows.items():
            self.say(f"{subject}:{measure}", value, period, **more)


def good_year(seed):
    """Return every printed figure of a year in which all agree."""
    year = GoodYear(seed)
    assets = {name: an_asset(year, is_sold=name == "equipment") for name in CLASSES}
    opening, finished, started = year.some(), -year.some(100, 900), year.some()
    projects = {"opening": opening, "finished": finished, "started": started,
                "closing": opening + finished + started}  # fmt: skip
    gains, result = income(year, assets)
    balances(year, assets, projects, gains, result)
    for number, (name, asset) in enumerate([*assets.items(), ("projects", projects)], 8):
        year.place = f"Not {number}"
        for measure, value in asset.items():
            year.say(f"{FIXED}/{name}:{measure}", value)
    investments(year, assets, projects)
    operations(year)
    joint_board(year)
    return year.printed


def an_asset(year, *, is_sold):
    cost, written, bought = year.some(5_000), -year.some(1_000, 2_000), year.some()
    sold, worn = -year.some(100, 300) if is_sold else 0, -year.some(100, 900)
    return {
        "cost-opening": cost, "purchases": bought, "disposals": sold,
        "cost-closing": cost + bought + sold, "written-opening": written, "depreciation": worn,
        "written-closing": written + worn, "closing": cost + bought + sold + written + worn,
    }  # fmt: skip


def income(year, assets):
    """Print what was earned, and return the gains on what was sold and the result."""
    worn = {name: asset["depreciation"] for name, asset in assets.items()}
    all_worn, some_worn, gains = sum(worn.values()), -year.some(1, 99), year.some(100, 900)
    revenue, costs, interest = year.some(90_000, 99_999), -year.some(60_000, 69_999), -year.some()
    net = revenue + costs + all_worn
    result = net + gains + interest
    year.say_all("Text: ekonomin", "outcome", {"year": result})
    year.say_all("Resultaträkning", "outcome", {
        "year/net/revenue": revenue, "year/net/costs": costs, "year/net/depreciation": all_worn,
        "year/net": net, "year/financial-income": gains, "year/financial-costs": interest,
        "year": result,
    })  # fmt: skip
    year.say("year/net/revenue:budget", year.some())
    year.say_all("Balanskrav", "outcome", {"balance-requirement": result - gains})
    year.say_all("Not 4", "depreciation", {
        f"{FIXED}/technical": worn["technical"], f"{FIXED}/leasehold": worn["leasehold"],
        f"{FIXED}/equipment/machines": worn["equipment"] - some_worn,
        f"{FIXED}/equipment/vehicles": some_worn, FIXED: all_worn,
    })  # fmt: skip
    year.say_all("Not 5", "outcome", {"year/financial-income/gains": gains})
    return gains, result


def balances(year, assets, projects, gains, result):
    """Print the balance sheet of both years, and the cash flow that leads from one to the other."""
    before = {name: year.some() for name in (*HELD, "bank", "pensions", "long", "loans")}
    now = {name: year.some() for name in (*HELD, "long", "loans", "suppliers")}
    now["pensions"], equity = before["pensions"], year.some(1_000, 2_000)
    fixed_before = {
        name: asset["cost-opening"] + asset["written-opening"] for name, asset in assets.items()
    }
    fixed_before["projects"] = projects["opening"]
    fixed = {name: asset["closing"] for name, asset in assets.items()}
    fixed["projects"] = projects["closing"]
    owned = sum(fixed_before.values()) + sum(before[name] for name in (*HELD, "bank"))
    before["suppliers"] = (
        owned - equity - sum(before[name] for name in ("pensions", "long", "loans"))
    )

    flow = cash_flow(before, now, assets, projects, gains, result)
    now["bank"] = before["bank"] + flow["cash"]
    year.say_all("Kassaflödesanalys", "flow", flow)
    year.say("cash:opening", before["bank"])
    year.say("cash:closing", now["bank"])
    sheet(year, NOW, fixed, now, equity + result)
    year.say("equity:opening", equity)
    sheet(year, BEFORE, fixed_before, before, equity)
    parts = {"ledger": now["customers"] + 14, "impaired": -14}
    year.say_all("Not 6", "closing", {
        **{f"{CURRENT}/customers/{name}": value for name, value in parts.items()},
        f"{CURRENT}/customers": now["customers"],
    })  # fmt: skip


def cash_flow(before, now, assets, projects, gains, result):
    moved = {name: now[name] - before[name] for name in (*HELD, "long", "loans", "suppliers")}
    sold = gains - assets["equipment"]["disposals"]
    worn = -sum(asset["depreciation"] for asset in assets.values())
    flow = {"cash-flow/result": result - gains, "cash-flow/depreciation": worn}
    flow["funds"] = result - gains + worn
    flow["receivables"] = -sum(moved[name] for name in HELD if name != "stock")
    flow |= {"stock": -moved["stock"], "short-debts": moved["suppliers"]}
    flow["operating"] = flow["funds"] + flow["receivables"] - moved["stock"] + moved["suppliers"]
    flow["purchases"] = -sum(asset["purchases"] for asset in assets.values())
    flow |= {"sales": sold, "projects": projects["opening"] - projects["closing"]}
    flow["investing"] = flow["purchases"] + sold + flow["projects"]
    flow |= {"long-loans": moved["long"], "short-loans": moved["loans"]}
    flow["financing"] = moved["long"] + moved["loans"]
    flow["cash"] = flow["operating"] + flow["investing"] + flow["financing"]
    return flow


def sheet(year, period, fixed, held, equity):
    current = {name: held[name] for name in (*HELD, "bank")}
    short = held["suppliers"] + held["loans"]
    owned = sum(fixed.values()) + sum(current.values())
    year.say_all("Balansräkning", "closing", {
        **{f"{FIXED}/{name}": value for name, value in fixed.items()}, FIXED: sum(fixed.values()),
        **{f"{CURRENT}/{name}": value for name, value in current.items()},
        CURRENT: sum(current.values()), "assets": owned, "equity": equity,
        "funding/equity": equity, "funding/provisions": held["pensions"],
        f"{DEBTS}/long": held["long"], f"{DEBTS}/short/loans": held["loans"],
        f"{DEBTS}/short/suppliers": held["suppliers"], f"{DEBTS}/short": short,
        DEBTS: held["long"] + short, "funding": owned, "loans": held["long"] + held["loans"],
    }, period)  # fmt: skip


def investments(year, assets, projects):
    own = year.some(100, 900)
    spent = sum(asset["purchases"] for asset in assets.values()) + projects["started"] - own
    year.place = "Investeringar"
    year.say("investments/members:opening", projects["opening"] * 1_000 + 499, unit="kr")
    year.say("investments/members:outcome", spent * 1_000, unit="kr")
    year.say("investments/own:outcome", own * 1_000, unit="kr", remark="Genomförd")


def operations(year):
    part, whole = year.some(100, 900), year.some(3_000)
    year.place = "Sjukfrånvaro"
    year.say("sick-leave:part", part, unit="dagar")
    year.say("sick-leave:whole", whole, unit="dagar")
    year.say("sick-leave:share", percent(part, whole, decimals=1), unit="%")
    for period in (BEFORE, NOW):
        rows = {f"connections/{name}": year.some(100, 999) for name in ("north", "south", "west")}
        year.say_all("Anslutningar", "count", {**rows, "connections": sum(rows.values())}, period)
        year.place = "Servicedesk"
        for share, measure in enumerate(("hour", "two-hours", "day", "three-days", "week"), 5):
            year.say(f"tickets:within-{measure}", share * 10 + year.some(0, 1), period, unit="%")
    year.say("tickets:closed", year.some(), unit="st")
    year.say("tickets:fewer", 2, unit="per dag")
    year.place = "Måluppfyllelse"
    for step, words in enumerate(("Ej påbörjat", "Påbörjat", "Genomfört"), 1):
        year.say(f"goals-scale/{step}:step", step, remark=words)
    year.say("goals/one:grade", year.some(2, 3), remark="arbetet är påbörjat")
    year.say("tickets:fewer", 2, unit="per dag")
    year.place = "Växel"
    months = [year.some() for _ in range(12)]
    for number, calls in enumerate(months, 1):
        year.say("calls:count", calls, f"{NOW}-{number:02}", unit="samtal", remark="Se växel")
    year.say("calls:average", sum(months) // 12, unit="samtal")


def joint_board(year):
    net = {BEFORE: year.some(), NOW: -year.some()}
    year.place = "Avdelning"
    for period, value in net.items():
        year.say("net-cost/economy:outcome", value, period)
        year.say("result/economy:outcome", -value, period)
    year.say("net-cost/economy:budget", 50)
    year.say("net-cost/economy:deviation", 50 - net[NOW])
    year.place = "Över- och underskott"
    for measure, value in (("opening", -net[BEFORE]), ("outcome", -net[NOW]),
                           ("closing", -net[BEFORE] - net[NOW])):  # fmt: skip
        year.say(f"carried/economy:{measure}", value)
