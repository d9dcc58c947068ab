-- Creates sessions: one request over and over, as wrk does best.
wrk.method = "POST"
wrk.path = "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Session/"
wrk.headers["Authorization"] = "Basic TUFYWFhYWFhYWFhYWFhYWFhYWFg6YS1mYWtlLXRva2Vu"
wrk.headers["Content-Type"] = "application/json"

local number = 0
function request()
  number = number + 1
  return wrk.format(nil, nil, nil, string.format(
    '{"recipient":"+1415%07d","channel":"sms","locale":"en_US","brand_name":"A brand of some length","code_length":6}',
    number % 10000000))
end
