/** `1,234,567`: a whole number as pages, plans and messages have it, whatever the language of the machine. */
export const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
