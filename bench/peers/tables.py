"""Writes the tables of a run into bench/README.md, between two markers."""

BEGIN, END = "<!-- written by peers/run.py -->", "<!-- end of what peers/run.py writes -->"


def span(ns):
    """A time with its unit, two or three digits."""
    for unit in ("ns", "µs", "ms"):
        if ns < 9_995 or unit == "ms":
            return f"{ns:.0f} {unit}" if ns >= 99.5 or unit == "ns" else f"{ns:.1f} {unit}"
        ns /= 1e3
    return ""


def line(workload, results):
    """One workload for the terminal."""
    cells = (f"{name} {span(result['ns']) if 'ns' in result else result['none']}" for name, result in results.items())
    return f"{workload}: " + "; ".join(cells)


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|---" * len(head) + "|", *("| " + " | ".join(row) + " |" for row in rows), ""]


def title(workload):
    kind, count = workload.split("-")
    return f"{kind.upper()}, " + f"{int(count):,}".replace(",", " ")


def costs(found, names, kinds):
    """A row a peer, a column a workload."""
    columns = [workload for workload in found["workloads"] if workload.split("-")[0] in kinds]
    cell = lambda name, workload: span(found["workloads"][workload][name]["ns"]) if "ns" in found["workloads"][workload].get(name, {}) else "–"
    return table(["rules", *map(title, columns)], [[name, *(cell(name, workload) for workload in columns)] for name in names])


def details(results, names):
    """Percentiles, time to build and share of the roof in one workload."""
    rows = []
    for name in names:
        result = results.get(name, {})
        if "ns" in result:
            of = lambda key: span(result[key]) if key in result else "–"
            share = result["percent_of_roof"]
            rows.append([name, of("ns"), of("p99_ns"), of("p999_ns"), span(result["prepare_ms"] * 1e6), f"{share:.2g} %", str(result["compared"])])
    return table(["", "median", "p99", "p99.9", "time to build", "of the roof", "events compared"], rows)


def reasons(found, names):
    """Who has no time, where, and why."""
    lines = []
    for name in names:
        why = {}
        for workload, results in found["workloads"].items():
            if "none" in results.get(name, {}):
                why.setdefault(results[name]["none"], []).append(title(workload))
        if why:
            lines.append(f"- {name}: " + "; ".join(f"{reason} ({'; '.join(where)})" for reason, where in why.items()))
    return [*lines, ""]


def write(readme, found, peers):
    names = [peer.name for peer in peers]
    machine = found["machine"]
    caches = ", ".join(f"{name} {size}" for name, size in machine["caches"].items())
    text = [BEGIN, ""]
    text += table(["peer", "version, settings", "its work against ours"], [[peer.name, peer.version, peer.work] for peer in peers])
    text += [
        f"{found['date']}; {machine['cpu']} (family {machine['family']}, model {machine['model']}; {', '.join(machine['vectors'])}), {machine['cpus']} CPUs,",
        f"{caches}; {machine['memory_gb']} GB, {machine['read_bytes_per_ns']} GB/s read by one core; {machine['distribution']}; "
        + "; ".join(machine["tools"].values()) + ".",
        f"Medians; rounds: {found['rounds']}, of {found['seconds']} s of processor time; a peer that takes more than 10 s a round has one round.", ""]
    text += costs(found, names, ("w1", "w2"))
    if any(workload.startswith(("w3", "w4")) for workload in found["workloads"]):
        text += costs(found, names, ("w3", "w4"))
    for workload in ("w2-1000", "w2-10000"):
        if workload in found["workloads"]:
            text += [f"{title(workload)} rules:", "", *details(found["workloads"][workload], names)]
    text += ["Without a time:", "", *reasons(found, names), f"![Cost against the number of rules](results/{found['date']}.svg)", "", END]
    before, rest = readme.read_text().split(BEGIN, 1)
    readme.write_text(before + "\n".join(text) + rest.split(END, 1)[1])
