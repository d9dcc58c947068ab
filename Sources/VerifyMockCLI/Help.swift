import VerifyMock

/// The texts of `--help`; examples come from the catalogue.
enum Help {
  static let commands = [
    "serve", "run", "check", "ca", "scenarios", "contracts", "schema", "help", "version",
  ]

  static func text(for command: String?) -> String {
    switch command {
    case "serve": serve
    case "run": run
    case "ca": authority
    case "check": check
    case "scenarios": scenarios
    case "contracts": contracts
    case "schema": schema
    default: overview
    }
  }

  private static var example: String { BundledNames.scenario }

  private static var overview: String {
    """
    verify-mock: an offline stand-in for phone-verification APIs

      verify-mock [serve] [FLAG…]     answer on port 8374 until stopped
      verify-mock run -- COMMAND      run a program whose requests the mock answers
      verify-mock check NAME --url URL  hold an endpoint against its contract
      verify-mock scenarios           list, show, validate and test scenarios
      verify-mock contracts           list, show and lint contracts
      verify-mock ca                  the authority that signs the mock's certificates
      verify-mock schema SCHEMA FILE… hold JSON files against a JSON Schema
      verify-mock help COMMAND        the flags of a command
      verify-mock version

    Exit codes: 0 ok; 1 findings; 2 usage or an invalid file; 3 endpoint unreachable; 4 refused by a
    safety guard.
    """
  }

  private static var serve: String {
    """
    verify-mock [serve] [FLAG…]

      --port N                 8374; 0 takes a free one
      --host ADDRESS           127.0.0.1 and ::1; may be repeated
      --port-file PATH         write the port there once it listens
      --scenario NAME          for example \(example); may be repeated
      --scenarios DIR          add or replace documents from a folder; may be repeated
      --quirk NAME             answer in another documented spelling; may be repeated
      --code DIGITS            the code of every verification
      --seed N                 repeat a run
      --freeze-clock           time stands still until POST /_mock/clock moves it
      --limits WHICH           documented (default), all or none
      --require-credentials ID:SECRET   refuse all others
      --control-token TOKEN    opens /_mock to other machines
      --allow-host NAME        a Host name that /_mock is known by; may be repeated
      --callbacks-to HOST      a host that callbacks may go to; may be repeated
      --pass HOST              a host that requests through this proxy may reach; may be repeated
      --tls                    speak https, with a certificate of the authority of 'verify-mock ca'
      --tls-cert FILE          speak https with this certificate, in PEM, and
      --tls-key FILE           its key
      --cacert FILE            whom callbacks over https trust, in place of the system's roots
      --max-connections N      10000
      --max-buffered MIB       64; what requests that have not come whole may take together
      --json                   one line of JSON when ready
      --quiet                  no banner, no log

    Every flag has a variable: --port-file is VERIFY_MOCK_PORT_FILE. A flag goes before it.
    """
  }

  private static var run: String {
    """
    verify-mock run [FLAG…] -- COMMAND ARG…

    Starts a server on a free port and runs the command with variables that lead its requests there:
    those to the hosts of the providers' documents are answered, all others refused.

      --pass HOST              a host that requests may reach; may be repeated
      --lenient                end with 0 although the contract was broken
      --report KIND=FILE       console, junit, json, github or markdown; - is the output
      --quiet                  say nothing at the end
      and the flags of serve, but those of TLS

    Exit codes: the command's own; 1 in place of 0 when a request fitted no operation or broke a
    contract; 126 or 127 when there is no such command; 2 usage.
    """
  }

  private static var authority: String {
    """
    verify-mock ca [path]    where its certificate is; made if there is none
    verify-mock ca print     the certificate, in PEM
    verify-mock ca env       variables that have programs trust it, for a shell's eval
    verify-mock ca remove    remove it with its key

    It is kept for its owner alone, and never put where a system looks for authorities.
    """
  }

  private static var check: String {
    """
    verify-mock check PROVIDER|CONTRACT.json --url URL [FLAG…]

      --plan                   print every request and what it costs; send nothing
      --live                   the host may be another machine
      --auth ID:SECRET         credentials; fake ones on this machine
      --token T                a bearer token
      --recipient E164         a number that may be sent to; may be repeated
      --max-paid N             how many sends may cost; 0 on another machine
      --otp-from WHERE         prompt, mock or command:LINE
      --otp-timeout D          60s; how long a code may take
      --only ID                a check such as C28; may be repeated
      --strictness HOW         samples (default), strict or lenient
      --fail-on SEVERITY       failure (default), warning or info
      --baseline FILE          a JSON report whose findings are accepted
      --slow                   wait for what only time can show
      --response-time D        the slowest answer that passes
      --cacert FILE            whom to trust over https, in place of the system's roots
      --insecure               trust whatever certificate there is; the report says so
      --timeout D              10s; the longest wait for an answer
      --callback-listen PORT   listen for callbacks and judge them; or HOST:PORT; 0 is any port
      --callback-url URL       how the endpoint reaches that, where not directly
      --seed N                 repeat a run
      --report KIND=FILE       console, junit, json, github or markdown; - is the output
      --scenarios DIR          add or replace documents from a folder; may be repeated
      --quiet                  no progress

    On this machine, against the mock, nothing but --url is needed. Exit codes: 0 nothing found;
    1 findings, or nothing could be checked; 2 usage; 3 unreachable; 4 refused by a safety guard.
    """
  }

  private static var scenarios: String {
    """
    verify-mock scenarios [list]            the names, with what each tells
    verify-mock scenarios show NAME [--curl]  steps and walkthrough of one, for example \(example)
    verify-mock scenarios validate PATH…    hold scenario and provider files against the format
    verify-mock scenarios test [NAME…]      play walkthroughs in memory; of a PROVIDER all
    verify-mock scenarios from-journal URL  what a running server was asked, as a scenario
      --scenarios DIR          add or replace documents from a folder; may be repeated
    """
  }

  private static var contracts: String {
    """
    verify-mock contracts [list]            the contracts, with their operations
    verify-mock contracts show PROVIDER     one as an OpenAPI document
    verify-mock contracts lint PATH…        faults of OpenAPI documents
      --scenarios DIR          add or replace documents from a folder; may be repeated
    """
  }

  private static var schema: String {
    """
    verify-mock schema SCHEMA.json INSTANCE.json… [--assert-formats] [--output text|flag|basic]

    `-` is the standard input. Exit codes: 0 valid; 1 not valid; 2 unusable or undecided.
    """
  }
}
