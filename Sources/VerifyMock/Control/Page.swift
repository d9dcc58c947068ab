import VerifyMockCore
import VerifyMockJSON

/// The page at `/`: what this is, the inbox, the last requests, the contracts. No script.
enum Page {
  static func bytes(_ engine: Engine, server: Instant) -> [UInt8] {
    var html = """
      <!doctype html><html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="refresh" content="5"><title>VerifyMock</title>
      <style>body{font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1c2024}
      h1{font-size:1.4rem;margin-bottom:0}h2{font-size:1.05rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
      th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #e3e6ea;vertical-align:top}
      th{font-weight:600;color:#5b6470}code,td.mono{font-family:ui-monospace,monospace;font-size:.92em}
      p.quiet{color:#5b6470;margin-top:.2rem}.bad{color:#b42318}@media(prefers-color-scheme:dark){
      body{background:#16181b;color:#e6e8eb}th,p.quiet{color:#9aa3ad}th,td{border-color:#2b3036}.bad{color:#ff8f85}}</style>
      </head><body><h1>VerifyMock</h1>
      <p class="quiet">An offline stand-in for phone-verification APIs. Nothing is sent; the codes are below.
      The clock says \(engine.now(nil, server: server).text). <code>GET /_mock/openapi.json</code> describes the control API.</p>
      """
    html += "<h2>Inbox</h2>"
    let messages = engine.inbox.messages.suffix(20).reversed()
    if messages.isEmpty {
      html += "<p class=\"quiet\">No message yet: send a verification and look again.</p>"
    } else {
      html +=
        "<table><tr><th>Recipient</th><th>Channel</th><th>Code</th><th>Text</th><th>Account</th><th>At</th></tr>"
      for message in messages {
        html += row([
          message.recipient.e164, message.channel, String(decoding: message.code, as: UTF8.self),
          String(decoding: message.text, as: UTF8.self), message.accountName,
          message.sent.text,
        ])
      }
      html += "</table>"
    }
    html += "<h2>Last requests</h2>"
    let exchanges = engine.journal.exchanges.suffix(20).reversed()
    if exchanges.isEmpty {
      html += "<p class=\"quiet\">No request yet.</p>"
    } else {
      html +=
        "<table><tr><th>#</th><th>Operation</th><th>Status</th><th>Outcome</th><th>Reason</th></tr>"
      for exchange in exchanges {
        html += row([
          "\(exchange.sequence)",
          exchange.operation ?? (exchange.refusal == nil ? "unmatched" : "refused"),
          "\(exchange.status)",
          exchange.outcome?.name ?? exchange.fault?.rawValue ?? "–", exchange.reason ?? "",
        ])
      }
      html += "</table>"
    }
    html += "<h2>Served</h2><table><tr><th>Provider</th><th>Operations</th><th>Contract</th></tr>"
    for provider in engine.catalogue.providers {
      let operations = provider.operations.map { $0.id.escapedForMarkup }.joined(separator: ", ")
      html +=
        "<tr><td>\(provider.title.escapedForMarkup)</td><td>\(operations)</td>"
        + "<td><a href=\"/_mock/contracts/\(provider.id.escapedForMarkup)\"><code>\(provider.id.escapedForMarkup)</code></a></td></tr>"
    }
    return Array((html + "</table></body></html>\n").utf8)
  }

  private static func row(_ cells: [String]) -> String {
    "<tr>" + cells.map { "<td class=\"mono\">\($0.escapedForMarkup)</td>" }.joined() + "</tr>"
  }
}
