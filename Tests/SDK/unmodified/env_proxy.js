// Node's own https and fetch, with nothing set.
const https = require("https");
const url = "https://api.plivo.com/nothing";
https.get(url, async (answer) => {
  answer.resume();
  console.log(answer.statusCode);
  console.log((await fetch(url)).status);
}).on("error", (error) => { console.log(error.message); process.exitCode = 1; });
