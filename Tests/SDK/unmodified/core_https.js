// Node's own https with one line of a program's: an agent that asks the proxy for a way.
const http = require("http");
const https = require("https");
const tls = require("tls");
const proxy = new URL(process.env.https_proxy);
class ProxyAgent extends https.Agent {
  createConnection(options, done) {
    http.request({ host: proxy.hostname, port: proxy.port, method: "CONNECT",
      path: `${options.host}:${options.port || 443}` })
      .on("connect", (answer, socket) => {
        if (answer.statusCode !== 200) return done(new Error(answer.statusMessage));
        done(null, tls.connect({ socket, servername: options.host }));
      })
      .on("error", done).end();
  }
}
https.get("https://api.plivo.com/nothing", { agent: new ProxyAgent() },
  (answer) => { console.log(answer.statusCode); answer.resume(); })
  .on("error", (error) => { console.log(error.message); process.exitCode = 1; });
