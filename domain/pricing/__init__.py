"""What a deal, a quote and an invoice come to, figure by figure, to the last minor unit.

Everything here is pure: values in, values out, exact `Decimal` arithmetic that no context of the
caller changes. The names are those of EN 16931, and the rules are its and Peppol BIS 3's.

- `model.py`: what is priced (`Document`, its `Line`s, `AllowanceCharge`s and `Tax`es), and what
  comes of it (`Totals`, a `TaxSubtotal` for each tax and rate, a `LineTotal` for each line).
- `totals.py: price(document)` gives the `Totals`.
- `shown.py: shown_lines(document, totals)` gives net, tax and gross of each line for columns that
  add up to the totals, to the last unit (largest remainder).
- `explain.py: explain(document, totals, figure, place)` gives the steps that lead to a figure, and
  `say.py: said(step, currency)` puts a step into words.
- `discounts.py` knows the discount on the whole (`discount_of`, `with_discount`);
  `solving.py: solve(document, goal, wanted)` finds the discount that makes a total what
  somebody wants, or the nearest ones and the rounding amount that closes the gap.
- `switching.py: switched(document)` turns prices without tax into prices with tax and back.
- `reading.py`, `writing.py`: the JSON form of `crm price`.

A document is a frozen value: change a line by `dataclasses.replace`, put the lines into a new
document and price that::

    vat = Tax("S", Decimal(20))
    document = Document(
        lines=(Line(quantity=Decimal(2), unit_price=Decimal("379.00"), taxes=(vat,)),),
        allowances_charges=(AllowanceCharge(percent=Decimal(5), reason="Regular client"),),
        currency="RUB",
        prices_include_tax=True,
    )
    totals = price(document)
    totals.tax_total, totals.payable
"""
