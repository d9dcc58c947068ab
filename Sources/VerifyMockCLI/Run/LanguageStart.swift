import VerifyMock

/// Files that some languages load at their start, in the user's state directory: they make programs
/// trust the authority and use the proxy where variables alone do not.
enum LanguageStart {
  /// Writes the files, unless they are there.
  ///
  /// - Returns: the variables that name them; each value goes before the present one.
  static func write(
    in directory: String, trusting trust: ClientEnvironment.Trust
  ) throws(MockServerError) -> [(name: String, value: String, separator: String)] {
    let python = try write(python, as: "sitecustomize.py", in: directory + "/python")
    let settings = "curl.cainfo=\"\(trust.bundle)\"\nopenssl.cafile=\"\(trust.bundle)\"\n"
    let php = try write(settings, as: "verify-mock.ini", in: directory + "/php")
    return [
      ("PYTHONPATH", python, ":"),
      // An empty place in this list is the one that PHP was built with.
      ("PHP_INI_SCAN_DIR", ":" + php, ":"),
    ]
  }

  private static func write(
    _ text: String, as name: String, in folder: String
  ) throws(MockServerError) -> String {
    do throws(Files.Failure) {
      try Files.makeFolder(folder)
      let path = folder + "/" + name
      let bytes = Array(text.utf8)
      if (try? Files.read(path)) != bytes { try Files.write(bytes, to: path) }
      return folder
    } catch {
      throw MockServerError(error.description)
    }
  }

  /// Python's `requests` looks at `HTTPS_PROXY` and `REQUESTS_CA_BUNDLE` when it is asked to make a
  /// request, and not when it is given a prepared one to send, as some programs do.
  private static let python = """
    \"""Has requests heed the environment for prepared requests, too; see `verify-mock help run`.\"""

    import importlib.abc
    import importlib.machinery
    import importlib.util
    import os
    import sys


    def heed(sessions):
        send = sessions.Session.send

        def heeding(self, request, **given):
            settings = self.merge_environment_settings(
                request.url, given.get("proxies") or {}, given.get("stream"),
                given.get("verify"), given.get("cert"))
            return send(self, request, **{**given, **settings})

        sessions.Session.send = heeding


    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path, target=None):
            if name != "requests.sessions":
                return None
            spec = importlib.machinery.PathFinder.find_spec(name, path)
            if spec is not None and spec.loader is not None:
                execute = spec.loader.exec_module

                def exec_module(module):
                    execute(module)
                    heed(module)

                spec.loader.exec_module = exec_module
            return spec


    sys.meta_path.insert(0, Finder())

    # The environment's own module of this name, which this one stands before.
    here = os.path.dirname(os.path.abspath(__file__))
    others = [place for place in sys.path if os.path.abspath(place) != here]
    own = importlib.machinery.PathFinder.find_spec("sitecustomize", others)
    if own is not None and own.loader is not None:
        own.loader.exec_module(importlib.util.module_from_spec(own))

    """
}
