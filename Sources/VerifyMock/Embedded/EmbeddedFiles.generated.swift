// Written by EmbeddingTests from the documents under Scenarios/ and Fixtures/control/.
// swift-format-ignore-file

extension EmbeddedFiles {
  static let all: [(name: StaticString, text: StaticString)] = [
    (
      "already-verified.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "already-verified",
  "summary": "The code was used before, say by a second tap on the button: the check finds the verification already done.",
  "steps": [ { "on": "check", "outcome": "already-verified" } ],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right", "expect": "already-verified" },
    { "do": "check", "code": "right", "expect": "already-verified" }
  ]
}

"""####
    ),
    (
      "attempts-exhausted.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "attempts-exhausted",
  "summary": "Two wrong codes, then no more checks are taken: the right code is refused too.",
  "steps": [
    { "on": "check", "outcome": "wrong-code", "times": 2 },
    { "on": "check", "outcome": "checks-exhausted" }
  ],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "wrong", "expect": "wrong-code", "times": 2 },
    { "do": "check", "code": "right", "expect": "checks-exhausted" },
    { "do": "check", "code": "right", "expect": "checks-exhausted" }
  ]
}

"""####
    ),
    (
      "d7-verify/alphanumeric-code.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "alphanumeric-code",
  "provider": "d7-verify",
  "summary": "A code of ten letters and digits, in a message of the caller's own. Nothing is scripted.",
  "steps": [],
  "walkthrough": [
    { "do": "send", "with": { "code.alphabet": "alphanumeric", "code.length": 10, "message": "Your pass is {}." }, "expect": "sent" },
    { "do": "check", "code": "wrong", "expect": "wrong-code" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "d7-verify/openapi.json",
      ####"""
{
  "openapi": "3.1.0",
  "info": {
    "title": "D7 Verify",
    "version": "1",
    "description": "What D7's documents say about sending, sending again and verifying one-time passwords, with the place each statement comes from. `x-source` names the document, `x-certainty` says whether a statement is documented, observed in D7's own clients, or assumed; both are inherited by everything below them. `x-also` lists other spellings that the documents or the clients use. The paths under /verify/v2 are known from the official clients only. Every sample and client sends bodies as application/json; what another media type gets is said nowhere, so that it is read where that is possible is assumed."
  },
  "x-source": "D7 Verify documentation; D7, Verify OTP",
  "x-certainty": "documented",
  "servers": [
    { "url": "https://api.d7networks.com" }
  ],
  "security": [ { "bearer": [] } ],
  "tags": [
    { "name": "Version 1", "description": "The documented interface." },
    { "name": "Version 2", "description": "The interface of the official clients' v2 classes." }
  ],
  "paths": {
    "/verify/v1/otp/send-otp": {
      "x-also": [ "/verify/v1/send-otp" ],
      "post": {
        "operationId": "sendOtp",
        "tags": [ "Version 1" ],
        "summary": "Send a one-time password to a recipient.",
        "x-source": "D7, Send OTP; D7, Generate (older page); D7, Sample codes README",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/SendOtp" },
              "examples": {
                "content": {
                  "value": {
                    "originator": "Example", "recipient": "+14155550100", "content": "Your code is {}", "expiry": 600,
                    "data_coding": "text", "retry_delay": 60, "retry_count": 5, "otp_code_length": 6, "otp_type": "numeric"
                  }
                },
                "template": { "value": { "originator": "Example", "recipient": "+14155550100", "template_id": 7 } },
                "least": { "value": { "recipient": "+14155550100" } }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The password is on its way. One page's prose promises request_id and a time of creation instead.",
            "x-source": "D7, Sample codes README; connector description",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/OtpSent" },
              "example": { "otp_id": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5", "status": "OPEN", "expiry": 600 }
            } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "402": { "$ref": "#/components/responses/InsufficientCredit" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "422": { "$ref": "#/components/responses/ValidationError" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/verify/v1/otp/resend-otp": {
      "x-also": [ "/verify/v1/resend-otp" ],
      "post": {
        "operationId": "resendOtp",
        "tags": [ "Version 1" ],
        "summary": "Send again for an earlier request, once its retry_delay has passed and while its retry_count lasts.",
        "x-source": "D7, Resend OTP; D7, Resend (older page)",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/ResendOtp" },
              "example": { "otp_id": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Sent again. Whether otp_id stays the same is not said; a client must use the one returned.",
            "x-source": "D7, Resend OTP, Response",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/OtpResent" },
              "example": { "otp_id": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5", "status": "OPEN", "expiry": 600, "resend_count": 1 }
            } }
          },
          "400": { "$ref": "#/components/responses/ResendRefused" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "402": { "$ref": "#/components/responses/InsufficientCredit" },
          "404": { "$ref": "#/components/responses/UnknownOtp" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "422": { "$ref": "#/components/responses/ValidationError" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/verify/v1/otp/verify-otp": {
      "x-also": [ "/verify/v1/verify-otp" ],
      "post": {
        "operationId": "verifyOtp",
        "tags": [ "Version 1" ],
        "summary": "Check a code. The documents tell a wrong or expired one both as a status in a 200 and as a 400.",
        "x-source": "D7, Verify OTP",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/VerifyOtp" },
              "example": { "otp_id": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5", "otp_code": "123456" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The verdict.",
            "x-source": "D7, Verify OTP, Response and Response Parameters",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/Verdict" },
              "examples": {
                "right": { "value": { "status": "APPROVED" } },
                "again": { "value": { "status": "ALREADY_VERIFIED" } }
              }
            } }
          },
          "400": { "$ref": "#/components/responses/InvalidCode" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "404": { "$ref": "#/components/responses/UnknownOtp" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "422": { "$ref": "#/components/responses/ValidationError" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/verify/v1/report/{otp_id}": {
      "parameters": [ { "$ref": "#/components/parameters/otp_id" } ],
      "get": {
        "operationId": "getReport",
        "tags": [ "Version 1" ],
        "summary": "Ask how a request stands.",
        "x-source": "D7, Get Status",
        "responses": {
          "200": {
            "description": "The status.",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Report" }, "example": { "status": "OPEN" } } }
          },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "404": { "$ref": "#/components/responses/NotExists" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "422": { "$ref": "#/components/responses/ValidationError" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/verify/v2/otp/send-otp": {
      "x-source": "Official Python client 0.0.16; tests of the other official clients", "x-certainty": "observed",
      "post": {
        "operationId": "sendOtpV2",
        "tags": [ "Version 2" ],
        "summary": "Send a one-time password by a flow that is set up in the console.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/SendOtpV2" },
              "example": { "recipient": "+14155550100", "flow_id": "sign_in" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The password is on its way; the body is assumed to be version 1's.", "x-certainty": "assumed",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/OtpSent" },
              "example": { "otp_id": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5", "status": "OPEN", "expiry": 600 }
            } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "402": { "$ref": "#/components/responses/InsufficientCredit" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "422": { "$ref": "#/components/responses/ValidationError" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/verify/v2/otp/resend-otp": {
      "x-source": "Official Python client 0.0.16; tests of the other official clients", "x-certainty": "observed",
      "post": {
        "operationId": "resendOtpV2",
        "tags": [ "Version 2" ],
        "summary": "Send again for an earlier request.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/ResendOtp" },
              "example": { "otp_id": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Sent again; the body is assumed to be version 1's.", "x-certainty": "assumed",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/OtpResent" },
              "example": { "otp_id": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5", "status": "OPEN", "expiry": 600, "resend_count": 1 }
            } }
          },
          "400": { "$ref": "#/components/responses/ResendRefused" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "402": { "$ref": "#/components/responses/InsufficientCredit" },
          "404": { "$ref": "#/components/responses/UnknownOtp" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "422": { "$ref": "#/components/responses/ValidationError" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/verify/v2/otp/verify-otp": {
      "x-source": "Official Python client 0.0.16; tests of the other official clients", "x-certainty": "observed",
      "post": {
        "operationId": "verifyOtpV2",
        "tags": [ "Version 2" ],
        "summary": "Check a code.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/VerifyOtp" },
              "example": { "otp_id": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5", "otp_code": "123456" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The verdict; the body is assumed to be version 1's.", "x-certainty": "assumed",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Verdict" }, "example": { "status": "APPROVED" } } }
          },
          "400": { "$ref": "#/components/responses/InvalidCode" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "404": { "$ref": "#/components/responses/UnknownOtp" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "422": { "$ref": "#/components/responses/ValidationError" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/verify/v2/report/{otp_id}": {
      "x-source": "Official Python client 0.0.16; tests of the other official clients", "x-certainty": "observed",
      "parameters": [ { "$ref": "#/components/parameters/otp_id" } ],
      "get": {
        "operationId": "getReportV2",
        "tags": [ "Version 2" ],
        "summary": "Ask how a request stands.",
        "responses": {
          "200": {
            "description": "The status; the body is assumed to be version 1's.", "x-certainty": "assumed",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Report" }, "example": { "status": "OPEN" } } }
          },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "404": { "$ref": "#/components/responses/NotExists" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "422": { "$ref": "#/components/responses/ValidationError" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "bearer": {
        "type": "http", "scheme": "bearer",
        "description": "A token made in the control panel or by the login interface.",
        "x-source": "D7, Authentication; D7, Verify OTP"
      }
    },
    "parameters": {
      "otp_id": {
        "name": "otp_id", "in": "path", "required": true,
        "description": "The id that the send returned. That another form is refused as invalid is assumed.",
        "schema": { "type": "string", "format": "uuid", "x-certainty": "assumed" }, "example": "3c2b1a09-8f7e-4d6c-95b4-a3928170f6e5"
      }
    },
    "responses": {
      "BadRequest": {
        "description": "The request is refused; known from the clients only.",
        "x-source": "Official clients (Python 0.0.16 and others)", "x-certainty": "assumed",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" }, "example": { "detail": "The request is refused" } } }
      },
      "Unauthorized": {
        "description": "The token is missing or wrong. The message's wording differs between pages.",
        "x-source": "D7, Sample codes README; D7, Send OTP",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/CodedError" },
          "example": { "detail": { "code": "ACCESS_TOKEN_SIGNATURE_VERIFICATION_FAILED", "message": "Access token signature verification failed" } }
        } }
      },
      "InsufficientCredit": {
        "description": "The balance is used up. The clients know the status; no body is published.",
        "x-source": "Official clients (Python 0.0.16 and others)", "x-certainty": "observed",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error", "x-certainty": "assumed" },
          "example": { "detail": { "code": "INSUFFICIENT_CREDIT", "message": "Insufficient credit" } }
        } }
      },
      "ResendRefused": {
        "description": "Asked again too soon, or too late. What a used-up retry_count gets is not published.",
        "x-source": "D7, Resend OTP; D7, Resend (older page)",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/PlainError" },
          "examples": {
            "soon": { "value": { "detail": "Frequent resend request, resend request need minimum 60 seconds delay" } },
            "late": { "value": { "detail": "Resend Failed. OTP time limit expired." } }
          }
        } }
      },
      "InvalidCode": {
        "description": "The code is wrong or has expired.",
        "x-source": "D7, Verify OTP, 400",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/CodedError" },
          "example": { "detail": { "code": "INVALID_OTP_CODE", "message": "Invalid OTP code or OTP code expired" } }
        } }
      },
      "NotExists": {
        "description": "No request has this id.",
        "x-source": "D7, Get Status, 404",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/CodedError" },
          "example": { "detail": { "code": "MESSAGE_LOG_NOT_EXISTS", "message": "Given message otp id not exists in the system. Please Try Again!" } }
        } }
      },
      "UnknownOtp": {
        "description": "No request has this id; documented for the status only.",
        "x-source": "D7, Get Status, 404", "x-certainty": "assumed",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "detail": { "code": "MESSAGE_LOG_NOT_EXISTS", "message": "Given message otp id not exists in the system. Please Try Again!" } }
        } }
      },
      "MethodNotAllowed": {
        "description": "The path has no such method.",
        "x-source": "The form of the other errors", "x-certainty": "assumed",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" }, "example": { "detail": "Method Not Allowed" } } }
      },
      "ValidationError": {
        "description": "A field is missing or has the wrong form.",
        "x-source": "D7, Verify OTP, 422",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/ValidationErrorBody" },
          "example": { "detail": [ { "loc": [ "body", "otp_id" ], "msg": "field required", "type": "value_error.missing" } ] }
        } }
      },
      "TooManyRequests": {
        "description": "Too many requests; in no document.",
        "x-source": "The form of the other errors", "x-certainty": "assumed",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" }, "example": { "detail": "Too many requests" } } }
      },
      "ServerError": {
        "description": "Server error; in no document.",
        "x-source": "Official clients (an error of its own)", "x-certainty": "assumed",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" }, "example": { "detail": "Internal Server Error" } } }
      }
    },
    "schemas": {
      "SendOtp": {
        "type": "object",
        "x-source": "D7, Send OTP; D7, Generate (older page); connector description",
        "required": [ "recipient" ],
        "properties": {
          "originator": {
            "type": "string", "default": "D7VERIFY", "pattern": "^(\\+?[0-9]{1,15}|.{1,11})$", "examples": [ "Example" ],
            "description": "The sender: a brand name of at most 11 characters, or a number with its country code."
          },
          "recipient": {
            "type": "string", "pattern": "^\\+?[1-9][0-9]{6,14}$", "x-also": [ "recipients" ], "examples": [ "+14155550100" ],
            "description": "The number with its country code, with or without +. One table and one sample spell it 'recipients'."
          },
          "content": { "type": "string", "examples": [ "Your code is {}" ], "description": "The message; {} stands for the code. Needed unless template_id is given, by the documents; a client omits both." },
          "template_id": { "type": "integer", "minimum": 1, "x-reference": true, "x-certainty": "assumed", "description": "A template of the control panel instead of content. One client sends 0 for none." },
          "expiry": { "type": "integer", "minimum": 1, "x-certainty": "assumed", "default": 600, "description": "Lifetime of the code in seconds. Some samples send a string." },
          "data_coding": { "type": "string", "enum": [ "text", "unicode", "auto" ], "default": "text", "description": "Coding of the message; the connector's default is auto." },
          "channel": { "type": "string", "enum": [ "SMS", "WhatsApp" ], "default": "SMS", "description": "How the code is sent." },
          "retry_delay": { "type": "integer", "minimum": 0, "x-certainty": "assumed", "default": 60, "description": "Seconds that must pass before sending again." },
          "retry_count": { "type": "integer", "minimum": 0, "x-certainty": "assumed", "default": 5, "description": "How often the user may ask to send again." },
          "otp_code_length": { "type": "integer", "minimum": 2, "maximum": 10, "default": 6, "description": "Length of the code." },
          "otp_type": { "type": "string", "enum": [ "numeric", "alpha", "alphanumeric" ], "default": "numeric", "description": "What the code is made of." },
          "success_url": { "type": "string", "format": "uri", "description": "Called on success: of the verification by one page, of the delivery by another. The payload is not published." },
          "failure_url": { "type": "string", "format": "uri", "description": "Called on failure, likewise." }
        }
      },
      "SendOtpV2": {
        "type": "object",
        "required": [ "recipient" ],
        "properties": {
          "recipient": { "type": "string", "pattern": "^\\+?[1-9][0-9]{6,14}$", "examples": [ "+14155550100" ], "description": "The number with its country code, with or without +." },
          "flow_id": { "type": "string", "examples": [ "sign_in" ], "description": "The flow set up in the console." }
        }
      },
      "ResendOtp": {
        "type": "object",
        "x-source": "D7, Resend OTP",
        "required": [ "otp_id" ],
        "properties": { "otp_id": { "type": "string", "format": "uuid", "description": "The id that the send returned." } }
      },
      "VerifyOtp": {
        "type": "object",
        "x-source": "D7, Verify OTP, Body parameters",
        "required": [ "otp_id", "otp_code" ],
        "properties": {
          "otp_id": { "type": "string", "format": "uuid", "description": "The id that the send returned." },
          "otp_code": { "type": "string", "minLength": 1, "description": "The code that the recipient got. Some samples send a number." }
        }
      },
      "OtpSent": {
        "type": "object",
        "x-source": "D7, Sample codes README; connector description",
        "required": [ "otp_id", "status", "expiry" ],
        "properties": {
          "otp_id": { "type": "string", "format": "uuid" },
          "status": { "type": "string", "enum": [ "OPEN", "FAILED" ], "x-source": "D7, Resend OTP, Response Parameters" },
          "expiry": { "type": "integer", "minimum": 0, "description": "Seconds until the code expires." }
        }
      },
      "OtpResent": {
        "x-source": "D7, Resend OTP, Response",
        "allOf": [ { "$ref": "#/components/schemas/OtpSent" } ],
        "type": "object",
        "required": [ "resend_count" ],
        "properties": { "resend_count": { "type": "integer", "minimum": 1, "description": "How often this request was sent again." } }
      },
      "Verdict": {
        "type": "object",
        "x-source": "D7, Verify OTP, Response Parameters",
        "required": [ "status" ],
        "properties": {
          "status": { "type": "string", "enum": [ "APPROVED", "FAILED", "EXPIRED", "ALREADY_VERIFIED" ] }
        }
      },
      "Report": {
        "type": "object",
        "x-source": "D7, Get Status",
        "required": [ "status" ],
        "properties": {
          "status": {
            "type": "string", "enum": [ "OPEN", "APPROVED", "FAILED", "EXPIRED" ],
            "description": "The page shows OPEN only; the others are taken from the verdicts.", "x-certainty": "assumed"
          }
        }
      },
      "CodedDetail": {
        "type": "object",
        "required": [ "code", "message" ],
        "properties": {
          "code": { "type": "string", "minLength": 1 },
          "message": { "type": "string", "minLength": 1 }
        }
      },
      "CodedError": {
        "type": "object",
        "x-source": "D7, Verify OTP, 400; D7, Get Status, 404",
        "required": [ "detail" ],
        "properties": { "detail": { "$ref": "#/components/schemas/CodedDetail" } }
      },
      "PlainError": {
        "type": "object",
        "x-source": "D7, Resend OTP",
        "required": [ "detail" ],
        "properties": { "detail": { "type": "string", "minLength": 1 } }
      },
      "ValidationErrorBody": {
        "type": "object",
        "x-source": "D7, Verify OTP, 422",
        "required": [ "detail" ],
        "properties": {
          "detail": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [ "loc", "msg", "type" ],
              "properties": {
                "loc": { "type": "array", "items": { "type": [ "string", "integer" ] } },
                "msg": { "type": "string" },
                "type": { "type": "string" }
              }
            }
          }
        }
      },
      "Error": {
        "type": "object",
        "x-source": "The three forms of detail that the documents show",
        "required": [ "detail" ],
        "properties": {
          "detail": {
            "oneOf": [
              { "$ref": "#/components/schemas/CodedDetail" },
              { "type": "string", "minLength": 1 },
              { "type": "array", "items": { "type": "object" } }
            ]
          }
        }
      }
    }
  }
}

"""####
    ),
    (
      "d7-verify/provider.json",
      ####"""
{
  "$schema": "../provider.schema.json",
  "provider": "d7-verify",
  "title": "D7 Verify",
  "contract": "openapi.json",
  "hosts": [ "api.d7networks.com" ],
  "environment": { "D7_API_TOKEN": "verify-mock-fake-token" },
  "credentials": [ { "scheme": "bearer" } ],
  "ignored": [ "body/template_id", "body/data_coding", "body/success_url", "body/failure_url", "body/flow_id" ],
  "verification": {
    "code": { "length": 6, "alphabet": "digits", "placeholder": "{}" },
    "lifetime": "600s",
    "again": "new",
    "resend": { "code": "new", "lifetime": "restart", "id": "same" },
    "limits": {
      "resends": 5,
      "resendGap": "60s",
      "checks": { "value": 10, "certainty": "assumed" }
    },
    "keep": { "originator": "body/originator" },
    "words": {
      "status": { "pending": "OPEN", "approved": "APPROVED", "expired": "EXPIRED", "failed": "FAILED" },
      "alphabet": { "digits": "numeric", "letters": "alpha", "alphanumeric": "alphanumeric" },
      "violation": { "missing": "value_error.missing", "type": "type_error", "value": "value_error", "unreadable": "value_error.jsondecode" },
      "violation.text": { "missing": "field required" }
    }
  },
  "channels": {
    "SMS": {
      "message": "{{verification.code}} is your verification code.",
      "delivered": [ { "status": "sent" }, { "status": "delivered", "after": "1s" } ],
      "undelivered": [ { "status": "sent" }, { "status": "undelivered", "after": "5s" } ],
      "failed": [ { "status": "failed" } ]
    },
    "WhatsApp": {
      "message": "{{verification.code}} is your verification code.",
      "delivered": [ { "status": "sent" }, { "status": "delivered", "after": "1s" } ],
      "undelivered": [ { "status": "sent" }, { "status": "undelivered", "after": "5s" } ],
      "failed": [ { "status": "failed" } ]
    }
  },
  "operations": {
    "sendOtp": {
      "effect": "send",
      "bind": {
        "recipient": "body/recipient",
        "channel": "body/channel",
        "message": "body/content",
        "lifetime": "body/expiry",
        "code.length": "body/otp_code_length",
        "code.alphabet": "body/otp_type",
        "limits.resends": "body/retry_count",
        "limits.resendGap": "body/retry_delay"
      },
      "outcomes": {
        "sent": {
          "status": 200, "certainty": "documented",
          "body": { "otp_id": "{{verification.id}}", "status": "OPEN", "expiry": "{{verification.lifetime.seconds}}" }
        }
      }
    },
    "resendOtp": {
      "effect": "resend",
      "find": [ { "id": "body/otp_id" } ],
      "outcomes": {
        "resent": {
          "status": 200, "certainty": "documented",
          "body": {
            "otp_id": "{{verification.id}}", "status": "OPEN",
            "expiry": "{{verification.expires.seconds-left}}", "resend_count": "{{verification.resends}}"
          }
        },
        "expired": { "status": 400, "text": "Resend Failed. OTP time limit expired.", "certainty": "documented" },
        "already-verified": { "status": 400, "text": "Resend Failed. OTP already verified." },
        "rate-limited/too-soon": {
          "status": 400, "text": "Frequent resend request, resend request need minimum {{limit.gap.seconds}} seconds delay", "certainty": "documented"
        },
        "rate-limited/too-many": { "status": 400, "text": "Resend Failed. Maximum number of resends reached." },
        "checks-exhausted": { "status": 400, "text": "Resend Failed. OTP can not be used any more." }
      }
    },
    "verifyOtp": {
      "effect": "check",
      "find": [ { "id": "body/otp_id" } ],
      "bind": { "code": "body/otp_code" },
      "outcomes": {
        "approved": { "status": 200, "body": { "status": "APPROVED" }, "certainty": "documented" }
      }
    },
    "getReport": {
      "effect": "get",
      "find": [ { "id": "path/otp_id" } ],
      "outcomes": {
        "found": { "status": 200, "body": { "status": "{{verification.status}}" }, "certainty": "documented" },
        "not-found": { "status": 404, "body": { "$use": "not-exists" }, "certainty": "documented" }
      }
    },
    "sendOtpV2": { "like": "sendOtp" },
    "resendOtpV2": { "like": "resendOtp" },
    "verifyOtpV2": { "like": "verifyOtp" },
    "getReportV2": { "like": "getReport" }
  },
  "shapes": {
    "error": { "detail": "{{outcome.text}}" },
    "not-exists": {
      "detail": { "code": "MESSAGE_LOG_NOT_EXISTS", "message": "Given message otp id not exists in the system. Please Try Again!" }
    }
  },
  "outcomes": {
    "unauthorized": {
      "status": 401, "certainty": "documented",
      "body": { "detail": { "code": "ACCESS_TOKEN_SIGNATURE_VERIFICATION_FAILED", "message": "Access token signature verification failed" } }
    },
    "not-found": { "status": 404, "body": { "$use": "not-exists" } },
    "not-found/route": { "status": 404, "text": "Not Found" },
    "method-not-allowed": { "status": 405, "text": "Method Not Allowed" },
    "invalid-request": {
      "status": 422, "certainty": "documented",
      "body": {
        "detail": {
          "$each": "violations",
          "item": { "loc": "{{violation.path}}", "msg": "{{violation.text}}", "type": "{{violation.kind}}" }
        }
      }
    },
    "wrong-code": {
      "status": 400, "certainty": "documented",
      "body": { "detail": { "code": "INVALID_OTP_CODE", "message": "Invalid OTP code or OTP code expired" } }
    },
    "expired": { "as": "wrong-code", "certainty": "documented" },
    "checks-exhausted": { "as": "wrong-code", "certainty": "assumed" },
    "already-verified": { "status": 200, "body": { "status": "ALREADY_VERIFIED" }, "certainty": "documented" },
    "no-credit": { "status": 402, "body": { "detail": { "code": "INSUFFICIENT_CREDIT", "message": "Insufficient credit" } } },
    "rate-limited": { "status": 429, "text": "Too many requests" },
    "server-error": { "status": 500, "text": "Internal Server Error" }
  },
  "quirks": {
    "verdict-200": {
      "certainty": "documented",
      "source": "D7, Verify OTP, Response Parameters",
      "/outcomes/wrong-code": { "status": 200, "body": { "status": "FAILED" }, "certainty": "documented" },
      "/outcomes/expired": { "status": 200, "body": { "status": "EXPIRED" }, "certainty": "documented" }
    },
    "already-verified-400": { "certainty": "documented", "source": "D7, Verification (older page)", "/outcomes/already-verified": { "as": "wrong-code", "certainty": "documented" } },
    "unauthorized-wording": {
      "certainty": "documented", "source": "D7, Send OTP, 401 (newer page)",
      "/outcomes/unauthorized/text": "It looks like your requests were …",
      "/outcomes/unauthorized/body/detail/message": "{{outcome.text}}"
    },
    "json-only": { "certainty": "assumed", "/mediaTypes": "documented" },
    "resend-new-id": { "certainty": "documented", "source": "D7, Resend OTP, sample", "/verification/resend/id": "new" },
    "resend-same-code": { "certainty": "assumed", "/verification/resend/code": "same" },
    "resend-keeps-lifetime": { "certainty": "assumed", "/verification/resend/lifetime": "keep" }
  }
}

"""####
    ),
    (
      "d7-verify/resend-limits.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "resend-limits",
  "provider": "d7-verify",
  "summary": "The documented gap and count of sending again, with a gap of 30 seconds and a count of 2. Nothing is scripted.",
  "steps": [],
  "walkthrough": [
    { "do": "send", "with": { "limits.resendGap": 30, "limits.resends": 2 }, "expect": "sent" },
    { "do": "resend", "expect": "rate-limited/too-soon" },
    { "advance": "31s" },
    { "do": "resend", "expect": "resent", "body": { "resend_count": 1, "expiry": 600 } },
    { "advance": "31s" },
    { "do": "resend", "expect": "resent", "body": { "resend_count": 2 } },
    { "advance": "31s" },
    { "do": "resend", "expect": "rate-limited/too-many" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "d7-verify/status-report.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "status-report",
  "provider": "d7-verify",
  "summary": "The report follows a request: open, approved; and for another one, expired. Nothing is scripted.",
  "steps": [],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "call": "getReport", "expect": "found", "body": { "status": "OPEN" } },
    { "do": "check", "code": "right", "expect": "approved" },
    { "call": "getReport", "expect": "found", "body": { "status": "APPROVED" } },
    { "do": "send", "with": { "lifetime": 300 }, "expect": "sent", "body": { "expiry": 300 } },
    { "advance": "301s" },
    { "call": "getReport", "expect": "found", "body": { "status": "EXPIRED" } },
    { "do": "check", "code": "right", "expect": "expired" },
    { "do": "resend", "expect": "expired" }
  ]
}

"""####
    ),
    (
      "d7-verify/verdict-200.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "verdict-200",
  "provider": "d7-verify",
  "summary": "The other documented style: a wrong code is told as FAILED in a 200, an expired one as EXPIRED.",
  "quirks": [ "verdict-200" ],
  "steps": [],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "wrong", "expect": "wrong-code", "body": { "status": "FAILED" } },
    { "advance": "601s" },
    { "do": "check", "code": "right", "expect": "expired", "body": { "status": "EXPIRED" } }
  ]
}

"""####
    ),
    (
      "d7-verify/version-2.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "version-2",
  "provider": "d7-verify",
  "summary": "The same course over the clients' v2 operations. Nothing is scripted.",
  "steps": [],
  "walkthrough": [
    { "call": "sendOtpV2", "with": { "body/flow_id": "sign_in" }, "expect": "sent" },
    { "advance": "61s" },
    { "call": "resendOtpV2", "expect": "resent" },
    { "call": "verifyOtpV2", "code": "wrong", "expect": "wrong-code" },
    { "call": "verifyOtpV2", "code": "right", "expect": "approved" },
    { "call": "getReportV2", "expect": "found", "body": { "status": "APPROVED" } }
  ]
}

"""####
    ),
    (
      "expired.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "expired",
  "summary": "The user is too late: the code has expired when it is checked, and stays so; the next code that is asked for works.",
  "steps": [ { "on": "check", "outcome": "expired", "per": "recipient" } ],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right", "expect": "expired" },
    { "do": "check", "code": "right", "expect": "expired" },
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "flaky.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "flaky",
  "summary": "The first send fails with a server error, the first check loses its connection; the second try of each works. Some clients retry by themselves and hide it.",
  "steps": [
    { "on": "send", "outcome": "server-error" },
    { "on": "check", "fault": "reset" }
  ],
  "walkthrough": [
    { "do": "send", "expect": "server-error" },
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "malformed-response.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "malformed-response",
  "breaksContract": true,
  "summary": "The first check is answered with a success status and a body that is cut off in the middle of its JSON; the second with an HTML page; the third as usual.",
  "steps": [
    { "on": "check", "respond": { "status": 200, "headers": { "Content-Type": "application/json" }, "text": "{ \"message\": \"verif" } },
    { "on": "check", "respond": { "status": 502, "headers": { "Content-Type": "text/html" }, "text": "<html><body><h1>502 Bad Gateway</h1></body></html>" } }
  ],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right", "times": 2 },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "no-credit.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "no-credit",
  "summary": "The account's balance is used up: no code can be sent.",
  "steps": [ { "on": "send", "outcome": "no-credit", "times": "always" } ],
  "walkthrough": [
    { "do": "send", "expect": "no-credit", "times": 2 }
  ]
}

"""####
    ),
    (
      "otp-sent.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "otp-sent",
  "summary": "The code is sent, delivered and typed correctly: nothing is scripted.",
  "steps": [],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "outage.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "outage",
  "summary": "The provider is down: every send and every check gets a server error, however often it is repeated.",
  "steps": [
    { "on": "send", "outcome": "server-error", "times": "always" },
    { "on": "check", "outcome": "server-error", "times": "always" }
  ],
  "walkthrough": [
    { "do": "send", "expect": "server-error", "times": 4 }
  ]
}

"""####
    ),
    (
      "plivo-caller-id/known-numbers.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "known-numbers",
  "provider": "plivo-caller-id",
  "summary": "The account already has three verified numbers in two countries, for screens and code that list them.",
  "given": {
    "numbers": [
      { "phone": "+14155550101", "age": "40d", "keep": { "alias": "Front desk", "subaccount": "" } },
      { "phone": "+442079460102", "age": "3d", "keep": { "alias": "London", "subaccount": "" } },
      { "phone": "+14155550103", "age": "1h", "keep": { "alias": "Night desk", "subaccount": "SAXXXXXXXXXXXXXXXXXX" } }
    ]
  },
  "steps": [],
  "walkthrough": [
    { "call": "listVerifiedCallerIds", "expect": "listed", "body": { "meta": { "total_count": 3 }, "objects": [ { "alias": "Night desk" }, { "alias": "London" }, { "alias": "Front desk" } ] } },
    { "call": "listVerifiedCallerIds", "with": { "query/country": "GB" }, "expect": "listed", "body": { "objects": [ { "phone_number": "+442079460102" } ] } },
    { "call": "listVerifiedCallerIds", "with": { "query/subaccount": "SAXXXXXXXXXXXXXXXXXX" }, "expect": "listed", "body": { "objects": [ { "phone_number": "+14155550103" } ] } },
    { "call": "listVerifiedCallerIds", "with": { "query/limit": 2, "query/offset": 2 }, "expect": "listed", "body": { "meta": { "limit": 2, "offset": 2, "total_count": 3, "next": null }, "objects": [ { "alias": "Front desk" } ] } },
    { "call": "getVerifiedCallerId", "with": { "path/phone_number": "442079460102" }, "expect": "found", "body": { "phone_number": "+442079460102" } }
  ]
}

"""####
    ),
    (
      "plivo-caller-id/life-cycle.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "life-cycle",
  "provider": "plivo-caller-id",
  "summary": "A number is verified, listed, renamed and forgotten. Nothing is scripted.",
  "steps": [],
  "walkthrough": [
    { "call": "listVerifiedCallerIds", "expect": "listed", "body": { "meta": { "total_count": 0 }, "objects": [] } },
    { "call": "getVerifiedCallerId", "expect": "not-found" },
    { "call": "initiateVerification", "with": { "body/alias": "Front desk" }, "expect": "sent" },
    { "do": "check", "code": "wrong", "expect": "wrong-code" },
    { "do": "check", "code": "right", "expect": "approved", "body": { "alias": "Front desk" } },
    { "do": "check", "code": "right", "expect": "already-verified" },
    { "call": "listVerifiedCallerIds", "expect": "listed", "body": { "meta": { "total_count": 1 }, "objects": [ { "alias": "Front desk", "subaccount": "" } ] } },
    { "call": "updateVerifiedCallerId", "with": { "body/alias": "Night desk" }, "expect": "updated", "body": { "alias": "Night desk" } },
    { "call": "getVerifiedCallerId", "expect": "found", "body": { "alias": "Night desk", "subaccount": "" } },
    { "call": "deleteVerifiedCallerId", "expect": "deleted" },
    { "call": "getVerifiedCallerId", "expect": "not-found" },
    { "call": "deleteVerifiedCallerId", "expect": "not-found" }
  ]
}

"""####
    ),
    (
      "plivo-caller-id/openapi.json",
      ####"""
{
  "openapi": "3.1.0",
  "info": {
    "title": "Plivo Verified Caller ID",
    "version": "1",
    "description": "What Plivo's documents say about verifying a caller id and about the verified numbers that result, with the place each statement comes from. `x-source` names the document, `x-certainty` says whether a statement is documented, observed in Plivo's own clients or their fixtures, or assumed; both are inherited by everything below them. `x-also` lists other spellings that the documents or the clients use."
  },
  "x-source": "Plivo, Verified caller IDs, API reference (newer pages); Plivo, Verify Caller ID; Plivo, Initiate number verification",
  "x-certainty": "documented",
  "servers": [
    { "url": "https://api.plivo.com/v1" }
  ],
  "security": [ { "basic": [] } ],
  "tags": [
    { "name": "Verification", "description": "Proving that a number is yours." },
    { "name": "Verified numbers", "description": "The numbers proven so far." }
  ],
  "paths": {
    "/Account/{auth_id}/VerifiedCallerId/": {
      "parameters": [ { "$ref": "#/components/parameters/auth_id" } ],
      "post": {
        "operationId": "initiateVerification",
        "tags": [ "Verification" ],
        "summary": "Send a code to a number that is to be verified. The code is valid for 15 minutes.",
        "x-source": "Plivo, Initiate number verification",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/InitiateVerification" },
              "examples": {
                "least": { "value": { "phone_number": "+14155550100" } },
                "call": { "value": { "phone_number": "+14155550100", "alias": "Front desk", "channel": "call" } }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The code is on its way. Four of the seven official clients' test suites use this status.",
            "x-source": "Tests of the official clients for Go, Ruby, PHP, Java; Plivo, Verify API reference, HTTP status codes we send",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/VerificationInitiated" },
              "example": {
                "api_id": "1d2e3f40-5162-4738-8495-a6b7c8d9e0f1",
                "message": "Verification code is sent to number +14155550100 which is valid for 15 minutes",
                "verification_uuid": "6a7b8c9d-0e1f-4233-8455-667788990011"
              }
            } }
          },
          "201": {
            "description": "The same, as the official Python client's tests have it.",
            "x-source": "Tests of the official Python client; Plivo, Verify API reference, HTTP status codes we send",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/VerificationInitiated" } } }
          },
          "202": {
            "description": "The same, as the official .NET client's tests have it.",
            "x-source": "Tests of the official .NET client; Plivo, Verify API reference, HTTP status codes we send",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/VerificationInitiated" } } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      },
      "get": {
        "operationId": "listVerifiedCallerIds",
        "tags": [ "Verified numbers" ],
        "summary": "List the verified numbers, at most 20 a page.",
        "x-source": "Plivo, Verified caller IDs, List",
        "parameters": [
          { "name": "country", "in": "query", "description": "Only numbers of this country (ISO 3166-1 alpha-2).", "schema": { "type": "string" }, "example": "US" },
          { "name": "subaccount", "in": "query", "x-also": [ "sub_account" ], "description": "Only numbers of this subaccount.", "schema": { "type": "string" } },
          {
            "name": "alias", "in": "query", "description": "Only numbers with this alias.",
            "x-source": "Official clients (Python 4.63.0 and others)", "x-certainty": "observed",
            "schema": { "type": "string" }
          },
          { "name": "limit", "in": "query", "description": "Results per page.", "schema": { "type": "integer", "minimum": 1, "maximum": 20, "default": 20 } },
          { "name": "offset", "in": "query", "description": "Results to pass over.", "schema": { "type": "integer", "minimum": 0, "default": 0 } }
        ],
        "responses": {
          "200": {
            "description": "One page of verified numbers, newest first.",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/VerifiedNumberList" },
              "example": {
                "api_id": "2e3f4051-6273-4849-95a6-b7c8d9e0f112",
                "meta": { "limit": 20, "offset": 0, "next": null, "previous": null, "total_count": 1 },
                "objects": [ {
                  "alias": "Front desk", "country": "US",
                  "created_at": "2026-01-05T05:13:19.322681Z", "modified_at": "2026-01-05T05:13:19.322681Z",
                  "phone_number": "+14155550100", "resource_uri": "/v1/Account/MAXXXXXXXXXXXXXXXXXX/VerifiedCallerId/14155550100",
                  "subaccount": "", "verification_uuid": "6a7b8c9d-0e1f-4233-8455-667788990011"
                } ]
              }
            } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/Account/{auth_id}/VerifiedCallerId/Verification/{verification_uuid}/": {
      "parameters": [
        { "$ref": "#/components/parameters/auth_id" },
        {
          "name": "verification_uuid", "in": "path", "required": true,
          "description": "The verification's id. What is no id of a verification is not found, whatever its form.",
          "schema": { "type": "string" }, "example": "6a7b8c9d-0e1f-4233-8455-667788990011"
        }
      ],
      "post": {
        "operationId": "verifyCallerId",
        "tags": [ "Verification" ],
        "summary": "Check the code; the right one makes the number a verified caller id.",
        "x-source": "Plivo, Verify Caller ID",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/VerifyCallerId" },
              "example": { "otp": "7871" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The code was right and the number is verified.",
            "x-source": "Tests of the official clients for Go, Ruby, PHP, Java; Plivo, Verify API reference, HTTP status codes we send",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/CallerIdVerified" },
              "example": {
                "alias": "Front desk", "api_id": "3f405162-7384-495a-a6b7-c8d9e0f11223", "channel": "sms", "country": "US",
                "created_at": "2026-01-05T03:52:22.880097813Z", "phone_number": "+14155550100", "verification_uuid": "6a7b8c9d-0e1f-4233-8455-667788990011"
              }
            } }
          },
          "201": {
            "description": "The same, as the official Python client's tests have it.",
            "x-source": "Tests of the official Python client; Plivo, Verify API reference, HTTP status codes we send",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/CallerIdVerified" } } }
          },
          "202": {
            "description": "The same, as the official .NET client's tests have it.",
            "x-source": "Tests of the official .NET client; Plivo, Verify API reference, HTTP status codes we send",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/CallerIdVerified" } } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/Account/{auth_id}/VerifiedCallerId/{phone_number}/": {
      "parameters": [
        { "$ref": "#/components/parameters/auth_id" },
        {
          "name": "phone_number", "in": "path", "required": true,
          "description": "The verified number: digits, with or without a leading + (raw or as %2B).",
          "x-source": "Plivo, Verified caller IDs, Retrieve; official clients (raw +)",
          "schema": { "type": "string" }, "example": "+14155550100"
        }
      ],
      "get": {
        "operationId": "getVerifiedCallerId",
        "tags": [ "Verified numbers" ],
        "summary": "Retrieve one verified number.",
        "x-source": "Plivo, Verified caller IDs, Retrieve",
        "responses": {
          "200": {
            "description": "The verified number.",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/RetrievedVerifiedNumber" },
              "example": {
                "alias": "Front desk", "api_id": "40516273-8495-4a6b-b7c8-d9e0f1122334", "country": "US",
                "created_at": "2026-01-05T05:13:19.322681Z", "modified_at": "2026-01-05T05:13:19.322681Z",
                "phone_number": "+14155550100", "subaccount": "", "verification_uuid": "6a7b8c9d-0e1f-4233-8455-667788990011"
              }
            } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      },
      "post": {
        "operationId": "updateVerifiedCallerId",
        "tags": [ "Verified numbers" ],
        "summary": "Change a verified number's alias or subaccount.",
        "x-source": "Plivo, Verified caller IDs, Update",
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/UpdateVerifiedNumber" },
              "example": { "alias": "Night desk" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The verified number as it is now.",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/RetrievedVerifiedNumber" },
              "example": {
                "alias": "Night desk", "api_id": "51627384-95a6-4b7c-88d9-e0f112233445", "country": "US",
                "created_at": "2026-01-05T05:13:19.322681Z", "modified_at": "2026-01-05T06:01:44.000218Z",
                "phone_number": "+14155550100", "subaccount": "", "verification_uuid": "6a7b8c9d-0e1f-4233-8455-667788990011"
              }
            } }
          },
          "202": {
            "description": "The same, as the status table's 'Resource changed' allows.",
            "x-source": "Plivo, Verify API reference, HTTP status codes we send",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/RetrievedVerifiedNumber" } } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      },
      "delete": {
        "operationId": "deleteVerifiedCallerId",
        "tags": [ "Verified numbers" ],
        "summary": "Forget a verified number.",
        "x-source": "Plivo, Verified caller IDs, Delete",
        "responses": {
          "204": { "description": "Forgotten; no body." },
          "200": {
            "description": "The same with an empty object, as the official Python client's tests and the Java client's fixture have it.",
            "x-source": "Tests of the official clients for Python, Java", "x-certainty": "observed",
            "content": { "application/json": { "schema": { "type": "object" }, "example": {} } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "basic": {
        "type": "http", "scheme": "basic",
        "description": "Auth ID as user, Auth Token as password; the Auth ID is the one in the path.",
        "x-source": "Plivo, Verify API reference, Authentication"
      }
    },
    "parameters": {
      "auth_id": {
        "name": "auth_id", "in": "path", "required": true,
        "description": "The account: 20 characters, beginning with MA, or SA for a subaccount.",
        "x-source": "Plivo, Initiate number verification; official clients for Python, Ruby, Java (the shape)",
        "schema": { "type": "string" }, "example": "MAXXXXXXXXXXXXXXXXXX"
      }
    },
    "responses": {
      "BadRequest": {
        "description": "A parameter is missing or invalid; also the answer to a refused code (assumed: no text or status for that is published).",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "incorrect otp" }
        } }
      },
      "Unauthorized": {
        "description": "Authentication failed. Each response has an api_id by the reference; without credentials the body has been seen without one.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send; fixture of the official PHP client (the body)",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/UnauthorizedError" },
          "examples": {
            "envelope": { "value": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "authentication failed" } },
            "none": { "value": { "error": "authentication credentials were not provided" } }
          }
        } }
      },
      "Forbidden": {
        "description": "The account or the feature is not enabled.",
        "x-source": "Plivo, API overview (newer page), HTTP status codes",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "the feature is not enabled" }
        } }
      },
      "NotFound": {
        "description": "There is no such verification or verified number.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/NotFoundError" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "verified caller id not found" }
        } }
      },
      "MethodNotAllowed": {
        "description": "The path has no such method.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "method not allowed" }
        } }
      },
      "TooManyRequests": {
        "description": "Too many requests: 300 of an account in five seconds.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send; Plivo, API overview (newer page) (the account's rate)",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "too many requests" }
        } }
      },
      "ServerError": {
        "description": "Server error.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "server error" }
        } }
      }
    },
    "schemas": {
      "InitiateVerification": {
        "type": "object",
        "x-source": "Plivo, Initiate number verification, Attributes",
        "required": [ "phone_number" ],
        "properties": {
          "phone_number": { "type": "string", "pattern": "^\\+?[1-9][0-9]{6,14}$", "description": "The number to verify, in E.164 form, with or without +.", "examples": [ "+14155550100" ] },
          "alias": { "type": "string", "default": "", "description": "A name for the number, unique by the page; what a repeated one gets is not published, and the clients' fixtures have repeated ones." },
          "channel": {
            "type": "string", "enum": [ "sms", "call" ], "default": "sms", "x-also": { "call": [ "voice" ] },
            "description": "How the code is sent. Sessions say 'voice' where this interface says 'call'; taking both is an assumption."
          },
          "subaccount": {
            "type": "string", "default": "", "pattern": "^(SA[A-Z0-9]{18})?$", "x-also": [ "sub_account" ], "x-reference": true, "examples": [ "SAXXXXXXXXXXXXXXXXXX" ],
            "description": "The subaccount that gets the number, by its Auth ID: 20 characters that begin with SA, by the clients. Whether it exists is not checked."
          },
          "country": { "type": "string", "x-source": "Official clients for Python, Go", "x-certainty": "observed" },
          "account_id": { "type": [ "integer", "string" ], "x-source": "Official clients for Python, Go (0 when not given)", "x-certainty": "observed" },
          "auth_id": { "type": "string", "x-source": "Official clients for Python, Go", "x-certainty": "observed" },
          "auth_token": { "type": "string", "x-source": "Official clients for Python, Go", "x-certainty": "observed" }
        }
      },
      "VerifyCallerId": {
        "type": "object",
        "x-source": "Plivo, Verify Caller ID, Attributes",
        "required": [ "otp" ],
        "properties": {
          "otp": { "type": "string", "minLength": 1, "description": "The code that the number's owner got: four digits by the object page, six in some samples." }
        }
      },
      "UpdateVerifiedNumber": {
        "type": "object",
        "x-source": "Plivo, Verified caller IDs, Update",
        "properties": {
          "alias": { "type": "string", "description": "The new name." },
          "subaccount": {
            "type": "string", "pattern": "^(SA[A-Z0-9]{18})?$", "x-also": [ "sub_account" ], "x-reference": true, "examples": [ "SAXXXXXXXXXXXXXXXXXX" ],
            "description": "The subaccount that gets the number."
          }
        }
      },
      "ID": { "type": "string", "format": "uuid", "description": "36 characters, 8-4-4-4-12 hexadecimal digits." },
      "PhoneNumber": { "type": "string", "pattern": "^\\+?[0-9]{7,15}$", "description": "With + in every sample." },
      "VerificationInitiated": {
        "type": "object",
        "x-source": "Plivo, Initiate number verification, Response",
        "required": [ "api_id", "message", "verification_uuid" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "message": { "type": "string", "minLength": 1 },
          "verification_uuid": { "$ref": "#/components/schemas/ID" }
        }
      },
      "CallerIdVerified": {
        "type": "object",
        "x-source": "Plivo, Verify Caller ID, Response",
        "required": [ "alias", "api_id", "channel", "country", "created_at", "phone_number", "verification_uuid" ],
        "properties": {
          "alias": { "type": "string" },
          "api_id": { "$ref": "#/components/schemas/ID" },
          "channel": { "type": "string", "description": "Empty in the page's sample, 'call' in the clients' fixtures." },
          "country": { "type": "string", "description": "ISO 3166-1 alpha-2; can be empty." },
          "created_at": { "type": "string", "format": "date-time" },
          "phone_number": { "$ref": "#/components/schemas/PhoneNumber" },
          "verification_uuid": { "$ref": "#/components/schemas/ID" },
          "subaccount": { "type": "string", "x-source": "Models of the official clients", "x-certainty": "observed" }
        }
      },
      "VerifiedNumber": {
        "type": "object",
        "x-source": "Plivo, Verified caller IDs, Retrieve and List; fixtures of the official clients",
        "required": [ "alias", "country", "created_at", "modified_at", "phone_number", "subaccount", "verification_uuid" ],
        "properties": {
          "alias": { "type": "string" },
          "country": { "type": "string", "description": "ISO 3166-1 alpha-2; can be empty." },
          "created_at": { "type": "string", "format": "date-time" },
          "modified_at": { "type": "string", "format": "date-time" },
          "phone_number": { "$ref": "#/components/schemas/PhoneNumber" },
          "subaccount": { "type": "string", "description": "Empty or the subaccount's Auth ID." },
          "verification_uuid": { "$ref": "#/components/schemas/ID" }
        }
      },
      "RetrievedVerifiedNumber": {
        "x-source": "Plivo, Verified caller IDs, Retrieve",
        "allOf": [ { "$ref": "#/components/schemas/VerifiedNumber" } ],
        "type": "object",
        "required": [ "api_id" ],
        "properties": { "api_id": { "$ref": "#/components/schemas/ID" } }
      },
      "ListedVerifiedNumber": {
        "x-source": "Plivo, Verified caller IDs, List",
        "allOf": [ { "$ref": "#/components/schemas/VerifiedNumber" } ],
        "type": "object",
        "required": [ "resource_uri" ],
        "properties": { "resource_uri": { "type": "string", "description": "The number's own path: its digits, no final slash." } }
      },
      "VerifiedNumberList": {
        "type": "object",
        "x-source": "Plivo, Verified caller IDs, List",
        "required": [ "api_id", "meta", "objects" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "meta": {
            "type": "object",
            "required": [ "limit", "offset", "next", "previous", "total_count" ],
            "properties": {
              "limit": { "type": "integer", "minimum": 1, "maximum": 20 },
              "offset": { "type": "integer", "minimum": 0 },
              "next": { "type": [ "string", "null" ] },
              "previous": { "type": [ "string", "null" ] },
              "total_count": { "type": "integer", "minimum": 0 }
            }
          },
          "objects": { "type": "array", "items": { "$ref": "#/components/schemas/ListedVerifiedNumber" } }
        }
      },
      "Error": {
        "type": "object",
        "x-source": "Plivo, API overview (newer page), errors",
        "required": [ "api_id", "error" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "error": { "type": "string", "minLength": 1, "description": "What is wrong. No texts are published." }
        }
      },
      "UnauthorizedError": {
        "type": "object",
        "x-source": "Plivo, API overview (newer page), errors; fixture of the official PHP client",
        "required": [ "error" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "error": { "type": "string", "minLength": 1 }
        }
      },
      "NotFoundError": {
        "type": "object",
        "x-source": "Plivo, API overview (newer page), errors; official Go client (an empty object), tests of the Go, Ruby and PHP clients (no api_id)",
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "error": { "type": "string", "minLength": 1 }
        },
        "if": { "minProperties": 1 },
        "then": { "required": [ "error" ] }
      }
    }
  }
}

"""####
    ),
    (
      "plivo-caller-id/provider.json",
      ####"""
{
  "$schema": "../provider.schema.json",
  "provider": "plivo-caller-id",
  "title": "Plivo Verified Caller ID",
  "contract": "openapi.json",
  "hosts": [ "api.plivo.com" ],
  "environment": { "PLIVO_AUTH_ID": "MAXXXXXXXXXXXXXXXXXX", "PLIVO_AUTH_TOKEN": "verify-mock-fake-token" },
  "credentials": [ { "scheme": "basic", "equals": "path/auth_id" } ],
  "mediaTypes": "documented",
  "ignored": [ "body/country", "body/account_id", "body/auth_id", "body/auth_token" ],
  "verification": {
    "code": { "length": 4, "alphabet": "digits" },
    "lifetime": "15m",
    "again": "new",
    "leaves": "number",
    "limits": {
      "checks": { "value": 10, "certainty": "assumed" },
      "requests": { "value": "300/5s", "certainty": "documented" }
    },
    "keep": { "alias": "body/alias", "subaccount": "body/subaccount" }
  },
  "channels": {
    "sms": {
      "message": "{{verification.code}} is your caller ID verification code.",
      "delivered": [ { "status": "queued" }, { "status": "sent", "after": "200ms" }, { "status": "delivered", "after": "1s" } ],
      "undelivered": [ { "status": "queued" }, { "status": "sent", "after": "200ms" }, { "status": "undelivered", "after": "5s" } ],
      "failed": [ { "status": "queued" }, { "status": "failed", "after": "200ms" } ]
    },
    "call": {
      "message": "Your caller ID verification code is {{verification.code.spelled}}.",
      "delivered": [ { "status": "ringing" }, { "status": "in-progress", "after": "3s" }, { "status": "completed", "after": "15s" } ],
      "undelivered": [ { "status": "ringing" }, { "status": "completed", "after": "30s" } ],
      "failed": [ { "status": "ringing" }, { "status": "completed", "after": "200ms" } ]
    }
  },
  "operations": {
    "initiateVerification": {
      "effect": "send",
      "bind": { "recipient": "body/phone_number", "channel": "body/channel" },
      "outcomes": {
        "sent": {
          "status": 200, "certainty": "observed",
          "body": {
            "api_id": "{{request.id}}",
            "message": "Verification code is sent to number {{verification.recipient}} which is valid for {{verification.lifetime.minutes}} minutes",
            "verification_uuid": "{{verification.id}}"
          }
        }
      }
    },
    "verifyCallerId": {
      "effect": "check",
      "find": [ { "id": "path/verification_uuid" } ],
      "bind": { "code": "body/otp" },
      "outcomes": {
        "approved": {
          "status": 200, "certainty": "observed",
          "body": {
            "alias": "{{verification.kept.alias}}",
            "api_id": "{{request.id}}",
            "channel": "{{verification.channel}}",
            "country": "{{verification.recipient.country}}",
            "created_at": "{{verification.created.nano}}",
            "phone_number": "{{verification.recipient}}",
            "verification_uuid": "{{verification.id}}"
          }
        },
        "not-found": { "status": 404, "text": "verification not found" }
      }
    },
    "listVerifiedCallerIds": {
      "effect": "number.list",
      "order": "newest-first",
      "bind": { "limit": "query/limit", "offset": "query/offset" },
      "where": { "phone.country": "query/country", "kept.subaccount": "query/subaccount", "kept.alias": "query/alias" },
      "outcomes": {
        "listed": {
          "status": 200, "certainty": "documented",
          "body": {
            "api_id": "{{request.id}}",
            "meta": {
              "limit": "{{page.limit}}", "next": "{{page.next}}", "offset": "{{page.offset}}",
              "previous": "{{page.previous}}", "total_count": "{{page.total}}"
            },
            "objects": {
              "$each": "page.items",
              "item": { "$use": "number", "resource_uri": "/v1/Account/{{account.id}}/VerifiedCallerId/{{number.phone.digits}}" },
              "empty": []
            }
          }
        }
      }
    },
    "getVerifiedCallerId": {
      "effect": "number.get",
      "find": [ { "number": "path/phone_number" } ],
      "outcomes": { "found": { "status": 200, "certainty": "documented", "body": { "api_id": "{{request.id}}", "$use": "number" } } }
    },
    "updateVerifiedCallerId": {
      "effect": "number.update",
      "find": [ { "number": "path/phone_number" } ],
      "outcomes": { "updated": { "status": 200, "certainty": "documented", "body": { "api_id": "{{request.id}}", "$use": "number" } } }
    },
    "deleteVerifiedCallerId": {
      "effect": "number.delete",
      "find": [ { "number": "path/phone_number" } ],
      "outcomes": {
        "deleted": { "status": 204, "headers": { "Content-Type": "application/json" }, "certainty": "documented" }
      }
    }
  },
  "shapes": {
    "error": { "api_id": "{{request.id}}", "error": "{{outcome.text}}" },
    "number": {
      "alias": "{{number.kept.alias}}",
      "country": "{{number.phone.country}}",
      "created_at": "{{number.created}}",
      "modified_at": "{{number.modified}}",
      "phone_number": "{{number.phone}}",
      "subaccount": "{{number.kept.subaccount}}",
      "verification_uuid": "{{number.verification}}"
    }
  },
  "outcomes": {
    "unauthorized": { "status": 401, "text": "authentication failed" },
    "unauthorized/missing": { "status": 401, "text": "authentication credentials were not provided", "certainty": "observed" },
    "forbidden": { "status": 403, "text": "the feature is not enabled" },
    "not-found": { "status": 404, "text": "verified caller id not found" },
    "not-found/route": { "status": 404, "text": "resource not found" },
    "method-not-allowed": { "status": 405, "text": "method not allowed" },
    "invalid-request": { "status": 400, "text": "{{violation.field}} is invalid: {{violation.text}}" },
    "invalid-request/missing": { "status": 400, "text": "{{violation.field}} is required" },
    "invalid-request/unreadable": { "status": 400, "text": "the request body is not valid JSON" },
    "wrong-code": { "status": 400, "text": "incorrect otp" },
    "expired": { "status": 400, "text": "verification expired" },
    "already-verified": { "status": 400, "text": "number already verified" },
    "checks-exhausted": { "status": 429, "text": "too many requests" },
    "rate-limited": { "status": 429, "text": "too many requests" },
    "server-error": { "status": 500, "text": "server error" }
  },
  "quirks": {
    "initiate-201": { "certainty": "observed", "source": "Tests of the official Python client", "/operations/initiateVerification/outcomes/sent/status": 201 },
    "initiate-202": { "certainty": "observed", "source": "Tests of the official .NET client", "/operations/initiateVerification/outcomes/sent/status": 202 },
    "verify-201": { "certainty": "observed", "source": "Tests of the official Python client", "/operations/verifyCallerId/outcomes/approved/status": 201 },
    "verify-202": { "certainty": "observed", "source": "Tests of the official .NET client", "/operations/verifyCallerId/outcomes/approved/status": 202 },
    "verify-channel-empty": { "certainty": "documented", "source": "Plivo, Verify Caller ID, Response", "/operations/verifyCallerId/outcomes/approved/body/channel": "" },
    "verify-subaccount": { "certainty": "observed", "source": "Models of the official clients", "/operations/verifyCallerId/outcomes/approved/body/subaccount": "{{verification.kept.subaccount}}" },
    "update-202": { "certainty": "documented", "source": "Plivo, Verify API reference, HTTP status codes we send", "/operations/updateVerifiedCallerId/outcomes/updated/status": 202 },
    "update-keeps-modified": { "certainty": "assumed", "/shapes/number/modified_at": "{{number.created}}" },
    "delete-200": { "certainty": "observed", "source": "Tests of the official Python client, fixture of the Java client", "/operations/deleteVerifiedCallerId/outcomes/deleted": { "status": 200, "body": {} } },
    "delete-without-content-type": { "certainty": "assumed", "/operations/deleteVerifiedCallerId/outcomes/deleted": { "status": 204, "certainty": "documented" } },
    "alias-unique": { "certainty": "assumed", "source": "Plivo, Initiate number verification, alias; what a repeated one gets is not published", "/verification/unique": [ "kept.alias" ] },
    "any-media-type": { "certainty": "assumed", "/mediaTypes": "readable" },
    "code-length-6": { "certainty": "documented", "source": "Plivo, Verify Caller ID, samples", "/verification/code/length": 6 },
    "error-without-api-id": {
      "certainty": "observed",
      "source": "Fixture of the official PHP client; tests of the clients for Go and Ruby",
      "/outcomes/unauthorized": { "status": 401, "body": { "error": "authentication failed" } },
      "/outcomes/unauthorized~1missing": { "status": 401, "body": { "error": "authentication credentials were not provided" }, "certainty": "observed" },
      "/outcomes/not-found": { "status": 404, "body": { "error": "verified caller id not found" } },
      "/operations/verifyCallerId/outcomes/not-found": { "status": 404, "body": { "error": "verification not found" } }
    },
    "not-found-empty": {
      "certainty": "observed",
      "source": "Official Go client",
      "/outcomes/not-found": { "status": 404, "body": {} },
      "/operations/verifyCallerId/outcomes/not-found": { "status": 404, "body": {} }
    }
  }
}

"""####
    ),
    (
      "plivo-caller-id/resend.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "resend",
  "provider": "plivo-caller-id",
  "summary": "The owner asks for the code again: a second initiate starts a verification of its own, with its own code; the first code is refused for it.",
  "steps": [],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "previous", "expect": "wrong-code" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "plivo-caller-id/voice-fallback.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "voice-fallback",
  "provider": "plivo-caller-id",
  "summary": "No SMS arrives, as on a landline, so the owner asks for a call.",
  "steps": [ { "on": "send", "when": { "channel": "sms" }, "delivery": "undelivered", "times": "always" } ],
  "walkthrough": [
    { "do": "send", "with": { "channel": "sms" }, "expect": "sent" },
    { "advance": "30s" },
    { "do": "send", "with": { "channel": "call" }, "expect": "sent" },
    { "advance": "20s" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "plivo-verify/fraud-blocked.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "fraud-blocked",
  "provider": "plivo-verify",
  "summary": "Fraud Shield stops the message (channel error 452, suspected SMS pumping): the session is created, its attempt fails, and the callback says why.",
  "steps": [ { "on": "send", "delivery": "failed", "error": "452", "times": "always" } ],
  "walkthrough": [
    { "do": "send", "with": { "channel": "sms", "callback.url": "{{callback}}" }, "expect": "sent" },
    { "advance": "5s" },
    { "callbacks": [ { "ChannelStatus": "queued", "ChannelErrorCode": "" }, { "ChannelStatus": "failed", "ChannelErrorCode": "452" } ] },
    {
      "call": "getSession", "expect": "found",
      "body": { "status": "in-progress", "count": 1, "attempt_details": [ { "status": "failed" } ], "charges": { "total_charge": "0" } }
    }
  ]
}

"""####
    ),
    (
      "plivo-verify/geo-blocked.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "geo-blocked",
  "provider": "plivo-verify",
  "summary": "Sending to the recipient's country is not enabled: create answers 403, which the official clients turn into an error of its own.",
  "steps": [ { "on": "send", "outcome": "forbidden", "times": "always" } ],
  "walkthrough": [ { "do": "send", "expect": "forbidden" } ]
}

"""####
    ),
    (
      "plivo-verify/history.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "history",
  "provider": "plivo-verify",
  "summary": "The account already has five sessions, one in each common state and age, for screens and code that list them; without a time filter the list has those of the last 24 hours.",
  "given": {
    "verifications": [
      { "recipient": "+14155550101", "channel": "sms", "status": "approved", "age": "40d" },
      { "recipient": "+14155550102", "channel": "voice", "status": "expired", "age": "3d" },
      { "recipient": "+442079460103", "channel": "sms", "status": "expired", "delivery": "undelivered", "age": "2h" },
      { "recipient": "+14155550104", "channel": "sms", "status": "approved", "age": "1h" },
      { "recipient": "+14155550105", "channel": "sms", "status": "pending", "age": "1m" }
    ]
  },
  "steps": [],
  "walkthrough": [
    { "call": "listSessions", "with": { "query/limit": 2 }, "expect": "listed", "body": { "meta": { "limit": 2, "offset": 0 }, "sessions": [ { "recipient": "14155550105", "status": "in-progress" }, { "recipient": "14155550104", "status": "verified" } ] } },
    { "call": "listSessions", "with": { "query/status": "expired" }, "expect": "listed", "body": { "sessions": [ { "recipient": "442079460103" } ] } },
    { "call": "listSessions", "with": { "query/status": "expired", "query/session_time__gte": "2025-11-01 00:00" }, "expect": "listed", "body": { "sessions": [ { "recipient": "442079460103" }, { "recipient": "14155550102" } ] } },
    { "call": "listSessions", "with": { "query/country": "GB" }, "expect": "listed", "body": { "sessions": [ { "recipient": "442079460103" } ] } }
  ]
}

"""####
    ),
    (
      "plivo-verify/list-rate-limited.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "list-rate-limited",
  "provider": "plivo-verify",
  "summary": "The documented rate of the list: twenty calls a minute are answered, the twenty-first is refused, a minute later it works again. Nothing is scripted.",
  "steps": [],
  "walkthrough": [
    { "call": "listSessions", "expect": "listed", "times": 20 },
    { "call": "listSessions", "expect": "rate-limited" },
    { "advance": "61s" },
    { "call": "listSessions", "expect": "listed" }
  ]
}

"""####
    ),
    (
      "plivo-verify/openapi.json",
      ####"""
{
  "openapi": "3.1.0",
  "info": {
    "title": "Plivo Verify: sessions",
    "version": "1",
    "description": "What Plivo's documents say about Verify sessions, with the place each statement comes from. `x-source` names the document, `x-certainty` says whether a statement is documented, observed in Plivo's own clients or their fixtures, or assumed; both are inherited by everything below them. `x-also` lists other spellings that the documents or the clients use.",
    "x-source": "Plivo, Verify API reference",
    "x-certainty": "documented"
  },
  "x-source": "Plivo, Verify API reference",
  "x-certainty": "documented",
  "servers": [
    { "url": "https://api.plivo.com/v1" }
  ],
  "security": [ { "basic": [] } ],
  "tags": [ { "name": "Sessions", "description": "Sending and validating one-time passwords." } ],
  "paths": {
    "/Account/{auth_id}/Verify/Session/": {
      "parameters": [ { "$ref": "#/components/parameters/auth_id" } ],
      "post": {
        "operationId": "createSession",
        "tags": [ "Sessions" ],
        "summary": "Send a code to a recipient. A second call before the code expires is another attempt of the same session.",
        "x-source": "Plivo, Verify API reference, Create a session",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/CreateSession" },
              "examples": {
                "least": { "value": { "recipient": "+14155550100" } },
                "voice": {
                  "value": {
                    "recipient": "+14155550100", "channel": "voice", "url": "https://example.com/session_status/", "method": "POST",
                    "app_uuid": "7c9e6f0a-52f4-4c6b-9d63-0f1b2a3c4d5e", "code_length": 4
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "The session was created or got another attempt. Six of the seven official clients' test suites use this status.",
            "x-source": "Plivo, Verify API reference, HTTP status codes we send; tests of the official clients for Python, Node, Go, PHP, Java, .NET",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/SessionInitiated" },
              "example": { "api_id": "5f0c3a1e-6a55-4d0e-8c3b-1f2e3d4c5b6a", "message": "Session initiated", "session_uuid": "0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25" }
            } }
          },
          "201": {
            "description": "The same, as the status table's 'Resource created' and the official Ruby client's tests have it.",
            "x-source": "Plivo, Verify API reference, HTTP status codes we send; tests of the official Ruby client",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/SessionInitiated" },
              "example": { "api_id": "5f0c3a1e-6a55-4d0e-8c3b-1f2e3d4c5b6a", "message": "Session initiated", "session_uuid": "0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25" }
            } }
          },
          "200": {
            "description": "The same, as the status table's 'Request has been executed' allows.",
            "x-source": "Plivo, Verify API reference, HTTP status codes we send",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/SessionInitiated" } } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        },
        "callbacks": {
          "sessionStatus": {
            "{$request.body#/url}": {
              "post": {
                "summary": "Told with each change of an attempt or of the session: a form for POST, the same names in the query for GET.",
                "x-source": "Plivo, Verify API reference, Verify Status Callbacks",
                "requestBody": {
                  "required": true,
                  "content": { "application/x-www-form-urlencoded": { "schema": { "$ref": "#/components/schemas/StatusCallback" } } }
                },
                "responses": {
                  "200": { "description": "Taken. Any other answer is followed by three retries, after 60, 120 and 240 seconds.", "x-source": "Plivo, Verify callbacks" }
                }
              }
            }
          }
        }
      },
      "get": {
        "operationId": "listSessions",
        "tags": [ "Sessions" ],
        "summary": "List sessions of the last 90 days, at most 20 a page and 20 calls a minute.",
        "x-source": "Plivo, Verify API reference, List all sessions",
        "parameters": [
          { "name": "app_uuid", "in": "query", "description": "Only sessions of this application.", "schema": { "type": "string", "format": "uuid" } },
          {
            "name": "status", "in": "query", "description": "Only sessions in this status. Plivo's command-line tool calls in-progress 'pending'.",
            "schema": { "type": "string", "enum": [ "in-progress", "verified", "expired" ], "x-also": { "in-progress": [ "pending" ] } }
          },
          {
            "name": "recipient", "in": "query", "description": "Only sessions to this number, in E.164 form. A leading + must be sent as %2B.",
            "schema": { "type": "string", "pattern": "^\\+?[1-9][0-9]{6,14}$" }, "example": "+14155550100"
          },
          {
            "name": "subaccount", "in": "query", "x-also": [ "sub_account" ],
            "description": "Only sessions of this subaccount, by its Auth Token (the reference) or its Auth ID (the clients). The list itself contains an account's own sessions only: which accounts are whose subaccounts is not simulated.",
            "schema": { "type": "string" }
          },
          { "name": "limit", "in": "query", "description": "Results per page.", "schema": { "type": "integer", "minimum": 1, "maximum": 20, "default": 20 } },
          { "name": "offset", "in": "query", "description": "Results to pass over. The reference's example (limit 10, offset 5: objects 51 to 60) counts pages instead.", "schema": { "type": "integer", "minimum": 0, "default": 0 } },
          {
            "name": "session_time", "in": "query", "description": "Only sessions begun at this time (UTC). Without any of the five time filters the last 24 hours are listed.",
            "schema": { "$ref": "#/components/schemas/FilterTime" }
          },
          { "name": "session_time__gt", "in": "query", "x-also": [ "session_time_gt" ], "description": "Begun after this time. Without seconds it is the beginning of the minute.", "schema": { "$ref": "#/components/schemas/FilterTime" } },
          { "name": "session_time__gte", "in": "query", "x-also": [ "session_time_gte" ], "description": "Begun at or after this time.", "schema": { "$ref": "#/components/schemas/FilterTime" } },
          { "name": "session_time__lt", "in": "query", "x-also": [ "session_time_lt" ], "description": "Begun before this time.", "schema": { "$ref": "#/components/schemas/FilterTime" } },
          { "name": "session_time__lte", "in": "query", "x-also": [ "session_time_lte" ], "description": "Begun at or before this time.", "schema": { "$ref": "#/components/schemas/FilterTime" } },
          { "name": "brand_name", "in": "query", "x-also": [ "BrandName" ], "description": "Only sessions created with this brand name.", "schema": { "type": "string" } },
          { "name": "app_hash", "in": "query", "x-also": [ "AppHash" ], "description": "Only sessions created with this app hash.", "schema": { "type": "string" } },
          {
            "name": "country", "in": "query", "description": "Only sessions to numbers of this country (ISO 3166-1 alpha-2).",
            "x-source": "Official clients (Python 4.63.0 and the other six)", "x-certainty": "observed",
            "schema": { "type": "string" }, "example": "US"
          },
          {
            "name": "alias", "in": "query", "description": "Only sessions of the application with this alias.",
            "x-source": "Official clients (Python 4.63.0 and the other six)", "x-certainty": "observed",
            "schema": { "type": "string" }
          }
        ],
        "responses": {
          "200": {
            "description": "One page of sessions, newest first.",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/SessionList" },
              "examples": {
                "one": { "value": {
                  "api_id": "9d2f7b64-1c0e-4b8a-8f35-62d1a0c4e7b9",
                  "meta": { "limit": 20, "offset": 0, "next": null, "previous": null },
                  "sessions": [ {
                    "session_uuid": "0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25", "app_uuid": "7c9e6f0a-52f4-4c6b-9d63-0f1b2a3c4d5e",
                    "recipient": "14155550100", "channel": "sms", "status": "expired", "count": 1,
                    "attempt_details": [ { "channel": "sms", "attempt_uuid": "c4d1e2f3-0a9b-4c8d-9e7f-6a5b4c3d2e1f", "status": "undelivered", "time": "2026-01-05T10:40:05.804031Z" } ],
                    "charges": {
                      "total_charge": "0.08", "validation_charge": "0.0000",
                      "attempt_charges": [ { "attempt_uuid": "c4d1e2f3-0a9b-4c8d-9e7f-6a5b4c3d2e1f", "channel": "sms", "charge": "0.08000" } ]
                    },
                    "created_at": "2026-01-05T10:40:05.804031Z", "updated_at": "2026-01-05T10:50:05.804031Z"
                  } ]
                } },
                "none": { "value": {
                  "api_id": "9d2f7b64-1c0e-4b8a-8f35-62d1a0c4e7b9",
                  "meta": { "limit": 20, "offset": 0, "next": null, "previous": null },
                  "sessions": []
                } }
              }
            } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    },
    "/Account/{auth_id}/Verify/Session/{session_uuid}/": {
      "parameters": [
        { "$ref": "#/components/parameters/auth_id" },
        { "$ref": "#/components/parameters/session_uuid" }
      ],
      "get": {
        "operationId": "getSession",
        "tags": [ "Sessions" ],
        "summary": "Retrieve one session.",
        "x-source": "Plivo, Verify API reference, Retrieve a session",
        "responses": {
          "200": {
            "description": "The session, beside the request's id.",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/RetrievedSession" },
              "example": {
                "api_id": "b7a3c5d1-8e2f-4a6b-9c0d-e1f2a3b4c5d6",
                "session_uuid": "2f6c1b90-7d3e-4e8a-a5b4-c3d2e1f0a9b8", "app_uuid": "7c9e6f0a-52f4-4c6b-9d63-0f1b2a3c4d5e",
                "recipient": "14155550100", "channel": "voice", "locale": "en", "status": "verified", "count": 2,
                "attempt_details": [
                  { "channel": "sms", "attempt_uuid": "d0e1f2a3-b4c5-4d6e-8f70-8192a3b4c5d6", "status": "delivered", "time": "2026-01-05T08:52:39.363253Z" },
                  { "channel": "voice", "attempt_uuid": "e1f2a3b4-c5d6-4e7f-8081-92a3b4c5d6e7", "status": "answer", "time": "2026-01-05T08:53:25.577153Z" }
                ],
                "charges": {
                  "total_charge": "0.163", "validation_charge": "0.0500",
                  "attempt_charges": [
                    { "attempt_uuid": "d0e1f2a3-b4c5-4d6e-8f70-8192a3b4c5d6", "channel": "sms", "charge": "0.08000" },
                    { "attempt_uuid": "e1f2a3b4-c5d6-4e7f-8081-92a3b4c5d6e7", "channel": "voice", "charge": "0.03300" }
                  ]
                },
                "created_at": "2026-01-05T08:52:39.363253Z", "updated_at": "2026-01-05T08:54:02.110034Z"
              }
            } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      },
      "post": {
        "operationId": "validateSession",
        "tags": [ "Sessions" ],
        "summary": "Check a code against a session. A session takes at most ten validations.",
        "x-source": "Plivo, Verify API reference, Validate a session",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/ValidateSession" },
              "example": { "otp": "123456" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The code was right and the session is verified.",
            "x-source": "Plivo, Verify API reference, HTTP status codes we send; tests of the official clients for Python, Go, PHP, .NET",
            "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/SessionValidated" },
              "examples": {
                "reference": { "value": { "api_id": "a6b5c4d3-e2f1-4a0b-9c8d-7e6f5a4b3c2d", "message": "session validated successfully." } },
                "clients": { "value": { "api_id": "a6b5c4d3-e2f1-4a0b-9c8d-7e6f5a4b3c2d", "message": "session validated successfully.", "session_uuid": "2f6c1b90-7d3e-4e8a-a5b4-c3d2e1f0a9b8" } }
              }
            } }
          },
          "201": {
            "description": "The same, as the official Ruby client's tests have it.",
            "x-source": "Plivo, Verify API reference, HTTP status codes we send; tests of the official Ruby client", "x-certainty": "observed",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/SessionValidated" } } }
          },
          "202": {
            "description": "The same, as the status table's 'Resource changed' and the official Java client's tests have it.",
            "x-source": "Plivo, Verify API reference, HTTP status codes we send; tests of the official Java client",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/SessionValidated" } } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "401": { "$ref": "#/components/responses/Unauthorized" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "404": { "$ref": "#/components/responses/NotFound" },
          "405": { "$ref": "#/components/responses/MethodNotAllowed" },
          "429": { "$ref": "#/components/responses/TooManyRequests" },
          "500": { "$ref": "#/components/responses/ServerError" }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "basic": {
        "type": "http", "scheme": "basic",
        "description": "Auth ID as user, Auth Token as password; the Auth ID is the one in the path. A subaccount's credentials work too.",
        "x-source": "Plivo, Verify API reference, Authentication"
      }
    },
    "parameters": {
      "auth_id": {
        "name": "auth_id", "in": "path", "required": true,
        "description": "The account: 20 characters, beginning with MA, or SA for a subaccount.",
        "x-source": "Plivo, Verify API reference; official clients for Python, Ruby, Java (the shape)",
        "schema": { "type": "string" }, "example": "MAXXXXXXXXXXXXXXXXXX"
      },
      "session_uuid": {
        "name": "session_uuid", "in": "path", "required": true,
        "description": "The session's id, 36 characters. What is no id of a session is not found, whatever its form.",
        "schema": { "type": "string" }, "example": "0b8f4d7c-93a1-4a52-b6de-7c1f0e9d8a25"
      }
    },
    "responses": {
      "BadRequest": {
        "description": "A parameter is missing or invalid; also the answer to a refused code (assumed: no text or status for that is published).",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "incorrect otp" }
        } }
      },
      "Unauthorized": {
        "description": "Authentication failed. Each response has an api_id by the reference; without credentials the body has been seen without one.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send; fixture of the official PHP client (the body)",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/UnauthorizedError" },
          "examples": {
            "envelope": { "value": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "authentication failed" } },
            "none": { "value": { "error": "authentication credentials were not provided" } }
          }
        } }
      },
      "Forbidden": {
        "description": "The account, the feature or the destination country is not enabled.",
        "x-source": "Plivo, API overview (newer page), HTTP status codes; official clients' error for create session",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "sending to this country is not enabled" }
        } }
      },
      "NotFound": {
        "description": "There is no such session.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/NotFoundError" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "session not found" }
        } }
      },
      "MethodNotAllowed": {
        "description": "The path has no such method.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "method not allowed" }
        } }
      },
      "TooManyRequests": {
        "description": "Too many requests: 20 lists a minute, ten validations of a session, 300 requests of an account in five seconds.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send and List all sessions; Plivo, API overview (newer page) (the account's rate)",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "too many requests" }
        } }
      },
      "ServerError": {
        "description": "Server error.",
        "x-source": "Plivo, Verify API reference, HTTP status codes we send",
        "content": { "application/json": {
          "schema": { "$ref": "#/components/schemas/Error" },
          "example": { "api_id": "c3d4e5f6-a7b8-4c9d-8e0f-1a2b3c4d5e6f", "error": "server error" }
        } }
      }
    },
    "schemas": {
      "CreateSession": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, Create a session, Arguments",
        "required": [ "recipient" ],
        "properties": {
          "recipient": { "type": "string", "pattern": "^\\+?[1-9][0-9]{6,14}$", "description": "The number to send to, in E.164 form, with or without +.", "examples": [ "+14155550100" ] },
          "app_uuid": { "type": "string", "format": "uuid", "x-reference": true, "description": "The Verify application; the account's default one when absent." },
          "channel": { "type": "string", "enum": [ "sms", "voice" ], "default": "sms", "description": "How the code is sent." },
          "url": { "type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://([^/?#@]*@)?[^/?#@:]", "description": "Where status callbacks go, fully qualified. The reference's table spells it 'Url', its sample 'url'." },
          "method": { "type": "string", "enum": [ "GET", "POST" ], "default": "POST", "description": "How the callback URL is called." },
          "locale": {
            "type": "string", "default": "en", "pattern": "^[a-z]{2}([_-][A-Z]{2})?$", "examples": [ "en_GB" ],
            "description": "Language of the message: an ISO 639-1 code, optionally _ and an ISO 3166-1 code. The command-line tool writes a hyphen. Whether a code exists is not checked."
          },
          "brand_name": { "type": "string", "description": "The name that users see in the message of either channel; overrides the application's." },
          "app_hash": { "type": "string", "description": "Appended to the SMS for Android's SMS Retriever." },
          "code_length": { "type": "integer", "minimum": 4, "maximum": 8, "description": "Length of the code; overrides the application's." },
          "dtmf": {
            "type": [ "integer", "null" ], "description": "Key that the callee presses to hear the code. The range is not published.",
            "x-source": "Official clients (Python 4.63.0 and others), change logs and fixtures", "x-certainty": "observed"
          },
          "fraud_check": {
            "type": [ "string", "boolean" ], "x-also": [ "check_fs" ], "description": "'disabled' sends past Fraud Shield. A support article names check_fs=false instead.",
            "x-source": "Official clients (fixture of the Go client); support article", "x-certainty": "observed", "examples": [ "disabled" ]
          },
          "otp": {
            "type": "string", "description": "A code of the caller's own (custom OTP).",
            "x-source": "Official Python client 4.63.0, change log", "x-certainty": "observed"
          },
          "src": { "type": "string", "description": "Sender, known from one client only.", "x-source": "Official Go client 7.60.2", "x-certainty": "observed" },
          "alpha_sender": { "type": "string", "description": "Alphanumeric sender, known from the command-line tool only.", "x-source": "Official command-line tool", "x-certainty": "observed" }
        }
      },
      "ValidateSession": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, Validate a session, Arguments",
        "required": [ "otp" ],
        "properties": {
          "otp": { "type": "string", "minLength": 1, "x-also": [ "OTP" ], "description": "The code that the user typed. The table spells it 'otp', the cURL sample 'OTP'; one client's test sends a number." }
        }
      },
      "FilterTime": {
        "type": "string",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.:][0-9]{1,6})?)?Z?$",
        "description": "YYYY-MM-DD HH:MM[:ss[.uuuuuu]] in UTC. The prose puts a colon before the fraction once.",
        "examples": [ "2026-01-05 10:40:05.804031" ]
      },
      "ID": { "type": "string", "format": "uuid", "description": "36 characters, 8-4-4-4-12 hexadecimal digits." },
      "Decimal": { "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$", "description": "An amount of money as decimal text; the scale varies." },
      "SessionInitiated": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, Create a session, Response",
        "required": [ "api_id", "message", "session_uuid" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "message": { "type": "string", "minLength": 1 },
          "session_uuid": { "$ref": "#/components/schemas/ID" },
          "invalid_number": { "description": "Read by one client.", "x-source": "Official Node client 4.78.0", "x-certainty": "observed" }
        }
      },
      "SessionValidated": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, Validate a session, Response",
        "required": [ "api_id", "message" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "message": { "type": "string", "minLength": 1 },
          "session_uuid": { "$ref": "#/components/schemas/ID", "description": "Promised by the prose, absent from the samples, present in three clients' fixtures." }
        }
      },
      "Session": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, The Session object and the samples of Retrieve a session and List all sessions",
        "required": [ "session_uuid", "app_uuid", "recipient", "channel", "status", "count", "attempt_details", "charges", "created_at", "updated_at" ],
        "properties": {
          "session_uuid": { "$ref": "#/components/schemas/ID" },
          "app_uuid": { "$ref": "#/components/schemas/ID" },
          "alias": { "type": "string", "description": "The application's alias.", "x-source": "Fixtures of the official clients for Go, .NET, PHP, Node, Java", "x-certainty": "observed" },
          "recipient": { "type": "string", "pattern": "^\\+?[0-9]{7,15}$", "description": "The number, without + in every sample." },
          "channel": { "type": "string", "enum": [ "sms", "voice" ], "description": "The channel of the last attempt." },
          "locale": { "type": "string", "description": "The language of the message; listed as an attribute, absent from the samples." },
          "status": { "type": "string", "enum": [ "in-progress", "verified", "expired" ], "x-also": { "expired": [ "Expired" ] }, "description": "One sample writes 'Expired'. That a session whose validations are used up reads 'expired' is assumed." },
          "count": { "type": "integer", "minimum": 0, "description": "The number of attempts." },
          "requestor_ip": { "type": "string", "description": "The address that asked for the session; empty where none is known.", "x-source": "Models and fixtures of the official clients", "x-certainty": "observed" },
          "destination_country_iso2": { "type": "string", "x-source": "Fixtures of the official clients", "x-certainty": "observed" },
          "destination_network": { "type": [ "string", "null" ], "x-source": "Fixtures of the official clients", "x-certainty": "observed" },
          "attempt_details": {
            "type": [ "array", "null" ], "description": "The attempts, oldest first; null when there are none (fixtures). The prose calls it otp_attempts, an object.",
            "items": { "$ref": "#/components/schemas/Attempt" }
          },
          "charges": { "$ref": "#/components/schemas/Charges" },
          "created_at": { "type": "string", "format": "date-time" },
          "updated_at": { "type": "string", "format": "date-time" }
        }
      },
      "RetrievedSession": {
        "x-source": "Plivo, Verify API reference, Retrieve a session, Response",
        "allOf": [ { "$ref": "#/components/schemas/Session" } ],
        "type": "object",
        "required": [ "api_id" ],
        "properties": { "api_id": { "$ref": "#/components/schemas/ID" } }
      },
      "Attempt": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, samples of Retrieve a session and List all sessions",
        "required": [ "channel", "attempt_uuid", "status", "time" ],
        "properties": {
          "channel": { "type": "string", "enum": [ "sms", "voice" ] },
          "attempt_uuid": { "$ref": "#/components/schemas/ID" },
          "status": {
            "type": "string", "x-certainty": "assumed",
            "x-source": "Values of the samples joined with those of the callbacks' ChannelStatus; no table is published for this attribute",
            "enum": [ "queued", "sent", "delivered", "undelivered", "failed", "answer", "early media", "ringing", "in-progress", "completed" ],
            "x-also": { "answer": [ "ANSWER" ], "early media": [ "EARLY MEDIA" ] }
          },
          "time": { "type": "string", "format": "date-time" },
          "brand_name": { "type": "string", "x-source": "Fixtures of the official clients for Go and PHP", "x-certainty": "observed" },
          "app_hash": { "type": "string", "x-source": "Fixtures of the official clients for Go and PHP", "x-certainty": "observed" },
          "code_length": { "type": "integer", "x-source": "Fixtures of the official clients for Go and PHP", "x-certainty": "observed" },
          "dtmf": { "type": [ "integer", "null" ], "x-source": "Fixtures of the official clients for Go and PHP", "x-certainty": "observed" },
          "fraud_check": { "type": "string", "x-source": "Fixtures of the official clients for Go and PHP", "x-certainty": "observed" }
        }
      },
      "Charges": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, samples of Retrieve a session and List all sessions",
        "required": [ "total_charge", "validation_charge", "attempt_charges" ],
        "properties": {
          "total_charge": { "$ref": "#/components/schemas/Decimal", "description": "The sum of the other charges." },
          "validation_charge": { "$ref": "#/components/schemas/Decimal", "description": "Zero until the session is verified." },
          "attempt_charges": {
            "type": [ "array", "null" ],
            "items": {
              "type": "object",
              "required": [ "attempt_uuid", "channel", "charge" ],
              "properties": {
                "attempt_uuid": { "$ref": "#/components/schemas/ID" },
                "channel": { "type": "string", "enum": [ "sms", "voice" ] },
                "charge": { "$ref": "#/components/schemas/Decimal" }
              }
            }
          }
        }
      },
      "SessionList": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, List all sessions, Response",
        "required": [ "api_id", "meta", "sessions" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "meta": {
            "type": "object",
            "required": [ "limit", "offset", "next", "previous" ],
            "properties": {
              "limit": { "type": "integer", "minimum": 1, "maximum": 20 },
              "offset": { "type": "integer", "minimum": 0 },
              "next": { "type": [ "string", "null" ], "description": "The next page, relative to the host, or null." },
              "previous": { "type": [ "string", "null" ], "description": "The previous page, relative to the host, or null." },
              "total_count": { "type": "integer", "minimum": 0, "description": "Known from Plivo's other lists; in no sample of this one.", "x-source": "Plivo, Verified caller IDs, list", "x-certainty": "assumed" }
            }
          },
          "sessions": { "type": [ "array", "null" ], "description": "Null has been seen for an empty page.", "items": { "$ref": "#/components/schemas/Session" } }
        }
      },
      "Error": {
        "type": "object",
        "x-source": "Plivo, API overview (newer page), errors",
        "required": [ "api_id", "error" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "error": { "type": "string", "minLength": 1, "description": "What is wrong. No texts are published." }
        }
      },
      "UnauthorizedError": {
        "type": "object",
        "x-source": "Plivo, API overview (newer page), errors; fixture of the official PHP client",
        "required": [ "error" ],
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "error": { "type": "string", "minLength": 1 }
        }
      },
      "NotFoundError": {
        "type": "object",
        "x-source": "Plivo, API overview (newer page), errors; official Go client (an empty object), tests of the Go, Ruby and PHP clients (no api_id)",
        "properties": {
          "api_id": { "$ref": "#/components/schemas/ID" },
          "error": { "type": "string", "minLength": 1 }
        },
        "if": { "minProperties": 1 },
        "then": { "required": [ "error" ] }
      },
      "StatusCallback": {
        "type": "object",
        "x-source": "Plivo, Verify API reference, Verify Status Callbacks, Attributes",
        "required": [ "AttemptSequence", "AttemptUUID", "Channel", "ChannelErrorCode", "ChannelStatus", "Recipient", "RequestTime", "SessionStatus", "SessionUUID" ],
        "properties": {
          "AttemptSequence": { "type": "string", "pattern": "^[0-9]+$", "description": "Which attempt of the session; whether it counts from 0 or 1 is not published." },
          "AttemptUUID": { "$ref": "#/components/schemas/ID" },
          "Channel": { "type": "string", "enum": [ "sms", "voice" ] },
          "ChannelErrorCode": { "type": "string", "description": "Empty without an error; 450 country blocked, 451 fraud threshold, 452 suspected SMS pumping.", "examples": [ "452" ] },
          "ChannelStatus": { "type": "string", "enum": [ "queued", "sent", "delivered", "undelivered", "failed", "ringing", "in-progress", "completed" ] },
          "Recipient": { "type": "string", "pattern": "^\\+?[0-9]{7,15}$" },
          "RequestTime": { "type": "string", "minLength": 1, "description": "UTC time at which the attempt was created; the form is not published." },
          "SessionStatus": { "type": "string", "enum": [ "in-progress", "expired" ], "description": "The table names these two. That a verified session's deliveries are reported as in-progress is assumed." },
          "SessionUUID": { "$ref": "#/components/schemas/ID" }
        }
      }
    }
  }
}

"""####
    ),
    (
      "plivo-verify/provider.json",
      ####"""
{
  "$schema": "../provider.schema.json",
  "provider": "plivo-verify",
  "title": "Plivo Verify: sessions",
  "contract": "openapi.json",
  "hosts": [ "api.plivo.com" ],
  "environment": { "PLIVO_AUTH_ID": "MAXXXXXXXXXXXXXXXXXX", "PLIVO_AUTH_TOKEN": "verify-mock-fake-token" },
  "credentials": [ { "scheme": "basic", "equals": "path/auth_id" } ],
  "mediaTypes": "documented",
  "ignored": [ "body/src", "body/alpha_sender" ],
  "verification": {
    "code": { "length": 6, "alphabet": "digits" },
    "lifetime": "10m",
    "again": "join",
    "scope": [ "kept.app_uuid" ],
    "limits": {
      "checks": 10,
      "checksExhausted": "after",
      "sends": { "value": 5, "certainty": "assumed" },
      "requests": { "value": "300/5s", "certainty": "documented" }
    },
    "keep": {
      "app_uuid": [ "body/app_uuid", "account/uuid" ],
      "alias": { "value": "" },
      "locale": "body/locale",
      "brand_name": "body/brand_name",
      "app_hash": "body/app_hash",
      "code_length": "body/code_length",
      "dtmf": "body/dtmf",
      "fraud_check": "body/fraud_check"
    },
    "words": {
      "status": { "pending": "in-progress", "approved": "verified", "expired": "expired", "failed": "expired" },
      "callback.status": { "approved": "in-progress" }
    }
  },
  "prices": { "approval": "0.0500", "sms": "0.08000", "voice": "0.03300" },
  "channels": {
    "sms": {
      "message": "{{verification.code}} is your {{attempt.kept.brand_name}} verification code. {{attempt.kept.app_hash}}",
      "delivered": [ { "status": "queued" }, { "status": "sent", "after": "200ms" }, { "status": "delivered", "after": "1s" } ],
      "undelivered": [ { "status": "queued" }, { "status": "sent", "after": "200ms" }, { "status": "undelivered", "after": "5s" } ],
      "failed": [ { "status": "queued" }, { "status": "failed", "after": "200ms", "error": "450", "free": true } ]
    },
    "voice": {
      "message": "Your {{attempt.kept.brand_name}} verification code is {{verification.code.spelled}}.",
      "delivered": [
        { "status": "early media", "event": "ringing", "free": true },
        { "status": "answer", "event": "in-progress", "after": "3s" },
        { "status": "answer", "event": "completed", "after": "15s" }
      ],
      "undelivered": [
        { "status": "early media", "event": "ringing", "free": true },
        { "status": "early media", "event": "completed", "after": "30s", "free": true }
      ],
      "failed": [
        { "status": "early media", "event": "ringing", "free": true },
        { "status": "early media", "event": "completed", "after": "200ms", "error": "450", "free": true }
      ]
    }
  },
  "operations": {
    "createSession": {
      "effect": "send",
      "bind": {
        "recipient": "body/recipient",
        "channel": "body/channel",
        "code": "body/otp",
        "code.length": "body/code_length",
        "callback.url": "body/url",
        "callback.method": "body/method"
      },
      "outcomes": {
        "sent": {
          "status": 202, "certainty": "documented",
          "body": { "api_id": "{{request.id}}", "message": "Session initiated", "session_uuid": "{{verification.id}}" }
        }
      }
    },
    "getSession": {
      "effect": "get",
      "find": [ { "id": "path/session_uuid" } ],
      "outcomes": {
        "found": { "status": 200, "certainty": "documented", "body": { "api_id": "{{request.id}}", "$use": "session" } }
      }
    },
    "validateSession": {
      "effect": "check",
      "find": [ { "id": "path/session_uuid" } ],
      "bind": { "code": "body/otp" },
      "outcomes": {
        "approved": {
          "status": 200, "certainty": "documented",
          "body": { "api_id": "{{request.id}}", "message": "session validated successfully." }
        }
      }
    },
    "listSessions": {
      "effect": "list",
      "order": "newest-first",
      "oldest": "90d",
      "recent": "24h",
      "rate": "20/1m",
      "bind": { "limit": "query/limit", "offset": "query/offset" },
      "where": {
        "status": "query/status",
        "recipient": "query/recipient",
        "recipient.country": "query/country",
        "account": "query/subaccount",
        "kept.app_uuid": "query/app_uuid",
        "kept.alias": "query/alias",
        "attempts.kept.brand_name": "query/brand_name",
        "attempts.kept.app_hash": "query/app_hash",
        "created": "query/session_time",
        "created.gt": "query/session_time__gt",
        "created.gte": "query/session_time__gte",
        "created.lt": "query/session_time__lt",
        "created.lte": "query/session_time__lte"
      },
      "outcomes": {
        "listed": {
          "status": 200, "certainty": "documented",
          "body": {
            "api_id": "{{request.id}}",
            "meta": { "limit": "{{page.limit}}", "offset": "{{page.offset}}", "next": "{{page.next}}", "previous": "{{page.previous}}" },
            "sessions": { "$each": "page.items", "item": { "$use": "session" }, "empty": [] }
          }
        }
      }
    }
  },
  "shapes": {
    "error": { "api_id": "{{request.id}}", "error": "{{outcome.text}}" },
    "session": {
      "session_uuid": "{{verification.id}}",
      "app_uuid": "{{verification.kept.app_uuid}}",
      "alias": "{{verification.kept.alias}}",
      "recipient": "{{verification.recipient.digits}}",
      "channel": "{{verification.channel}}",
      "locale": "{{verification.kept.locale}}",
      "status": "{{verification.status}}",
      "count": "{{verification.count}}",
      "requestor_ip": "{{verification.client}}",
      "destination_country_iso2": "{{verification.recipient.country}}",
      "attempt_details": { "$each": "verification.attempts", "item": { "$use": "attempt" }, "empty": null },
      "charges": {
        "total_charge": "{{verification.charge.total.trimmed}}",
        "validation_charge": "{{verification.charge.approval}}",
        "attempt_charges": {
          "$each": "verification.attempts",
          "item": { "attempt_uuid": "{{attempt.id}}", "channel": "{{attempt.channel}}", "charge": "{{attempt.charge}}" },
          "empty": null
        }
      },
      "created_at": "{{verification.created}}",
      "updated_at": "{{verification.updated}}"
    },
    "attempt": {
      "channel": "{{attempt.channel}}",
      "attempt_uuid": "{{attempt.id}}",
      "status": "{{attempt.status}}",
      "time": "{{attempt.created}}"
    }
  },
  "outcomes": {
    "unauthorized": { "status": 401, "text": "authentication failed" },
    "unauthorized/missing": { "status": 401, "text": "authentication credentials were not provided", "certainty": "observed" },
    "forbidden": { "status": 403, "text": "sending to this country is not enabled" },
    "not-found": { "status": 404, "text": "session not found" },
    "not-found/route": { "status": 404, "text": "resource not found" },
    "method-not-allowed": { "status": 405, "text": "method not allowed" },
    "invalid-request": { "status": 400, "text": "{{violation.field}} is invalid: {{violation.text}}" },
    "invalid-request/missing": { "status": 400, "text": "{{violation.field}} is required" },
    "invalid-request/unreadable": { "status": 400, "text": "the request body is not valid JSON" },
    "wrong-code": { "status": 400, "text": "incorrect otp" },
    "expired": { "status": 400, "text": "session expired" },
    "already-verified": { "status": 400, "text": "session already verified" },
    "sends-exhausted": { "status": 400, "text": "attempts limit of the session reached" },
    "checks-exhausted": { "status": 429, "text": "too many requests" },
    "rate-limited": { "status": 429, "text": "too many requests", "certainty": "documented" },
    "server-error": { "status": 500, "text": "server error" }
  },
  "callbacks": {
    "on": [ "attempt", "expired" ],
    "retry": [ "60s", "120s", "240s" ],
    "fields": {
      "AttemptSequence": "{{attempt.number}}",
      "AttemptUUID": "{{attempt.id}}",
      "Channel": "{{attempt.channel}}",
      "ChannelErrorCode": "{{attempt.error}}",
      "ChannelStatus": "{{attempt.event}}",
      "Recipient": "{{verification.recipient.digits}}",
      "RequestTime": "{{attempt.created.plain}}",
      "SessionStatus": "{{verification.status}}",
      "SessionUUID": "{{verification.id}}"
    },
    "signatures": {
      "v2": {
        "headers": [ "X-Plivo-Signature-V2", "X-Plivo-Signature-Ma-V2" ],
        "nonce": "X-Plivo-Signature-V2-Nonce",
        "over": [ "{{url.bare}}{{nonce}}" ]
      },
      "v3": {
        "headers": [ "X-Plivo-Signature-V3", "X-Plivo-Signature-Ma-V3" ],
        "nonce": "X-Plivo-Signature-V3-Nonce",
        "over": [ "{{url.canonical}}.{{nonce}}", "{{url.portless.canonical}}.{{nonce}}" ]
      }
    }
  },
  "quirks": {
    "unauthorized-challenge": {
      "certainty": "assumed",
      "/outcomes/unauthorized/headers": { "WWW-Authenticate": "Basic realm=\"api\"" },
      "/outcomes/unauthorized~1missing/headers": { "WWW-Authenticate": "Basic realm=\"api\"" }
    },
    "create-200": { "certainty": "documented", "source": "Plivo, Verify API reference, HTTP status codes we send", "/operations/createSession/outcomes/sent/status": 200 },
    "create-201": { "certainty": "documented", "source": "Plivo, Verify API reference, HTTP status codes we send; tests of the official Ruby client", "/operations/createSession/outcomes/sent/status": 201 },
    "validate-201": { "certainty": "observed", "source": "Tests of the official Ruby client", "/operations/validateSession/outcomes/approved/status": 201 },
    "validate-202": { "certainty": "documented", "source": "Plivo, Verify API reference, HTTP status codes we send; tests of the official Java client", "/operations/validateSession/outcomes/approved/status": 202 },
    "validate-session-uuid": { "certainty": "documented", "source": "Plivo, Verify API reference, Validate a session, Returns", "/operations/validateSession/outcomes/approved/body/session_uuid": "{{verification.id}}" },
    "status-capitalised": { "certainty": "documented", "source": "Plivo, Verify API reference, Retrieve a session, sample", "/verification/words/status/expired": "Expired", "/verification/words/status/failed": "Expired" },
    "attempt-status-upper": {
      "certainty": "documented",
      "source": "Plivo, Verify API reference, List all sessions, sample",
      "/channels/voice/delivered/0/status": "EARLY MEDIA",
      "/channels/voice/delivered/1/status": "ANSWER",
      "/channels/voice/delivered/2/status": "ANSWER",
      "/channels/voice/undelivered/0/status": "EARLY MEDIA",
      "/channels/voice/undelivered/1/status": "EARLY MEDIA",
      "/channels/voice/failed/0/status": "EARLY MEDIA",
      "/channels/voice/failed/1/status": "EARLY MEDIA"
    },
    "attempts-empty-array": {
      "certainty": "assumed",
      "/shapes/session/attempt_details/empty": [],
      "/shapes/session/charges/attempt_charges/empty": []
    },
    "attempt-more-fields": {
      "certainty": "observed",
      "source": "Fixtures of the official clients for Go and PHP",
      "/shapes/attempt/brand_name?": "{{attempt.kept.brand_name}}",
      "/shapes/attempt/app_hash?": "{{attempt.kept.app_hash}}",
      "/shapes/attempt/code_length?": "{{attempt.kept.code_length}}",
      "/shapes/attempt/dtmf?": "{{attempt.kept.dtmf}}"
    },
    "session-more-fields": {
      "certainty": "observed",
      "source": "Fixtures of the official clients",
      "/verification/keep/alias/value": "default_app",
      "/shapes/session/destination_network": null
    },
    "recipient-plus": { "certainty": "assumed", "/shapes/session/recipient": "{{verification.recipient}}" },
    "list-null": { "certainty": "observed", "source": "Models of the official clients", "/operations/listSessions/outcomes/listed/body/sessions/empty": null },
    "list-total-count": { "certainty": "assumed", "/operations/listSessions/outcomes/listed/body/meta/total_count": "{{page.total}}" },
    "list-without-window": { "certainty": "assumed", "/operations/listSessions/recent": "90d" },
    "list-offset-pages": { "certainty": "assumed", "source": "Plivo, Verify API reference, Pagination, where the example contradicts the parameter", "/operations/listSessions/paging": "pages" },
    "any-media-type": { "certainty": "assumed", "/mediaTypes": "readable" },
    "exhausted-in-progress": { "certainty": "assumed", "/verification/words/status/failed": "in-progress" },
    "error-without-api-id": {
      "certainty": "observed",
      "source": "Fixture of the official PHP client; tests of the clients for Go and Ruby",
      "/outcomes/unauthorized": { "status": 401, "body": { "error": "authentication failed" } },
      "/outcomes/unauthorized~1missing": { "status": 401, "body": { "error": "authentication credentials were not provided" }, "certainty": "observed" },
      "/outcomes/not-found": { "status": 404, "body": { "error": "session not found" } }
    },
    "not-found-empty": { "certainty": "observed", "source": "Official Go client", "/outcomes/not-found": { "status": 404, "body": {} } },
    "expired-404": { "certainty": "assumed", "/outcomes/expired/status": 404 },
    "checks-exhausted-400": { "certainty": "assumed", "/outcomes/checks-exhausted/status": 400 },
    "callback-verified": {
      "certainty": "assumed",
      "/callbacks/on": [ "attempt", "expired", "approved" ],
      "/verification/words/callback.status/approved": "verified"
    },
    "callback-v2-portless": { "certainty": "observed", "source": "Official Ruby client, signature check", "/callbacks/signatures/v2/over": [ "{{url.portless.bare}}{{nonce}}" ] },
    "callback-v2-only": {
      "certainty": "documented",
      "source": "Plivo, Verify, Signature validation",
      "/callbacks/signatures": {
        "v2": {
          "headers": [ "X-Plivo-Signature-V2", "X-Plivo-Signature-Ma-V2" ],
          "nonce": "X-Plivo-Signature-V2-Nonce",
          "over": [ "{{url.bare}}{{nonce}}" ]
        }
      }
    }
  }
}

"""####
    ),
    (
      "plivo-verify/resend.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "resend",
  "provider": "plivo-verify",
  "summary": "The user asks for the code again: a second create before the expiry is another attempt of the same session and carries the same code.",
  "steps": [],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "send", "expect": "sent" },
    { "call": "getSession", "expect": "found", "body": { "status": "in-progress", "count": 2 } },
    { "do": "check", "code": "previous", "expect": "approved" },
    { "call": "getSession", "expect": "found", "body": { "status": "verified", "count": 2 } }
  ]
}

"""####
    ),
    (
      "plivo-verify/status-callbacks.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "status-callbacks",
  "provider": "plivo-verify",
  "summary": "A delivered SMS that nobody answers: queued, sent, delivered, and at last the session's expiry, each told to the callback URL in order.",
  "steps": [],
  "walkthrough": [
    { "do": "send", "with": { "channel": "sms", "callback.url": "{{callback}}" }, "expect": "sent" },
    { "advance": "11m" },
    {
      "callbacks": [
        { "ChannelStatus": "queued", "SessionStatus": "in-progress", "AttemptSequence": "1" },
        { "ChannelStatus": "sent", "SessionStatus": "in-progress" },
        { "ChannelStatus": "delivered", "SessionStatus": "in-progress" },
        { "ChannelStatus": "delivered", "SessionStatus": "expired" }
      ]
    },
    { "do": "check", "code": "right", "expect": "expired" }
  ]
}

"""####
    ),
    (
      "plivo-verify/voice-fallback.json",
      ####"""
{
  "$schema": "../scenario.schema.json",
  "scenario": "voice-fallback",
  "provider": "plivo-verify",
  "summary": "No SMS arrives, so the user asks for a call; the call speaks the same code.",
  "steps": [ { "on": "send", "when": { "channel": "sms" }, "delivery": "undelivered", "times": "always" } ],
  "walkthrough": [
    { "do": "send", "with": { "channel": "sms" }, "expect": "sent" },
    { "advance": "30s" },
    { "call": "getSession", "expect": "found", "body": { "attempt_details": [ { "channel": "sms", "status": "undelivered" } ] } },
    { "do": "send", "with": { "channel": "voice" }, "expect": "sent" },
    { "advance": "20s" },
    { "do": "check", "code": "right", "expect": "approved" },
    {
      "call": "getSession", "expect": "found",
      "body": {
        "channel": "voice", "status": "verified", "count": 2,
        "attempt_details": [ { "channel": "sms", "status": "undelivered" }, { "channel": "voice", "status": "answer" } ],
        "charges": { "total_charge": "0.163", "validation_charge": "0.0500" }
      }
    }
  ]
}

"""####
    ),
    (
      "rate-limited.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "rate-limited",
  "summary": "The first send and the first check come too fast and are refused; a second try of each is taken.",
  "steps": [
    { "on": "send", "outcome": "rate-limited" },
    { "on": "check", "outcome": "rate-limited" }
  ],
  "walkthrough": [
    { "do": "send", "expect": "rate-limited" },
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right", "expect": "rate-limited" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "resend.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "resend",
  "summary": "The user asks for the code again, once it is allowed, and types the one that came last; the first one is refused.",
  "steps": [],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "advance": "61s" },
    { "do": "resend", "expect": "resent" },
    { "do": "check", "code": "previous", "expect": "wrong-code" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "slow.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "slow",
  "summary": "The endpoint answers as usual but late: a send after two seconds, a check after half a second to one and a half.",
  "steps": [
    { "on": "send", "delay": "2s", "times": "always" },
    { "on": "check", "delay": [ "500ms", "1500ms" ], "times": "always" }
  ],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "twilio-verify/openapi.json",
      ####"""
{
  "openapi": "3.1.0",
  "info": {
    "title": "Twilio Verify",
    "version": "2",
    "description": "Verifications and checks of the Verify API, version 2, as its public reference and clients describe them."
  },
  "x-source": "Twilio, Verify API reference",
  "x-certainty": "documented",
  "servers": [
    {
      "url": "https://verify.twilio.com/v2"
    }
  ],
  "security": [
    {
      "account": []
    }
  ],
  "paths": {
    "/Services/{ServiceSid}/Verifications": {
      "parameters": [
        {
          "name": "ServiceSid",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "pattern": "^VA[0-9a-fA-F]{32}$",
            "examples": [
              "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            ]
          },
          "x-reference": true,
          "description": "The service that the verification belongs to."
        }
      ],
      "post": {
        "operationId": "createVerification",
        "summary": "Start a verification",
        "x-source": "Twilio, Verify API reference, Verification resource, Start new verification",
        "requestBody": {
          "required": true,
          "content": {
            "application/x-www-form-urlencoded": {
              "schema": {
                "type": "object",
                "required": [
                  "To",
                  "Channel"
                ],
                "properties": {
                  "To": {
                    "type": "string",
                    "pattern": "^\\+[1-9][0-9]{1,14}$",
                    "examples": [
                      "+14155550100"
                    ],
                    "description": "The phone number in E.164 form."
                  },
                  "Channel": {
                    "type": "string",
                    "enum": [
                      "sms",
                      "call",
                      "whatsapp"
                    ],
                    "description": "How the code is sent."
                  },
                  "Locale": {
                    "type": "string",
                    "maxLength": 16,
                    "description": "The language of the message."
                  },
                  "CustomCode": {
                    "type": "string",
                    "pattern": "^[0-9A-Za-z]{4,10}$",
                    "description": "A code of the caller's own, where the service allows it."
                  },
                  "CustomFriendlyName": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "CustomMessage": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "SendDigits": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "Amount": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "Payee": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "RateLimits": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "ChannelConfiguration": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "AppHash": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "TemplateSid": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "TemplateCustomSubstitutions": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "DeviceIp": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "EnableSnaClientToken": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "RiskCheck": {
                    "type": "string",
                    "x-certainty": "documented"
                  },
                  "Tags": {
                    "type": "string",
                    "x-certainty": "documented"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The verification was started or its code was sent again.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Verification"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Problem"
          },
          "401": {
            "$ref": "#/components/responses/Problem"
          },
          "404": {
            "$ref": "#/components/responses/Problem"
          },
          "429": {
            "$ref": "#/components/responses/Problem"
          }
        }
      }
    },
    "/Services/{ServiceSid}/Verifications/{Sid}": {
      "parameters": [
        {
          "name": "ServiceSid",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "pattern": "^VA[0-9a-fA-F]{32}$",
            "examples": [
              "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            ]
          },
          "x-reference": true,
          "description": "The service that the verification belongs to."
        },
        {
          "name": "Sid",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string"
          },
          "description": "The verification's SID, or the phone number that is being verified."
        }
      ],
      "get": {
        "operationId": "fetchVerification",
        "summary": "Fetch a verification",
        "x-source": "Twilio, Verify API reference, Verification resource, Fetch a verification",
        "responses": {
          "200": {
            "description": "The verification.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Verification"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Problem"
          },
          "401": {
            "$ref": "#/components/responses/Problem"
          },
          "404": {
            "$ref": "#/components/responses/Problem"
          },
          "429": {
            "$ref": "#/components/responses/Problem"
          }
        }
      },
      "post": {
        "operationId": "updateVerification",
        "summary": "Approve or cancel a verification",
        "x-source": "Twilio, Verify API reference, Verification resource, Update a verification status",
        "requestBody": {
          "required": true,
          "content": {
            "application/x-www-form-urlencoded": {
              "schema": {
                "type": "object",
                "required": [
                  "Status"
                ],
                "properties": {
                  "Status": {
                    "type": "string",
                    "enum": [
                      "canceled",
                      "approved"
                    ],
                    "description": "The new status."
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The verification with its new status.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Verification"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Problem"
          },
          "401": {
            "$ref": "#/components/responses/Problem"
          },
          "404": {
            "$ref": "#/components/responses/Problem"
          },
          "429": {
            "$ref": "#/components/responses/Problem"
          }
        }
      }
    },
    "/Services/{ServiceSid}/VerificationCheck": {
      "parameters": [
        {
          "name": "ServiceSid",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "pattern": "^VA[0-9a-fA-F]{32}$",
            "examples": [
              "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            ]
          },
          "x-reference": true,
          "description": "The service that the verification belongs to."
        }
      ],
      "post": {
        "operationId": "checkVerification",
        "summary": "Check a code",
        "x-source": "Twilio, Verify API reference, Verification check resource, Check a verification",
        "requestBody": {
          "required": true,
          "content": {
            "application/x-www-form-urlencoded": {
              "schema": {
                "type": "object",
                "required": [
                  "Code"
                ],
                "properties": {
                  "Code": {
                    "type": "string",
                    "pattern": "^[0-9A-Za-z]{4,10}$",
                    "examples": [
                      "123456"
                    ],
                    "description": "What the user entered."
                  },
                  "To": {
                    "type": "string",
                    "pattern": "^\\+[1-9][0-9]{1,14}$",
                    "examples": [
                      "+14155550100"
                    ],
                    "description": "The phone number; or give VerificationSid."
                  },
                  "VerificationSid": {
                    "type": "string",
                    "pattern": "^VE[0-9a-fA-F]{32}$",
                    "description": "The verification's SID; or give To."
                  },
                  "Amount": {
                    "type": "string"
                  },
                  "Payee": {
                    "type": "string"
                  },
                  "SnaClientToken": {
                    "type": "string"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "What the check found; `valid` says whether the code was right.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Check"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Problem"
          },
          "401": {
            "$ref": "#/components/responses/Problem"
          },
          "404": {
            "$ref": "#/components/responses/Problem"
          },
          "429": {
            "$ref": "#/components/responses/Problem"
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "account": {
        "type": "http",
        "scheme": "basic"
      }
    },
    "responses": {
      "Problem": {
        "description": "The request was refused.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        },
        "x-source": "Twilio, REST API responses, Exceptions"
      }
    },
    "schemas": {
      "Sid": {
        "type": "string",
        "pattern": "^[A-Z]{2}[0-9a-fA-F]{32}$"
      },
      "Time": {
        "type": "string",
        "format": "date-time",
        "examples": [
          "2015-07-30T20:00:00Z"
        ]
      },
      "Status": {
        "type": "string",
        "enum": [
          "pending",
          "approved",
          "canceled",
          "max_attempts_reached",
          "deleted",
          "failed",
          "expired"
        ]
      },
      "Verification": {
        "type": "object",
        "required": [
          "sid",
          "service_sid",
          "account_sid",
          "to",
          "channel",
          "status",
          "valid",
          "send_code_attempts",
          "date_created",
          "date_updated",
          "url"
        ],
        "properties": {
          "sid": {
            "$ref": "#/components/schemas/Sid"
          },
          "service_sid": {
            "$ref": "#/components/schemas/Sid"
          },
          "account_sid": {
            "type": "string"
          },
          "to": {
            "type": "string"
          },
          "channel": {
            "type": "string",
            "enum": [
              "sms",
              "call",
              "whatsapp"
            ]
          },
          "status": {
            "$ref": "#/components/schemas/Status"
          },
          "valid": {
            "type": "boolean"
          },
          "lookup": {
            "type": "object"
          },
          "amount": {
            "type": [
              "string",
              "null"
            ]
          },
          "payee": {
            "type": [
              "string",
              "null"
            ]
          },
          "send_code_attempts": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "time",
                "channel",
                "attempt_sid"
              ],
              "properties": {
                "time": {
                  "$ref": "#/components/schemas/Time"
                },
                "channel": {
                  "type": "string"
                },
                "attempt_sid": {
                  "$ref": "#/components/schemas/Sid"
                }
              }
            }
          },
          "sna": {
            "type": [
              "object",
              "null"
            ]
          },
          "date_created": {
            "$ref": "#/components/schemas/Time"
          },
          "date_updated": {
            "$ref": "#/components/schemas/Time"
          },
          "url": {
            "type": "string"
          }
        }
      },
      "Check": {
        "type": "object",
        "required": [
          "sid",
          "service_sid",
          "account_sid",
          "to",
          "channel",
          "status",
          "valid",
          "date_created",
          "date_updated"
        ],
        "properties": {
          "sid": {
            "$ref": "#/components/schemas/Sid"
          },
          "service_sid": {
            "$ref": "#/components/schemas/Sid"
          },
          "account_sid": {
            "type": "string"
          },
          "to": {
            "type": "string"
          },
          "channel": {
            "type": "string",
            "enum": [
              "sms",
              "call",
              "whatsapp"
            ]
          },
          "status": {
            "$ref": "#/components/schemas/Status"
          },
          "valid": {
            "type": "boolean"
          },
          "amount": {
            "type": [
              "string",
              "null"
            ]
          },
          "payee": {
            "type": [
              "string",
              "null"
            ]
          },
          "sna_attempts_error_codes": {
            "type": "array"
          },
          "date_created": {
            "$ref": "#/components/schemas/Time"
          },
          "date_updated": {
            "$ref": "#/components/schemas/Time"
          }
        }
      },
      "Problem": {
        "type": "object",
        "required": [
          "code",
          "message",
          "more_info",
          "status"
        ],
        "properties": {
          "code": {
            "type": "integer"
          },
          "message": {
            "type": "string"
          },
          "more_info": {
            "type": "string"
          },
          "status": {
            "type": "integer"
          }
        }
      }
    }
  }
}

"""####
    ),
    (
      "twilio-verify/provider.json",
      ####"""
{
  "$schema": "../provider.schema.json",
  "provider": "twilio-verify",
  "title": "Twilio Verify",
  "contract": "openapi.json",
  "hosts": [
    "verify.twilio.com"
  ],
  "environment": {
    "TWILIO_ACCOUNT_SID": "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    "TWILIO_AUTH_TOKEN": "verify-mock-fake-token"
  },
  "credentials": [
    {
      "scheme": "basic"
    }
  ],
  "ignored": [
    "body/CustomFriendlyName",
    "body/CustomMessage",
    "body/SendDigits",
    "body/RateLimits",
    "body/ChannelConfiguration",
    "body/AppHash",
    "body/TemplateSid",
    "body/TemplateCustomSubstitutions",
    "body/DeviceIp",
    "body/EnableSnaClientToken",
    "body/RiskCheck",
    "body/Tags",
    "body/Locale",
    "body/SnaClientToken",
    "body/Amount",
    "body/Payee"
  ],
  "verification": {
    "code": {
      "length": 6,
      "alphabet": "digits"
    },
    "lifetime": "10m",
    "again": "join",
    "scope": [
      "kept.service"
    ],
    "gone": [
      "approved",
      "expired",
      "failed",
      "canceled"
    ],
    "limits": {
      "sends": 5,
      "checks": 5
    },
    "keep": {
      "service": "path/ServiceSid",
      "amount": "body/Amount",
      "payee": "body/Payee"
    },
    "identifiers": {
      "verification": "VE{hex:32}",
      "attempt": "VL{hex:32}"
    },
    "words": {
      "status": {
        "failed": "max_attempts_reached"
      }
    },
    "values": {
      "valid": {
        "status": {
          "approved": true
        },
        "else": false
      }
    }
  },
  "channels": {
    "sms": {
      "message": "Your verification code is: {{verification.code}}",
      "delivered": [
        {
          "status": "unconfirmed"
        }
      ],
      "undelivered": [
        {
          "status": "unconfirmed"
        }
      ],
      "failed": [
        {
          "status": "unconfirmed"
        }
      ]
    },
    "call": {
      "message": "Your verification code is: {{verification.code.spelled}}.",
      "delivered": [
        {
          "status": "unconfirmed"
        }
      ],
      "undelivered": [
        {
          "status": "unconfirmed"
        }
      ],
      "failed": [
        {
          "status": "unconfirmed"
        }
      ]
    },
    "whatsapp": {
      "message": "Your verification code is: {{verification.code}}",
      "delivered": [
        {
          "status": "unconfirmed"
        }
      ],
      "undelivered": [
        {
          "status": "unconfirmed"
        }
      ],
      "failed": [
        {
          "status": "unconfirmed"
        }
      ]
    }
  },
  "operations": {
    "createVerification": {
      "effect": "send",
      "bind": {
        "recipient": "body/To",
        "channel": "body/Channel",
        "code": "body/CustomCode"
      },
      "outcomes": {
        "sent": {
          "status": 201,
          "body": {
            "$use": "verification"
          },
          "certainty": "documented"
        }
      }
    },
    "fetchVerification": {
      "effect": "get",
      "find": [
        {
          "id": "path/Sid"
        },
        {
          "recipient": "path/Sid"
        }
      ],
      "outcomes": {
        "found": {
          "status": 200,
          "body": {
            "$use": "verification"
          },
          "certainty": "documented"
        }
      }
    },
    "updateVerification": {
      "cases": [
        {
          "when": {
            "body/Status": "canceled"
          },
          "effect": "cancel"
        },
        {
          "effect": "approve"
        }
      ],
      "find": [
        {
          "id": "path/Sid"
        },
        {
          "recipient": "path/Sid"
        }
      ],
      "outcomes": {
        "canceled": {
          "status": 200,
          "body": {
            "$use": "verification"
          },
          "certainty": "documented"
        },
        "approved": {
          "status": 200,
          "body": {
            "$use": "verification"
          },
          "certainty": "documented"
        }
      }
    },
    "checkVerification": {
      "effect": "check",
      "find": [
        {
          "id": "body/VerificationSid"
        },
        {
          "recipient": "body/To"
        }
      ],
      "bind": {
        "code": "body/Code"
      },
      "outcomes": {
        "approved": {
          "status": 201,
          "body": {
            "$use": "check"
          },
          "certainty": "documented"
        },
        "wrong-code": {
          "status": 201,
          "body": {
            "$use": "check"
          },
          "certainty": "documented"
        }
      }
    }
  },
  "shapes": {
    "error": {
      "code": "{{outcome.code}}",
      "message": "{{outcome.text}}",
      "more_info": "https://www.twilio.com/docs/errors/{{outcome.code}}",
      "status": "{{outcome.status}}"
    },
    "check": {
      "sid": "{{verification.id}}",
      "service_sid": "{{verification.kept.service}}",
      "account_sid": "{{account.id}}",
      "to": "{{verification.recipient}}",
      "channel": "{{verification.channel}}",
      "status": "{{verification.status}}",
      "valid": "{{verification.value.valid}}",
      "amount": "{{verification.kept.amount}}",
      "payee": "{{verification.kept.payee}}",
      "sna_attempts_error_codes": [],
      "date_created": "{{verification.created.rfc3339}}",
      "date_updated": "{{verification.updated.rfc3339}}"
    },
    "verification": {
      "sid": "{{verification.id}}",
      "service_sid": "{{verification.kept.service}}",
      "account_sid": "{{account.id}}",
      "to": "{{verification.recipient}}",
      "channel": "{{verification.channel}}",
      "status": "{{verification.status}}",
      "valid": "{{verification.value.valid}}",
      "lookup": {},
      "amount": "{{verification.kept.amount}}",
      "payee": "{{verification.kept.payee}}",
      "send_code_attempts": {
        "$each": "verification.attempts",
        "item": {
          "time": "{{attempt.created.rfc3339}}",
          "channel": "{{attempt.channel}}",
          "attempt_sid": "{{attempt.id}}"
        }
      },
      "sna": null,
      "date_created": "{{verification.created.rfc3339}}",
      "date_updated": "{{verification.updated.rfc3339}}",
      "url": "{{request.origin}}/v2/Services/{{verification.kept.service}}/Verifications/{{verification.id}}"
    }
  },
  "outcomes": {
    "unauthorized": {
      "status": 401,
      "text": "Authenticate",
      "values": {
        "code": 20003
      },
      "certainty": "documented"
    },
    "not-found": {
      "status": 404,
      "text": "The requested resource {{request.path}} was not found",
      "values": {
        "code": 20404
      },
      "certainty": "documented"
    },
    "method-not-allowed": {
      "status": 405,
      "text": "Method not allowed",
      "values": {
        "code": 20004
      },
      "certainty": "documented"
    },
    "invalid-request": {
      "status": 400,
      "text": "Invalid parameter `{{violation.field}}`: {{violation.text}}",
      "values": {
        "code": 60200
      },
      "certainty": "documented"
    },
    "expired": {
      "as": "not-found"
    },
    "already-verified": {
      "as": "not-found"
    },
    "already-canceled": {
      "as": "not-found"
    },
    "checks-exhausted": {
      "status": 429,
      "text": "Max check attempts reached",
      "values": {
        "code": 60202
      },
      "certainty": "documented"
    },
    "sends-exhausted": {
      "status": 429,
      "text": "Max send attempts reached",
      "values": {
        "code": 60203
      },
      "certainty": "documented"
    },
    "rate-limited": {
      "status": 429,
      "text": "Too many requests",
      "values": {
        "code": 20429
      },
      "certainty": "documented"
    },
    "wrong-code": {
      "as": "not-found"
    },
    "undeliverable": {
      "status": 400,
      "text": "The destination phone number can't be reached",
      "values": {
        "code": 60205
      },
      "certainty": "assumed"
    },
    "server-error": {
      "status": 500,
      "text": "Internal server error",
      "values": {
        "code": 20500
      },
      "certainty": "assumed"
    }
  }
}

"""####
    ),
    (
      "unauthorized.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "unauthorized",
  "summary": "The credentials are refused, as after a rotated or mistyped secret: no code can be sent.",
  "steps": [ { "on": "send", "outcome": "unauthorized", "times": "always" } ],
  "walkthrough": [
    { "do": "send", "expect": "unauthorized", "times": 2 }
  ]
}

"""####
    ),
    (
      "undelivered.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "undelivered",
  "summary": "The first message never arrives (no code in the inbox); the user tries again later, and that one does.",
  "steps": [ { "on": "send", "delivery": "undelivered" } ],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "wrong", "expect": "wrong-code" },
    { "advance": "2h" },
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "right", "expect": "approved" }
  ]
}

"""####
    ),
    (
      "vonage-verify/openapi.json",
      ####"""
{
  "openapi": "3.1.0",
  "info": {
    "title": "Vonage Verify",
    "version": "2",
    "description": "Version 2 of the Verify API, as its public reference and clients describe it."
  },
  "x-source": "Vonage, Verify API v2 reference",
  "x-certainty": "documented",
  "servers": [
    {
      "url": "https://api.nexmo.com/v2/verify"
    }
  ],
  "security": [
    {
      "basic": []
    },
    {
      "jwt": []
    }
  ],
  "paths": {
    "/": {
      "post": {
        "operationId": "newRequest",
        "summary": "Start a verification",
        "x-source": "Vonage, Verify API v2 reference, Request a verification",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "brand",
                  "workflow"
                ],
                "properties": {
                  "brand": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 16,
                    "examples": [
                      "ACME"
                    ],
                    "description": "Who sends the code; part of the message."
                  },
                  "workflow": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 3,
                    "items": {
                      "type": "object",
                      "required": [
                        "channel",
                        "to"
                      ],
                      "properties": {
                        "channel": {
                          "type": "string",
                          "enum": [
                            "sms",
                            "voice",
                            "whatsapp"
                          ],
                          "description": "How this step delivers the code."
                        },
                        "to": {
                          "type": "string",
                          "pattern": "^[1-9][0-9]{6,14}$",
                          "examples": [
                            "447700900000"
                          ],
                          "description": "The number in E.164 form without its plus."
                        },
                        "from": {
                          "type": "string"
                        },
                        "app_hash": {
                          "type": "string",
                          "minLength": 11,
                          "maxLength": 11
                        },
                        "entity_id": {
                          "type": "string",
                          "pattern": "^[0-9]{1,20}$"
                        },
                        "content_id": {
                          "type": "string",
                          "pattern": "^[0-9]{1,20}$"
                        },
                        "mode": {
                          "type": "string"
                        }
                      }
                    },
                    "description": "The ways to deliver the code, tried in order."
                  },
                  "locale": {
                    "type": "string",
                    "pattern": "^[a-z]{2}-[a-z]{2}$",
                    "examples": [
                      "en-us"
                    ]
                  },
                  "channel_timeout": {
                    "type": "integer",
                    "minimum": 15,
                    "maximum": 900,
                    "default": 300,
                    "description": "Seconds for each step of the workflow."
                  },
                  "client_ref": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 40
                  },
                  "code_length": {
                    "type": "integer",
                    "minimum": 4,
                    "maximum": 10,
                    "default": 4
                  },
                  "code": {
                    "type": "string",
                    "pattern": "^[A-Za-z0-9]{4,10}$",
                    "description": "A code of the caller's own."
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "The request was accepted.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Started"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Problem401"
          },
          "402": {
            "$ref": "#/components/responses/Problem402"
          },
          "409": {
            "$ref": "#/components/responses/Problem409"
          },
          "422": {
            "$ref": "#/components/responses/Problem422"
          },
          "429": {
            "$ref": "#/components/responses/Problem429"
          }
        }
      }
    },
    "/{request_id}": {
      "parameters": [
        {
          "name": "request_id",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "format": "uuid"
          },
          "description": "The request that was started."
        }
      ],
      "post": {
        "operationId": "checkCode",
        "summary": "Check a code",
        "x-source": "Vonage, Verify API v2 reference, Check a code",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "required": [
                  "code"
                ],
                "properties": {
                  "code": {
                    "type": "string",
                    "pattern": "^[A-Za-z0-9]{4,10}$",
                    "examples": [
                      "1234"
                    ]
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The code was right.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Checked"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Problem400"
          },
          "401": {
            "$ref": "#/components/responses/Problem401"
          },
          "402": {
            "$ref": "#/components/responses/Problem402"
          },
          "404": {
            "$ref": "#/components/responses/Problem404"
          },
          "409": {
            "$ref": "#/components/responses/Problem409"
          },
          "410": {
            "$ref": "#/components/responses/Problem410"
          },
          "422": {
            "$ref": "#/components/responses/Problem422"
          },
          "429": {
            "$ref": "#/components/responses/Problem429"
          }
        }
      },
      "delete": {
        "operationId": "cancelRequest",
        "summary": "Cancel a request",
        "x-source": "Vonage, Verify API v2 reference, Cancel a request",
        "responses": {
          "204": {
            "description": "The request was canceled."
          },
          "401": {
            "$ref": "#/components/responses/Problem401"
          },
          "404": {
            "$ref": "#/components/responses/Problem404"
          },
          "409": {
            "$ref": "#/components/responses/Problem409"
          },
          "429": {
            "$ref": "#/components/responses/Problem429"
          }
        }
      }
    },
    "/{request_id}/next-workflow": {
      "x-also": [
        "/{request_id}/next_workflow"
      ],
      "parameters": [
        {
          "name": "request_id",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "format": "uuid"
          },
          "description": "The request that was started."
        }
      ],
      "post": {
        "operationId": "nextWorkflow",
        "summary": "Go to the next step of the workflow",
        "x-source": "Vonage, Verify API v2 reference, Next workflow",
        "responses": {
          "200": {
            "description": "The next step was started."
          },
          "401": {
            "$ref": "#/components/responses/Problem401"
          },
          "404": {
            "$ref": "#/components/responses/Problem404"
          },
          "409": {
            "$ref": "#/components/responses/Problem409"
          },
          "429": {
            "$ref": "#/components/responses/Problem429"
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "basic": {
        "type": "http",
        "scheme": "basic"
      },
      "jwt": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT"
      }
    },
    "responses": {
      "Problem400": {
        "description": "The code is wrong.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem401": {
        "description": "The credentials are missing or wrong.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem402": {
        "description": "The account has no credit.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem404": {
        "description": "There is no such request, or it is over.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem409": {
        "description": "The request conflicts with another.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem410": {
        "description": "The code was wrong too often.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem422": {
        "description": "A parameter is missing or wrong.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Problem429": {
        "description": "Too many requests.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      }
    },
    "schemas": {
      "Started": {
        "type": "object",
        "required": [
          "request_id"
        ],
        "properties": {
          "request_id": {
            "type": "string",
            "format": "uuid"
          },
          "check_url": {
            "type": "string"
          }
        }
      },
      "Checked": {
        "type": "object",
        "required": [
          "request_id",
          "status"
        ],
        "properties": {
          "request_id": {
            "type": "string",
            "format": "uuid"
          },
          "status": {
            "type": "string",
            "enum": [
              "completed"
            ]
          }
        }
      },
      "Problem": {
        "type": "object",
        "required": [
          "title",
          "type",
          "detail",
          "instance"
        ],
        "properties": {
          "title": {
            "type": "string"
          },
          "type": {
            "type": "string"
          },
          "detail": {
            "type": "string"
          },
          "instance": {
            "type": "string"
          },
          "request_id": {
            "type": "string",
            "format": "uuid"
          },
          "invalid_parameters": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "name",
                "reason"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "reason": {
                  "type": "string"
                }
              }
            }
          }
        }
      }
    }
  }
}

"""####
    ),
    (
      "vonage-verify/provider.json",
      ####"""
{
  "$schema": "../provider.schema.json",
  "provider": "vonage-verify",
  "title": "Vonage Verify",
  "contract": "openapi.json",
  "hosts": [
    "api.nexmo.com",
    "api.vonage.com"
  ],
  "environment": {
    "VONAGE_API_KEY": "XXXXXXXX",
    "VONAGE_API_SECRET": "verify-mock-fake-secret"
  },
  "credentials": [
    {
      "scheme": "basic"
    },
    {
      "scheme": "bearer",
      "claim": "application_id"
    }
  ],
  "ignored": [
    "body/locale"
  ],
  "verification": {
    "code": {
      "length": 4,
      "alphabet": "digits"
    },
    "lifetime": "5m",
    "again": "refuse",
    "limits": {
      "checks": 3
    },
    "keep": {
      "brand": "body/brand",
      "client_ref": "body/client_ref"
    },
    "identifiers": "{uuid}",
    "words": {
      "status": {
        "approved": "completed",
        "failed": "blocked",
        "canceled": "cancelled"
      }
    }
  },
  "channels": {
    "sms": {
      "message": "{{verification.kept.brand}} code: {{verification.code}}.",
      "delivered": [
        {
          "status": "completed"
        }
      ],
      "undelivered": [
        {
          "status": "expired"
        }
      ],
      "failed": [
        {
          "status": "failed"
        }
      ]
    },
    "voice": {
      "message": "Your {{verification.kept.brand}} code is: {{verification.code.spelled}}.",
      "delivered": [
        {
          "status": "completed"
        }
      ],
      "undelivered": [
        {
          "status": "expired"
        }
      ],
      "failed": [
        {
          "status": "failed"
        }
      ]
    },
    "whatsapp": {
      "message": "{{verification.kept.brand}} code: {{verification.code}}.",
      "delivered": [
        {
          "status": "completed"
        }
      ],
      "undelivered": [
        {
          "status": "expired"
        }
      ],
      "failed": [
        {
          "status": "failed"
        }
      ]
    }
  },
  "operations": {
    "newRequest": {
      "effect": "send",
      "bind": {
        "recipient": "body/workflow/0/to",
        "channel": "body/workflow/0/channel",
        "code": "body/code",
        "code.length": "body/code_length",
        "lifetime": "body/channel_timeout"
      },
      "outcomes": {
        "sent": {
          "status": 202,
          "body": {
            "request_id": "{{verification.id}}"
          },
          "certainty": "documented"
        },
        "already-pending": {
          "status": 409,
          "body": {
            "$use": "error",
            "request_id": "{{verification.id}}",
            "detail": "Concurrent verifications to the same number are not allowed",
            "title": "Conflict",
            "type": "https://developer.vonage.com/api-errors/verify#conflict"
          },
          "certainty": "documented"
        }
      }
    },
    "checkCode": {
      "effect": "check",
      "find": [
        {
          "id": "path/request_id"
        }
      ],
      "bind": {
        "code": "body/code"
      },
      "outcomes": {
        "approved": {
          "status": 200,
          "body": {
            "request_id": "{{verification.id}}",
            "status": "completed"
          },
          "certainty": "documented"
        }
      }
    },
    "cancelRequest": {
      "effect": "cancel",
      "find": [
        {
          "id": "path/request_id"
        }
      ],
      "outcomes": {
        "canceled": {
          "status": 204,
          "certainty": "documented"
        }
      }
    },
    "nextWorkflow": {
      "effect": "resend",
      "find": [
        {
          "id": "path/request_id"
        }
      ],
      "outcomes": {
        "resent": {
          "status": 200,
          "certainty": "documented"
        }
      }
    }
  },
  "shapes": {
    "error": {
      "title": "{{outcome.title}}",
      "type": "{{outcome.type}}",
      "detail": "{{outcome.text}}",
      "instance": "{{request.id}}"
    }
  },
  "outcomes": {
    "unauthorized": {
      "status": 401,
      "text": "You did not provide correct credentials.",
      "values": {
        "title": "Unauthorized",
        "type": "https://developer.vonage.com/api-errors#unauthorized"
      },
      "certainty": "documented"
    },
    "not-found": {
      "status": 404,
      "text": "Request was not found or it has been verified already.",
      "values": {
        "title": "Not Found",
        "type": "https://developer.vonage.com/api-errors#not-found"
      },
      "certainty": "documented"
    },
    "method-not-allowed": {
      "status": 405,
      "text": "The method is not allowed here.",
      "values": {
        "title": "Method Not Allowed",
        "type": "https://developer.vonage.com/api-errors#method-not-allowed"
      },
      "certainty": "assumed"
    },
    "invalid-request": {
      "status": 422,
      "body": {
        "title": "Invalid params",
        "type": "https://developer.vonage.com/api-errors#invalid-params",
        "detail": "The value of one or more parameters is invalid",
        "instance": "{{request.id}}",
        "invalid_parameters": {
          "$each": "violations",
          "item": {
            "name": "{{violation.field}}",
            "reason": "{{violation.text}}"
          }
        }
      },
      "certainty": "documented"
    },
    "wrong-code": {
      "status": 400,
      "text": "The code you provided does not match the expected value.",
      "values": {
        "title": "Invalid Code",
        "type": "https://developer.vonage.com/api-errors/verify#invalid-code"
      },
      "certainty": "documented"
    },
    "checks-exhausted": {
      "status": 410,
      "text": "An incorrect code has been provided too many times. Workflow terminated.",
      "values": {
        "title": "Invalid Code",
        "type": "https://developer.vonage.com/api-errors/verify#expired"
      },
      "certainty": "documented"
    },
    "expired": {
      "as": "not-found"
    },
    "already-verified": {
      "as": "not-found"
    },
    "already-canceled": {
      "as": "not-found"
    },
    "already-pending": {
      "status": 409,
      "text": "Concurrent verifications to the same number are not allowed",
      "values": {
        "title": "Conflict",
        "type": "https://developer.vonage.com/api-errors/verify#conflict"
      },
      "certainty": "documented"
    },
    "no-credit": {
      "status": 402,
      "text": "This request could not be performed due to your account balance being low.",
      "values": {
        "title": "Low balance",
        "type": "https://developer.vonage.com/api-errors#low-balance"
      },
      "certainty": "documented"
    },
    "rate-limited": {
      "status": 429,
      "text": "Please wait, then retry your request",
      "values": {
        "title": "Rate Limit Hit",
        "type": "https://developer.vonage.com/api-errors#throttled"
      },
      "certainty": "documented"
    },
    "server-error": {
      "status": 500,
      "text": "Internal error",
      "values": {
        "title": "Internal Error",
        "type": "https://developer.vonage.com/api-errors#internal-error"
      },
      "certainty": "assumed"
    }
  }
}

"""####
    ),
    (
      "wrong-code.json",
      ####"""
{
  "$schema": "scenario.schema.json",
  "scenario": "wrong-code",
  "summary": "The user mistypes the code twice, then gets it right.",
  "steps": [ { "on": "check", "outcome": "wrong-code", "times": 2 } ],
  "walkthrough": [
    { "do": "send", "expect": "sent" },
    { "do": "check", "code": "wrong", "expect": "wrong-code", "times": 2 },
    { "do": "check", "code": "right", "expect": "approved" },
    { "do": "check", "code": "right", "expect": "already-verified" }
  ]
}

"""####
    ),
    (
      "control/openapi.json",
      ####"""
{
  "openapi": "3.1.0",
  "info": {
    "title": "VerifyMock control API",
    "version": "1",
    "summary": "Drives the mock and reads what it knows.",
    "description": "Every call takes an account, by its public name in the query or by name or credential in a header; without one it is about all accounts. Peers on this machine need no token when they name the server by a loopback name; requests of web pages of another origin are refused.",
    "license": { "name": "MIT", "identifier": "MIT" }
  },
  "servers": [ { "url": "http://127.0.0.1:8374" } ],
  "security": [ {}, { "bearer": [] }, { "token": [] } ],
  "paths": {
    "/_mock/health": {
      "get": {
        "operationId": "getHealth",
        "summary": "Whether the server is ready.",
        "description": "Answers any peer, also without the control token.",
        "security": [],
        "responses": {
          "200": {
            "description": "Ready.",
            "content": {
              "application/json": {
                "schema": { "$ref": "#/components/schemas/Health" },
                "example": { "status": "ready", "version": "0.1.0", "seed": "602146715823556", "providers": [ "d7-verify", "plivo-caller-id", "plivo-verify" ] }
              }
            }
          }
        }
      }
    },
    "/_mock/inbox": {
      "get": {
        "operationId": "getInbox",
        "summary": "The delivered messages, newest first, with their codes.",
        "parameters": [
          { "$ref": "#/components/parameters/account" },
          { "$ref": "#/components/parameters/accountHeader" },
          {
            "name": "recipient",
            "in": "query",
            "description": "Only messages to this number; compared by its digits.",
            "schema": { "type": "string" },
            "example": "+14155550100"
          },
          {
            "name": "wait",
            "in": "query",
            "description": "Hold the request until a message is there, for at most so long (300s are the most).",
            "schema": { "$ref": "#/components/schemas/Duration" },
            "example": "2s"
          },
          { "name": "after", "in": "query", "description": "Only messages whose 'seq' is greater.", "schema": { "type": "integer", "minimum": 0 } },
          { "$ref": "#/components/parameters/limit" }
        ],
        "responses": {
          "200": {
            "description": "The messages; none when the wait is over.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count", "items" ],
                  "additionalProperties": false,
                  "properties": {
                    "count": { "type": "integer", "minimum": 0, "description": "How many items follow." },
                    "more": { "$ref": "#/components/schemas/More" },
                    "items": { "type": "array", "items": { "$ref": "#/components/schemas/Message" } }
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      },
      "delete": {
        "operationId": "clearInbox",
        "summary": "Empties the inbox.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": { "description": "Empty now.", "content": { "application/json": { "schema": { "type": "object", "maxProperties": 0 } } } },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/verifications": {
      "get": {
        "operationId": "listVerifications",
        "summary": "All verifications, whole, newest first by account and provider.",
        "parameters": [
          { "$ref": "#/components/parameters/account" },
          { "$ref": "#/components/parameters/accountHeader" },
          { "name": "recipient", "in": "query", "description": "Only those of this number.", "schema": { "type": "string" } },
          {
            "name": "provider",
            "in": "query",
            "description": "Only those of this provider.",
            "schema": { "type": "string" },
            "example": "plivo-verify"
          },
          { "$ref": "#/components/parameters/limit" }
        ],
        "responses": {
          "200": {
            "description": "The verifications.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count", "items" ],
                  "additionalProperties": false,
                  "properties": {
                    "count": { "type": "integer", "minimum": 0, "description": "How many items follow." },
                    "more": { "$ref": "#/components/schemas/More" },
                    "items": { "type": "array", "items": { "$ref": "#/components/schemas/Verification" } }
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      },
      "post": {
        "operationId": "createVerification",
        "summary": "Creates a verification in any state, without a message.",
        "description": "Needs an account, by the parameter or by the field.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/NewVerification" },
              "example": { "provider": "plivo-verify", "recipient": "+14155550100", "code": "123456", "status": "pending", "age": "9m" }
            }
          }
        },
        "responses": {
          "201": { "description": "The verification.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Verification" } } } },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "422": { "$ref": "#/components/responses/Unprocessable" }
        }
      }
    },
    "/_mock/requests": {
      "get": {
        "operationId": "listRequests",
        "summary": "The request journal, oldest first.",
        "description": "With more entries than the limit: the first ones behind `since`, or the newest without it.",
        "parameters": [
          { "$ref": "#/components/parameters/account" },
          { "$ref": "#/components/parameters/accountHeader" },
          {
            "name": "operation",
            "in": "query",
            "description": "An operation's id, alone or behind its provider's, or an effect.",
            "schema": { "type": "string" },
            "example": "createSession"
          },
          { "name": "recipient", "in": "query", "description": "Only requests about this number.", "schema": { "type": "string" } },
          { "name": "since", "in": "query", "description": "Only entries whose 'seq' is greater.", "schema": { "type": "integer", "minimum": 0 } },
          { "name": "matched", "in": "query", "description": "Whether an operation was found.", "schema": { "$ref": "#/components/schemas/Flag" } },
          {
            "name": "violations",
            "in": "query",
            "description": "Whether the contract was violated by the request or the response.",
            "schema": { "$ref": "#/components/schemas/Flag" }
          },
          { "$ref": "#/components/parameters/limit" }
        ],
        "responses": {
          "200": {
            "description": "The entries.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count", "items" ],
                  "additionalProperties": false,
                  "properties": {
                    "count": { "type": "integer", "minimum": 0, "description": "How many items follow." },
                    "more": { "$ref": "#/components/schemas/More" },
                    "items": { "type": "array", "items": { "$ref": "#/components/schemas/Exchange" } }
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      },
      "delete": {
        "operationId": "clearRequests",
        "summary": "Empties the journal.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": { "description": "Empty now.", "content": { "application/json": { "schema": { "type": "object", "maxProperties": 0 } } } },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/verify": {
      "post": {
        "operationId": "verifyRequests",
        "summary": "Proves that a request came, and how often.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "$ref": "#/components/schemas/Expectation" },
              "example": { "operation": "createSession", "recipient": "+14155550100", "times": 1 }
            }
          }
        },
        "responses": {
          "200": {
            "description": "It came as expected.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count" ],
                  "additionalProperties": false,
                  "properties": { "count": { "type": "integer", "minimum": 0 } }
                }
              }
            }
          },
          "409": { "description": "It did not.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Unmet" } } } },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/callbacks": {
      "get": {
        "operationId": "listCallbacks",
        "summary": "The callbacks with their tries and answers, oldest first.",
        "description": "With more callbacks than the limit, the newest.",
        "parameters": [
          { "$ref": "#/components/parameters/account" },
          { "$ref": "#/components/parameters/accountHeader" },
          {
            "name": "wait",
            "in": "query",
            "description": "Hold the request until there is a callback that has been tried, for at most so long (300s are the most).",
            "schema": { "$ref": "#/components/schemas/Duration" },
            "example": "2s"
          },
          { "$ref": "#/components/parameters/limit" }
        ],
        "responses": {
          "200": {
            "description": "The callbacks.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count", "items" ],
                  "additionalProperties": false,
                  "properties": {
                    "count": { "type": "integer", "minimum": 0, "description": "How many items follow." },
                    "more": { "$ref": "#/components/schemas/More" },
                    "items": { "type": "array", "items": { "$ref": "#/components/schemas/Callback" } }
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/clock": {
      "get": {
        "operationId": "getClock",
        "summary": "What time it is for an account, or for the server.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": { "description": "The clock.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Clock" } } } },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      },
      "post": {
        "operationId": "moveClock",
        "summary": "Advances, sets or freezes the clock of an account, or the server's.",
        "description": "Advancing goes from event to event (delivery stages, expiries, callbacks and their retries) and answers once the clock has arrived.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "requestBody": {
          "required": true,
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ClockChange" }, "example": { "advance": "10m" } } }
        },
        "responses": {
          "200": {
            "description": "The clock, and what happened on the way.",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Clock" } } }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/scenario": {
      "get": {
        "operationId": "getScenario",
        "summary": "Which scenario and quirks are in force, by provider.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": {
            "description": "One entry for each provider.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count", "items" ],
                  "additionalProperties": false,
                  "properties": {
                    "count": { "type": "integer", "minimum": 0, "description": "How many items follow." },
                    "items": { "type": "array", "items": { "$ref": "#/components/schemas/Setting" } }
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      },
      "put": {
        "operationId": "useScenario",
        "summary": "Puts a scenario in force for what is sent from now on.",
        "description": "A scenario of the catalogue by its name, or a whole one as in a scenario file.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": { "anyOf": [ { "$ref": "#/components/schemas/ScenarioChoice" }, { "$ref": "#/components/schemas/WholeScenario" } ] },
              "example": { "scenario": "plivo-verify/wrong-code" }
            }
          }
        },
        "responses": {
          "200": {
            "description": "What is in force now.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count", "items" ],
                  "additionalProperties": false,
                  "properties": {
                    "count": { "type": "integer", "minimum": 0, "description": "How many items follow." },
                    "items": { "type": "array", "items": { "$ref": "#/components/schemas/Setting" } }
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" },
          "422": { "$ref": "#/components/responses/Unprocessable" }
        }
      }
    },
    "/_mock/reset": {
      "post": {
        "operationId": "reset",
        "summary": "Takes state, inbox, journal, clock and scenario back to the start.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": { "description": "At the start again.", "content": { "application/json": { "schema": { "type": "object", "maxProperties": 0 } } } },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/contracts": {
      "get": {
        "operationId": "listContracts",
        "summary": "The providers and their operations.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": {
            "description": "The contracts.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count", "items" ],
                  "additionalProperties": false,
                  "properties": {
                    "count": { "type": "integer", "minimum": 0, "description": "How many items follow." },
                    "items": { "type": "array", "items": { "$ref": "#/components/schemas/ContractEntry" } }
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/contracts/{provider}": {
      "get": {
        "operationId": "getContract",
        "summary": "A provider's contract as an OpenAPI document.",
        "parameters": [
          {
            "name": "provider",
            "in": "path",
            "required": true,
            "description": "A provider's id.",
            "schema": { "type": "string" },
            "example": "plivo-verify"
          },
          { "$ref": "#/components/parameters/account" },
          { "$ref": "#/components/parameters/accountHeader" }
        ],
        "responses": {
          "200": {
            "description": "The document.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "openapi", "info", "paths" ],
                  "properties": { "openapi": { "type": "string" }, "info": { "type": "object" }, "paths": { "type": "object" } }
                }
              }
            }
          },
          "404": { "$ref": "#/components/responses/NotFound" },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/scenarios": {
      "get": {
        "operationId": "listScenarios",
        "summary": "The names of all scenarios, as provider/name.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": {
            "description": "The names.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "count", "items" ],
                  "additionalProperties": false,
                  "properties": {
                    "count": { "type": "integer", "minimum": 0, "description": "How many items follow." },
                    "items": { "type": "array", "items": { "type": "string" } }
                  }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/metrics": {
      "get": {
        "operationId": "getMetrics",
        "summary": "What has been counted since the start, in Prometheus' text format.",
        "description": "Requests by provider, operation and outcome, their latencies as a histogram in seconds, unmatched requests, contract breaches, refused messages, connections, journal, inbox, accounts, verifications, callbacks by result, memory and processor time. About the whole server, whatever account is named; a reset leaves it. A Prometheus server on another machine sends the control token as bearer credentials.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": {
            "description": "The counts.",
            "content": {
              "text/plain; version=0.0.4; charset=utf-8": {
                "schema": { "type": "string" },
                "example": "# HELP verify_mock_requests_total Requests to the mocked APIs, by provider, operation and outcome.\n# TYPE verify_mock_requests_total counter\nverify_mock_requests_total{provider=\"plivo-verify\",operation=\"createSession\",outcome=\"sent\"} 2\n"
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    },
    "/_mock/openapi.json": {
      "get": {
        "operationId": "getDocument",
        "summary": "This document.",
        "parameters": [ { "$ref": "#/components/parameters/account" }, { "$ref": "#/components/parameters/accountHeader" } ],
        "responses": {
          "200": {
            "description": "This document.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [ "openapi", "info", "paths" ],
                  "properties": { "openapi": { "type": "string" }, "info": { "type": "object" }, "paths": { "type": "object" } }
                }
              }
            }
          },
          "400": { "$ref": "#/components/responses/BadRequest" },
          "403": { "$ref": "#/components/responses/Forbidden" }
        }
      }
    }
  },
  "components": {
    "parameters": {
      "limit": {
        "name": "limit",
        "in": "query",
        "description": "At most so many items.",
        "schema": { "type": "integer", "minimum": 1, "maximum": 10000, "default": 1000 }
      },
      "account": {
        "name": "account",
        "in": "query",
        "description": "The account's public name: its id, or 'token-' and twelve hex digits of its token's SHA-256.",
        "schema": { "type": "string" }
      },
      "accountHeader": {
        "name": "X-Verify-Mock-Account",
        "in": "header",
        "description": "The account's public name or its credential.",
        "schema": { "type": "string" }
      }
    },
    "responses": {
      "BadRequest": { "description": "The call is not understood.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } } },
      "Forbidden": {
        "description": "The peer, the Host or the Origin may not drive the mock.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } }
      },
      "NotFound": { "description": "There is no such thing.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } } },
      "Unprocessable": {
        "description": "It names what does not exist, or describes what can't be.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } }
      }
    },
    "schemas": {
      "Health": {
        "type": "object",
        "required": [ "status", "version", "providers" ],
        "properties": {
          "status": { "type": "string", "const": "ready" },
          "version": { "type": "string" },
          "seed": { "type": "string", "description": "Start with --seed to repeat this run; only for callers with the control token.", "pattern": "^[0-9]+$" },
          "providers": { "type": "array", "items": { "type": "string" } }
        },
        "additionalProperties": false
      },
      "Duration": { "type": "string", "description": "A number and a unit: 200ms, 90s, 11m, 2h or 1d.", "pattern": "^[0-9]+(ms|s|m|h|d)$" },
      "More": { "type": "integer", "minimum": 1, "description": "How many further items fit that the limit left out; absent when there are none." },
      "Flag": { "type": "string", "enum": [ "true", "false", "1", "0" ] },
      "Message": {
        "type": "object",
        "required": [ "seq", "recipient", "channel", "code", "text", "verification", "provider", "account", "sent_at" ],
        "properties": {
          "seq": { "type": "integer", "minimum": 1 },
          "recipient": { "type": "string", "examples": [ "+14155550100" ] },
          "channel": { "type": "string" },
          "code": { "type": "string" },
          "text": { "type": "string" },
          "verification": { "type": "string", "description": "The verification's id." },
          "provider": { "type": "string" },
          "account": { "type": "string", "description": "The account's public name." },
          "sent_at": { "type": "string", "format": "date-time" }
        },
        "additionalProperties": false
      },
      "Status": { "type": "string", "enum": [ "pending", "approved", "expired", "failed", "canceled" ] },
      "Verification": {
        "type": "object",
        "required": [
          "id",
          "provider",
          "account",
          "recipient",
          "channel",
          "code",
          "status",
          "created",
          "updated",
          "expires",
          "checks",
          "resends",
          "attempts",
          "kept",
          "scenario"
        ],
        "properties": {
          "id": { "type": "string" },
          "provider": { "type": "string" },
          "account": { "type": "string" },
          "recipient": { "type": "string" },
          "channel": { "type": "string" },
          "code": { "type": "string" },
          "status": { "$ref": "#/components/schemas/Status" },
          "created": { "type": "string", "format": "date-time" },
          "updated": { "type": "string", "format": "date-time" },
          "expires": { "type": "string", "format": "date-time" },
          "checks": { "type": "integer", "minimum": 0 },
          "resends": { "type": "integer", "minimum": 0 },
          "attempts": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [ "id", "channel", "created", "course" ],
              "properties": {
                "id": { "type": "string" },
                "channel": { "type": "string" },
                "created": { "type": "string", "format": "date-time" },
                "course": { "type": "string", "description": "The delivery course of the channel." }
              },
              "additionalProperties": false
            }
          },
          "kept": { "type": "object", "description": "What the provider asked to keep.", "additionalProperties": true },
          "scenario": { "type": [ "string", "null" ] }
        },
        "additionalProperties": false
      },
      "NewVerification": {
        "type": "object",
        "required": [ "provider" ],
        "properties": {
          "provider": { "type": "string" },
          "recipient": { "type": "string" },
          "id": { "type": "string" },
          "channel": { "type": "string" },
          "code": { "type": "string" },
          "status": { "$ref": "#/components/schemas/Status" },
          "delivery": { "type": "string", "description": "A delivery course of the channel." },
          "age": { "$ref": "#/components/schemas/Duration" },
          "keep": { "type": "object", "description": "What the provider asked to keep.", "additionalProperties": true }
        },
        "additionalProperties": false
      },
      "Exchange": {
        "type": "object",
        "required": [ "seq", "time", "matched", "tolerances", "violations", "request", "response" ],
        "properties": {
          "seq": { "type": "integer", "minimum": 1 },
          "time": { "type": "string", "format": "date-time" },
          "account": { "type": "string" },
          "matched": { "type": "boolean", "description": "Whether an operation was found; never for a message that was refused as no HTTP." },
          "provider": { "type": "string" },
          "operation": { "type": "string" },
          "effect": { "type": "string" },
          "outcome": { "type": "string" },
          "verification": { "type": "string" },
          "recipient": { "type": "string" },
          "scenario": { "type": "string" },
          "step": { "type": "integer", "minimum": 1, "description": "Which step of the scenario answered." },
          "fault": { "type": "string" },
          "reason": { "type": "string", "description": "Why it was refused, in words." },
          "unexpected": {
            "type": "string",
            "description": "What only a mistake in the code under test explains, no scenario. A test should fail where it stands.",
            "enum": [ "refused", "foreign host", "unmatched", "broken contract", "unauthorized", "broken answer" ]
          },
          "tolerances": { "type": "array", "items": { "type": "string" }, "description": "What was read liberally." },
          "violations": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [ "side", "text" ],
              "properties": { "side": { "type": "string", "enum": [ "request", "response" ] }, "text": { "type": "string" } },
              "additionalProperties": false
            }
          },
          "request": {
            "type": "object",
            "required": [ "method", "target", "headers", "body" ],
            "properties": {
              "method": { "type": [ "string", "null" ], "description": "Null when a refused message does not tell." },
              "target": { "type": [ "string", "null" ], "description": "Null when a refused message does not tell." },
              "headers": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": [ "name", "value" ],
                  "properties": { "name": { "type": "string" }, "value": { "type": "string" } },
                  "additionalProperties": false
                }
              },
              "body": { "type": "string" }
            },
            "additionalProperties": false
          },
          "response": {
            "type": "object",
            "required": [ "status", "headers", "body" ],
            "properties": {
              "status": { "type": "integer" },
              "headers": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": [ "name", "value" ],
                  "properties": { "name": { "type": "string" }, "value": { "type": "string" } },
                  "additionalProperties": false
                }
              },
              "body": { "type": "string" }
            },
            "additionalProperties": false
          }
        },
        "additionalProperties": false
      },
      "Expectation": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "operation": { "type": "string" },
          "recipient": { "type": "string" },
          "times": { "type": "integer", "minimum": 0, "description": "Exactly so often; at least once unless given." }
        }
      },
      "Unmet": {
        "type": "object",
        "required": [ "count", "expected", "nearMisses" ],
        "properties": {
          "count": { "type": "integer", "minimum": 0 },
          "expected": { "type": [ "integer", "string" ] },
          "nearMisses": { "type": "array", "items": { "$ref": "#/components/schemas/Exchange" } }
        },
        "additionalProperties": false
      },
      "Callback": {
        "type": "object",
        "required": [ "seq", "verification", "provider", "account", "method", "url", "due", "fields", "ended", "attempts" ],
        "properties": {
          "seq": { "type": "integer", "minimum": 0 },
          "verification": { "type": "string" },
          "provider": { "type": "string" },
          "account": { "type": "string" },
          "method": { "type": "string", "enum": [ "GET", "POST" ] },
          "url": { "type": "string" },
          "due": { "type": "string", "format": "date-time" },
          "fields": { "type": "object", "additionalProperties": { "type": "string" } },
          "ended": { "type": "boolean", "description": "Whether no further try will come." },
          "attempts": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [ "at" ],
              "additionalProperties": false,
              "properties": {
                "at": { "type": "string", "format": "date-time" },
                "status": { "type": "integer", "description": "How it was answered." },
                "error": { "type": "string", "description": "Why it was not." },
                "pending": { "type": "boolean", "const": true }
              }
            }
          }
        },
        "additionalProperties": false
      },
      "Clock": {
        "type": "object",
        "required": [ "now", "frozen", "offset" ],
        "properties": {
          "now": { "type": "string", "format": "date-time" },
          "frozen": { "type": "boolean" },
          "offset": { "type": "string", "description": "How far it is from the real time.", "examples": [ "10m" ] },
          "events": { "type": "array", "items": { "type": "string" }, "description": "What happened while it was advanced." }
        },
        "additionalProperties": false
      },
      "ClockChange": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": false,
        "properties": {
          "advance": { "$ref": "#/components/schemas/Duration" },
          "set": { "type": "string", "description": "A time, to the day or finer; UTC unless it says otherwise.", "examples": [ "2026-01-01T00:00:00Z" ] },
          "freeze": { "type": "boolean" }
        }
      },
      "Setting": {
        "type": "object",
        "required": [ "provider", "scenario", "quirks", "by" ],
        "properties": {
          "provider": { "type": "string" },
          "scenario": { "type": [ "string", "null" ] },
          "quirks": { "type": "array", "items": { "type": "string" } },
          "by": { "type": "string", "description": "What put it in force." }
        },
        "additionalProperties": false
      },
      "ScenarioChoice": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "scenario": { "type": [ "string", "null" ], "description": "A name, alone or behind a provider's id; null for the truth." },
          "provider": { "type": "string", "description": "Whose quirks or scenario it is." },
          "code": { "type": [ "string", "null" ], "description": "The code of every verification of the account." },
          "quirks": { "type": "array", "items": { "type": "string" } },
          "magic": { "type": "boolean", "description": "Whether the account's magic recipients work." }
        }
      },
      "WholeScenario": {
        "type": "object",
        "description": "As in a scenario file; Scenarios/scenario.schema.json describes it.",
        "properties": {
          "scenario": { "type": "string" },
          "provider": { "type": "string" },
          "summary": { "type": "string" },
          "steps": { "type": "array", "items": { "type": "object" } },
          "set": { "type": "object" },
          "given": { "type": "object" }
        },
        "anyOf": [ { "required": [ "steps" ] }, { "required": [ "set" ] }, { "required": [ "given" ] } ]
      },
      "ContractEntry": {
        "type": "object",
        "required": [ "provider", "title", "url", "operations" ],
        "properties": {
          "provider": { "type": "string" },
          "title": { "type": "string" },
          "url": { "type": "string" },
          "operations": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [ "operation", "method", "path" ],
              "properties": { "operation": { "type": "string" }, "method": { "type": "string" }, "path": { "type": "string" } },
              "additionalProperties": false
            }
          }
        },
        "additionalProperties": false
      },
      "Error": {
        "type": "object",
        "required": [ "error" ],
        "properties": {
          "error": {
            "type": "object",
            "required": [ "what" ],
            "properties": {
              "what": { "type": "string", "description": "What is wrong." },
              "where": { "type": "string", "description": "Where it is wrong." },
              "hint": { "type": "string", "description": "What would be right." }
            },
            "additionalProperties": false
          }
        },
        "additionalProperties": false
      }
    },
    "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" }, "token": { "type": "apiKey", "in": "header", "name": "X-Verify-Mock-Token" } }
  }
}

"""####
    ),
  ]
}
