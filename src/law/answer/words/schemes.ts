/** Measures and charges schemes in which information is to be used, as they follow “through”. */
export const schemeWords: Readonly<Record<string, string>> = {
  'support-scheme': 'a support scheme such as the Warm Home Discount',
  'obligation-gas': 'a gas supplier obligation',
  'obligation-electricity': 'an electricity supplier obligation',
  grant: 'a Scottish or Welsh energy grant',
  'price-restriction-gas': 'an Ofgem limit on gas prices',
  'price-restriction-electricity': 'an Ofgem limit on electricity prices',
  'special-provision': 'special charges such as WaterSure',
  'social-tariff': 'a social tariff',
  none: 'no named scheme',
};
