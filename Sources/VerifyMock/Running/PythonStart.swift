/// What Python runs before a program: it has `requests` heed the environment in every case.
///
/// Its sessions look at `HTTPS_PROXY` and `REQUESTS_CA_BUNDLE` when they are asked to make a request,
/// and not when they are given a prepared one to send, as some programs do.
package enum PythonStart {
  /// Writes the module for Python's search path.
  ///
  /// - Returns: the folder that it is in.
  package static func write(in directory: String) throws(MockServerError) -> String {
    let folder = directory + "/python"
    do throws(Files.Failure) {
      try Files.makeFolder(folder)
      let path = folder + "/sitecustomize.py"
      let bytes = Array(text.utf8)
      if (try? Files.read(path)) != bytes { try Files.write(bytes, to: path) }
      return folder
    } catch {
      throw MockServerError(error.description)
    }
  }

  private static let text = """
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
