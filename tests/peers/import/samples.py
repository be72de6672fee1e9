"""Makes the sample files in engine/src/tabular/samples, by the libraries that people's tools use.

python3 -m venv target/peers && target/peers/bin/pip install xlwt openpyxl pandas duckdb pyarrow
target/peers/bin/python tests/peers/import/samples.py
"""

import datetime
import decimal
import gzip
import pathlib
import zipfile

import openpyxl
import pyarrow
import pyarrow.parquet
import xlwt

FOLDER = pathlib.Path(__file__).parents[3] / "engine/src/tabular/samples"
DAY = datetime.date(2024, 2, 29)
MOMENT = datetime.datetime(2024, 2, 29, 13, 45, 0)


def workbook_xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Flights")
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    moment = xlwt.easyxf(num_format_str="dd.mm.yy hh:mm")
    sheet.write(0, 0, "TV plan – Käse")
    for column, name in enumerate(["Channel", "From", "To", "Cost", "Code"]):
        sheet.write(2, column, name)
    sheet.write_merge(3, 5, 0, 0, "Cable mix")
    for row in range(3, 6):
        sheet.write(row, 1, DAY + datetime.timedelta(days=row - 3), date)
        sheet.write(row, 2, MOMENT, moment)
        sheet.write(row, 4, "00%d" % row)
    sheet.write_merge(3, 4, 3, 3, 70728.7)
    sheet.write(5, 3, 1285)
    sheet.write(6, 3, xlwt.Formula("D4+D6"))
    sheet.write(7, 0, True)
    texts = book.add_sheet("Texts")
    for row in range(125):
        texts.write(row, 0, "row %d, %s" % (row, "ä€"[row % 2] * 40))
    book.save(str(FOLDER / "plan.xls"))


def workbook_xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Flights & more"
    sheet.append(["TV plan"])
    sheet.append([])
    sheet.append(["Channel", "From", "At", "Cost", "Share", "Code", "Paid"])
    sheet.append(["Cable\nmix", DAY, MOMENT, 70728.7, 0.5, "0042", True])
    sheet.append([None, DAY, MOMENT, 1285, 1, "1e5", False])
    sheet.merge_cells("A4:A5")
    sheet["E4"].number_format = "0%"
    book.create_sheet("Empty")
    book.save(FOLDER / "plan.xlsx")


def parquet():
    geo = pyarrow.struct([("country", pyarrow.string())])
    columns = {
        "day": (pyarrow.date32(), [DAY, DAY, None, DAY]),
        "campaign": (pyarrow.string(), ["Brand", "Brand", "", None]),
        "cost": (pyarrow.float64(), [1.5, 0.1, float("nan"), None]),
        "clicks": (pyarrow.int64(), [10, -20, 30, 40]),
        "net": (pyarrow.decimal128(10, 2), [decimal.Decimal("-0.05"), decimal.Decimal("123.45"), None, None]),
        "at": (pyarrow.timestamp("us"), [MOMENT, None, MOMENT, MOMENT]),
        "paid": (pyarrow.bool_(), [True, False, None, True]),
        "geo": (geo, [{"country": "DE"}, {"country": None}, None, {"country": "FR"}]),
        "tags": (pyarrow.list_(pyarrow.string()), [["a"], [], None, ["b", "c"]]),
    }
    arrays = [pyarrow.array(values, kind) for kind, values in columns.values()]
    table = pyarrow.table(dict(zip(columns, arrays)))

    def write(name, **options):
        options = {"store_schema": False, "write_statistics": False, "row_group_size": 3, **options}
        pyarrow.parquet.write_table(table, FOLDER / name, **options)

    write("snappy.parquet", compression="snappy")
    write("gzip.parquet", compression="gzip", data_page_version="2.0")
    write("zstd.parquet", compression="zstd", use_dictionary=False)
    write("brotli.parquet", compression="brotli")
    differences = {"clicks": "DELTA_BINARY_PACKED", "campaign": "DELTA_BYTE_ARRAY", "geo.country": "DELTA_LENGTH_BYTE_ARRAY"}
    write("delta.parquet", compression="none", use_dictionary=False, column_encoding=differences)


def archives():
    text = "Day;Campaign;Cost\r\n2024-02-29;\"Straße, \"\"Käse\"\"\nzwei\";1.234,50\r\n\r\n2024-03-01;Brand;0,10\r\n"
    (FOLDER / "orders.csv").write_bytes(text.encode("cp1252"))
    (FOLDER / "orders-utf16.csv").write_bytes(text.replace(";", "\t").encode("utf-16"))
    with gzip.GzipFile(FOLDER / "orders.csv.gz", "wb", mtime=0) as file:
        file.write(text.encode("utf-8-sig"))
    with zipfile.ZipFile(FOLDER / "orders.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for name in ["orders.csv", "orders-utf16.csv", "orders.csv.gz", "plan.xlsx"]:
            file.writestr(zipfile.ZipInfo("export/" + name), (FOLDER / name).read_bytes(), zipfile.ZIP_DEFLATED)
        file.writestr(zipfile.ZipInfo("__MACOSX/._orders.csv"), b"\x00\x05\x16\x07")
        file.writestr(zipfile.ZipInfo("terms.pdf"), b"%PDF-1.7")


FOLDER.mkdir(exist_ok=True)
workbook_xls()
workbook_xlsx()
parquet()
archives()
