/// The country that a telephone number belongs to, by the longest matching prefix of
/// [ITU-T E.164](https://www.itu.int/rec/T-REC-E.164) country codes; where several countries share
/// a code, area codes decide between them.
package enum Country {
  /// The ISO 3166-1 alpha-2 code; nil for a prefix that no country has.
  package static func code(of number: PhoneNumber) -> String? {
    // No country code begins with a zero.
    var prefix = number.withoutLeadingZeros
    while prefix >= 100_000 { prefix /= 10 }
    while prefix > 0 {
      if let code = codes[prefix] { return code }
      prefix /= 10
    }
    return nil
  }

  /// The codes by prefix.
  private static let codes: [UInt64: String] = {
    var codes: [UInt64: String] = [:]
    let tables = [countryCodes, northAmerica, shared].joined(separator: " ")
    for entry in tables.split(whereSeparator: \.isWhitespace) {
      for prefix in entry.dropFirst(2).split(separator: ",").compactMap({ UInt64($0) }) {
        codes[prefix] = String(entry.prefix(2))
      }
    }
    return codes
  }()

  private static let countryCodes = """
    US1 EG20 SS211 MA212 DZ213 TN216 LY218 GM220 SN221 MR222 ML223 GN224 CI225 BF226 NE227 TG228
    BJ229 MU230 LR231 SL232 GH233 NG234 TD235 CF236 CM237 CV238 ST239 GQ240 GA241 CG242 CD243 AO244
    GW245 IO246 AC247 SC248 SD249 RW250 ET251 SO252 DJ253 KE254 TZ255 UG256 BI257 MZ258 ZM260 MG261
    RE262 ZW263 NA264 MW265 LS266 BW267 SZ268 KM269 ZA27 SH290 ER291 AW297 FO298 GL299 GR30 NL31
    BE32 FR33 ES34 GI350 PT351 LU352 IE353 IS354 AL355 MT356 CY357 FI358 BG359 HU36 LT370 LV371
    EE372 MD373 AM374 BY375 AD376 MC377 SM378 VA379 UA380 RS381 ME382 XK383 HR385 SI386 BA387 MK389
    IT39 RO40 CH41 CZ420 SK421 LI423 AT43 GB44 DK45 SE46 NO47 PL48 DE49 FK500 BZ501 GT502 SV503
    HN504 NI505 CR506 PA507 PM508 HT509 PE51 MX52 CU53 AR54 BR55 CL56 CO57 VE58 GP590 BO591 GY592
    EC593 GF594 PY595 MQ596 SR597 UY598 CW599 MY60 AU61 ID62 PH63 NZ64 SG65 TH66 TL670 NF672 BN673
    NR674 PG675 TO676 SB677 VU678 FJ679 PW680 WF681 CK682 NU683 WS685 KI686 NC687 TV688 PF689 TK690
    FM691 MH692 RU7 JP81 KR82 VN84 KP850 HK852 MO853 KH855 LA856 CN86 BD880 TW886 TR90 IN91 PK92
    AF93 LK94 MM95 MV960 LB961 JO962 SY963 IQ964 KW965 SA966 YE967 OM968 PS970 AE971 IL972 BH973
    QA974 BT975 MN976 NP977 IR98 TJ992 TM993 AZ994 GE995 KG996 UZ998
    """

  private static let northAmerica = """
    CA1204,1226,1236,1249,1250,1257,1263,1289,1306,1343,1354,1365,1367,1368,1382,1403,1416,1418,1428
    CA1431,1437,1438,1450,1460,1468,1474,1506,1514,1519,1548,1579,1581,1584,1587,1604,1613,1639,1647
    CA1672,1683,1705,1709,1742,1753,1778,1780,1782,1807,1819,1825,1867,1873,1879,1902,1905,1942
    BS1242 BB1246 AI1264 AG1268 VG1284 VI1340 KY1345 BM1441 GD1473 TC1649 JM1658,1876 MS1664 MP1670
    GU1671 AS1684 SX1721 LC1758 DM1767 VC1784 PR1787,1939 DO1809,1829,1849 TT1868 KN1869
    """

  private static let shared = """
    KZ76,77 YT26226,2639 BQ5997 SJ4779 AX35818
    """
}
