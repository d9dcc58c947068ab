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
      verify-mock check NAME --url URL  check an endpoint against its contract
      verify-mock scenarios           list, show, validate and test scenarios
      verify-mock contracts           list, show and lint contracts
      verify-mock ca                  the authority that signs the mock's certificates
      verify-mock schema SCHEMA FILE… validate JSON files against a JSON Schema
      verify-mock help COMMAND        the flags of a command
      verify-mock version

    Exit codes: 0 ok; 1 findings; 2 usage or an invalid file; 3 endpoint unreachable; 4 refused by a
    safety guard.
    """
  }

  private static var serve: String {
    """
    verify-mock [serve] [FLAG…]

      --port N                 the port, 8374 by default; 0 for a free one
      --host ADDRESS           listen here instead of 127.0.0.1 and ::1; may be repeated
      --port-file PATH         write the port to this file once the server listens
      --scenario NAME          activate a scenario such as \(example); may be repeated
      --scenarios DIR          add or replace documents from a folder; may be repeated
      --quirk NAME             answer in another documented spelling; may be repeated
      --code DIGITS            the code of every verification
      --seed N                 the seed of all random values; the same seed repeats a run
      --freeze-clock           stop the time; POST /_mock/clock moves it
      --limits WHICH           the limits that refuse requests: documented (default), all or none
      --require-credentials ID:SECRET   refuse all other credentials
      --control-token TOKEN    let other machines call /_mock with this token
      --allow-host NAME        accept this Host name for /_mock; may be repeated
      --callbacks-to HOST      allow callbacks to this host; may be repeated
      --pass HOST              forward proxy requests to this host; may be repeated
      --tls                    serve https, with a certificate of the authority of 'verify-mock ca'
      --tls-cert FILE          serve https with this certificate, in PEM, and
      --tls-key FILE           its key
      --cacert FILE            trust these authorities in callbacks over https, not the system's
      --max-connections N      the most connections at a time, 10000 by default
      --max-buffered MIB       the most memory for incomplete requests together, 64 by default
      --json                   print one line of JSON when ready
      --quiet                  print no banner and no log

    Every flag has an environment variable: --port-file has VERIFY_MOCK_PORT_FILE. A flag overrides
    its variable.
    """
  }

  private static var run: String {
    """
    verify-mock run [FLAG…] -- COMMAND ARG…

    Starts a server on a free port and runs the command unmodified: proxy and CA variables, set for
    that process only, send its requests to the mock. The mock answers requests to the hosts of the
    providers' documents and refuses all others.

      --pass HOST              forward requests to this host; may be repeated
      --lenient                exit with 0 even if requests broke the contract
      --report KIND=FILE       console, junit, json, github or markdown; - is the standard output
      --quiet                  print no summary
      and the flags of serve, except those of TLS

    Exit codes: the command's own; 1 instead of 0 when a request matched no operation or broke a
    contract; 126 or 127 when the command can't be run; 2 usage.
    """
  }

  private static var authority: String {
    """
    verify-mock ca [path]    print the path of its certificate; it is made if there is none
    verify-mock ca print     print the certificate, in PEM
    verify-mock ca env       print variables that make programs trust it, for a shell's eval
    verify-mock ca remove    remove it with its key

    Only its owner can read the key. It is never added to the system's authorities.
    """
  }

  private static var check: String {
    """
    verify-mock check PROVIDER|CONTRACT.json --url URL [FLAG…]

      --plan                   print every request and its cost; send nothing
      --live                   allow another machine as the host
      --auth ID:SECRET         the credentials; on this machine fake ones by default
      --token T                a bearer token
      --recipient E164         a number that codes may be sent to; may be repeated
      --max-paid N             the most paid sends; 0 by default on another machine
      --otp-from WHERE         where codes come from: prompt, mock or command:LINE
      --otp-timeout D          how long to wait for a code, 60s by default
      --only ID                make only this check, such as C28; may be repeated
      --strictness HOW         how to read the documents: samples (default), strict or lenient
      --fail-on SEVERITY       exit with 1 from this on: failure (default), warning or info
      --baseline FILE          accept the findings of this JSON report
      --slow                   wait in real time where a check needs it
      --response-time D        report answers that take longer
      --cacert FILE            trust these authorities over https, not the system's
      --insecure               accept any certificate; the report mentions it
      --timeout D              the longest wait for an answer, 10s by default
      --callback-listen PORT   receive and check callbacks; or HOST:PORT; 0 for a free port
      --callback-url URL       the listener's address as the endpoint sees it
      --seed N                 the seed of the plan; the same seed repeats a run
      --report KIND=FILE       console, junit, json, github or markdown; - is the standard output
      --scenarios DIR          add or replace documents from a folder; may be repeated
      --quiet                  print no progress

    A mock on this machine needs only --url. Exit codes: 0 no findings; 1 findings, or nothing
    could be checked; 2 usage; 3 unreachable; 4 refused by a safety guard.
    """
  }

  private static var scenarios: String {
    """
    verify-mock scenarios [list]            print the names and summaries
    verify-mock scenarios show NAME [--curl]  print steps and walkthrough, for example of
                                            \(example)
    verify-mock scenarios validate PATH…    check the format of scenario and provider files
    verify-mock scenarios test [NAME…]      play walkthroughs in memory; PROVIDER for all of its
    verify-mock scenarios from-journal URL  print the requests of a running server as a scenario
      --scenarios DIR          add or replace documents from a folder; may be repeated
    """
  }

  private static var contracts: String {
    """
    verify-mock contracts [list]            print the contracts and their operations
    verify-mock contracts show PROVIDER     print one as an OpenAPI document
    verify-mock contracts lint PATH…        print the mistakes in OpenAPI documents
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
