/// The way of one request that is passed on, and of its answer: both go piece by piece, so that
/// neither end's pace and no content's size takes memory.
final class Relay {
  let client: Connection
  /// Whether the client keeps its connection once the answer has gone.
  let keepsAlive: Bool
  /// Whether the request's content goes on in chunks.
  let isChunked: Bool
  /// Whether the client waits for `100 Continue` before it sends content.
  var owesContinue: Bool
  /// All of the request's content has come.
  var isContentEnded = false
  /// The head of the answer has gone to the client.
  var hasAnswered = false
  /// How the answer's content goes on.
  var answerForm = AnswerForm.none
  /// When something last moved, either way.
  var lastProgress: MonotonicTime

  enum AnswerForm { case none, plain, chunked }

  init(
    client: Connection, keepsAlive: Bool, isChunked: Bool, owesContinue: Bool,
    now: MonotonicTime
  ) {
    self.client = client
    self.keepsAlive = keepsAlive
    self.isChunked = isChunked
    self.owesContinue = owesContinue
    lastProgress = now
  }
}
