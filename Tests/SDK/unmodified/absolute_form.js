// What axios does behind an HTTP proxy: an https target, in absolute form, in clear to the proxy.
const http = require("http");
const proxy = new URL(process.env.https_proxy);
const basic = Buffer.from(`${process.env.PLIVO_AUTH_ID}:${process.env.PLIVO_AUTH_TOKEN}`);
const request = http.request({
  hostname: proxy.hostname,
  port: proxy.port,
  path: `https://api.plivo.com/v1/Account/${process.env.PLIVO_AUTH_ID}/Verify/Session/`,
  headers: { Host: "api.plivo.com", Authorization: `Basic ${basic.toString("base64")}` },
}, (answer) => {
  let body = "";
  answer.on("data", (part) => { body += part; });
  answer.on("end", () => console.log(answer.statusCode, JSON.parse(body).sessions.length));
});
request.end();
