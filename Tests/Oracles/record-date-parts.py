"""Records the parts of dates as Python's standard library reads them. See PROVENANCE.md."""
import datetime
import json
import os
import random

random.seed(8)
HERE = os.path.dirname(os.path.abspath(__file__))
EPOCH = datetime.datetime(1970, 1, 1)
first = datetime.datetime(1, 1, 1)
last = datetime.datetime(9999, 12, 31, 23, 59, 59, 999000)
span = (last - first) // datetime.timedelta(milliseconds=1)
moments = [first + datetime.timedelta(milliseconds=random.randrange(span)) for _ in range(300)]
# Every way a year can begin and end, leap or not, and the ends of the calendar.
for year in [1, 4, 100, 400, 1900, 1969, 1970, *range(1996, 2025), 2100, 9999]:
    for month, day in [(1, 1), (1, 3), (1, 4), (2, 28), (3, 1), (12, 28), (12, 29), (12, 31)]:
        moments.append(datetime.datetime(year, month, day, random.randrange(24), 59, 59, 999000))
moments += [last, EPOCH, EPOCH - datetime.timedelta(milliseconds=1)]

rows = []
for m in moments:
    milliseconds = (m - EPOCH) // datetime.timedelta(milliseconds=1)
    rows.append([
        milliseconds, m.year, (m.month + 2) // 3, m.month, m.isocalendar().week, m.day,
        m.timetuple().tm_yday, m.isoweekday(), m.hour, m.minute,
        (m.second * 1000 + m.microsecond // 1000) / 1000])
with open(os.path.join(HERE, "date-parts.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
