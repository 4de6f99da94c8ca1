import { parse } from "csv-parse/sync";
import type { PurchaseData } from "../../../src/index.js";

const firstNames = ["Ada", "Björn", "Chloé", "Dmitri", "Esra", "Fiona", "Goran", "Hana", "Ines"];
const lastNames = ["Abel", "Baker, Jr.", "Costa", "D'Arcy", "Eriksen", "Flores", "Grün", "Hill"];

/** A CSV of invented orders, the same whenever it is made. */
export function inventOrders(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const first = firstNames[index % firstNames.length] ?? "";
    const last = lastNames[(index * 5) % lastNames.length] ?? "";
    const subtotal = (((index * 7_919) % 20_000) / 100 + 5).toFixed(2);
    const placed = new Date(Date.UTC(2026, 0, 1) + index * 240_000).toISOString();
    return [
      `${10_001 + index}`,
      `customer-${index + 1}@example.com`,
      first,
      last,
      subtotal,
      placed,
    ];
  });
  return [columns, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

const columns = ["order_number", "email", "first_name", "last_name", "subtotal", "created_at"];

function quoted(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The purchases of a CSV as {@link inventOrders} makes it; throws at the first line that is none. */
export function readOrders(csv: string): PurchaseData[] {
  return parse<PurchaseData, Partial<Record<string, string>>>(csv, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    on_record: (row, { lines }) => {
      const cell = (column: string): string => {
        const value = row[column]?.trim();
        if (value === undefined || value === "") throw new Error(`Line ${lines}: no ${column}.`);
        return value;
      };
      const subtotal = Number(cell("subtotal"));
      if (!Number.isFinite(subtotal)) throw new Error(`Line ${lines}: subtotal is not a number.`);
      return {
        order_number: cell("order_number"),
        email: cell("email"),
        first_name: cell("first_name"),
        last_name: cell("last_name"),
        subtotal,
        created_at: cell("created_at"),
      };
    },
  });
}
