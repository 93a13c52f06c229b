"""Exports in the languages of sites whose order export was never seen: `poa map` proposes the columns and holds the buyer's back."""

import csv
import io

import pytest

from kit import cli
from kit.orders.export_format import _read as read_format
from kit.orders.first_rows import FirstRows
from kit.orders.mapping import Settings, proposed

FIELDS = (
    "order_id", "created_at", "paid_at", "shipped_at", "delivered_at", "carrier", "tracking_id", "warehouse", "seller_sku",
    "quantity", "status", "order_amount",
)  # fmt: skip
BUYER = ("buyer", "street", "phone")
HEADERS = {
    "de": "Bestellnummer;Bestelldatum;Bezahlt am;Versanddatum;Zugestellt am;Versanddienstleister;Sendungsnummer;Lager;Artikelnummer;Menge;Bestellstatus;Gesamtbetrag;Käufer;Lieferadresse;Telefonnummer",
    "fr": "Numéro de commande;Date de commande;Date de paiement;Date d'expédition;Date de livraison;Transporteur;N° de suivi;Entrepôt;Référence article;Quantité;Statut de la commande;Montant total;Acheteur;Adresse de livraison;Téléphone",
    "it": "Numero ordine;Data ordine;Data pagamento;Data spedizione;Data consegna;Corriere;Numero di tracciamento;Magazzino;Codice articolo;Quantità;Stato ordine;Totale ordine;Acquirente;Indirizzo di consegna;Telefono",
    "es": "Número de pedido;Fecha del pedido;Fecha de pago;Fecha de envío;Fecha de entrega;Transportista;Número de seguimiento;Almacén;Código de artículo;Cantidad;Estado del pedido;Importe total;Comprador;Dirección de entrega;Teléfono",
    "ar": "رقم الطلب;تاريخ الطلب;تاريخ الدفع;تاريخ الشحن;تاريخ التسليم;شركة الشحن;رقم التتبع;المستودع;رمز المنتج;الكمية;حالة الطلب;إجمالي الطلب;المشتري;عنوان التوصيل;رقم الهاتف",
}
STATES = {
    "de": ("Versandt", "Zugestellt", "Storniert"),
    "fr": ("Expédiée", "Livrée", "Annulée"),
    "it": ("Spedito", "Consegnato", "Annullato"),
    "es": ("Enviado", "Entregado", "Cancelado"),
    "ar": ("تم الشحن", "تم التسليم", "ملغي"),
}
SECRET = ("ada_buyer", "Hidden Lane 1", "+49 151 0900123")


def lines(language):
    """Thirty orders as such an office would write them: days first with points, a comma before the cents."""
    for n in range(30):
        times = [f"{n % 26 + 1 + k:02}.05.2026 1{k}:05" for k in range(4)]
        state = STATES[language][n % 3]
        number = f"JD0146000{n:011}"
        yield [
            str(576_460_752_303_423_525 + n), *times, "DHL", number, "Halle 2", f"LAMP-{n % 4}", "1", state, f"1.{n:03},50 €",
            f"{SECRET[0]}_{n % 9}", *SECRET[1:],
        ]  # fmt: skip


@pytest.mark.parametrize("language", HEADERS)
def test_columns_are_proposed_and_the_buyers_are_held_back(language):
    headers = tuple(HEADERS[language].split(";"))
    rows = (headers, *map(tuple, lines(language)))
    top = FirstRows(sheet=None, encoding="utf-8", delimiter=";", rows=rows, lines=tuple(range(1, len(rows) + 1)))
    draft = proposed(top, Settings(), site_zone="Europe/Berlin")
    assert (draft.kind, draft.lacking, draft.unknown) == ("orders", (), ())
    assert {g.field: g.header for g in draft.guesses if g.field in FIELDS} == dict(zip(FIELDS, headers, strict=False))
    assert {g.header for g in draft.guesses if g.is_buyer} == set(headers[-3:])
    assert (draft.date_format, draft.notation.decimal) == ("DD.MM.YYYY HH:MM", ",")
    assert {means for name, _, means in draft.texts if name == "status"} == {"shipped", "delivered", "cancelled"}


@pytest.mark.slow
def test_a_german_export_is_saved_as_a_format_of_the_client(tmp_path, capsys):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADERS["de"].split(";"), *lines("de")])
    path = tmp_path / "bestellungen.csv"
    path.write_bytes(text.getvalue().encode("cp1252"))
    options = ("--encoding", "cp1252", "--zone", "Europe/Berlin", "--yes")
    assert cli.main(["map", str(path), "--out", str(tmp_path / "formats"), *options]) == 0
    told = capsys.readouterr().out
    found = read_format(tmp_path / "formats" / "bestellungen.yaml")
    assert {c.field for c in found.columns} == {*FIELDS, "buyer"}
    assert set(found.buyer) == {"Lieferadresse", "Telefonnummer"}
    assert found.meanings("status")["storniert"] == "cancelled"
    assert (found.zone, found.date_format, found.notation.decimal) == ("Europe/Berlin", "DD.MM.YYYY HH:MM", ",")
    assert not any(secret in told for secret in SECRET)
