/// The functions of `libssl` that are used, under names that say what they do.
struct SSLFunctions {
  typealias Object = OpaquePointer?
  typealias Raw = UnsafeMutableRawPointer?

  let initialize: @convention(c) (UInt64, Object) -> Int32
  let method: @convention(c) () -> Object

  let contextNew: @convention(c) (Object) -> Object
  let contextFree: @convention(c) (Object) -> Void
  let contextControl: @convention(c) (Object, Int32, Int, Raw) -> Int
  let contextCallback: @convention(c) (Object, Int32, ServerNameCallback.Function) -> Int
  let contextOptions: @convention(c) (Object, UInt64) -> UInt64
  let contextVerify: @convention(c) (Object, Int32, VerifyCallback.Function?) -> Void
  let contextDefaultRoots: @convention(c) (Object) -> Int32
  let contextRootsFile: @convention(c) (Object, UnsafePointer<CChar>) -> Int32
  let contextStore: @convention(c) (Object) -> Object
  let contextParameters: @convention(c) (Object) -> Object
  let contextProtocols: @convention(c) (Object, UnsafePointer<UInt8>, UInt32) -> Int32
  let contextProtocolCallback: @convention(c) (Object, ProtocolCallback.Function, Raw) -> Void

  let new: @convention(c) (Object) -> Object
  let free: @convention(c) (Object) -> Void
  let control: @convention(c) (Object, Int32, Int, Raw) -> Int
  let setBIOs: @convention(c) (Object, Object, Object) -> Void
  let setAccepting: @convention(c) (Object) -> Void
  let setConnecting: @convention(c) (Object) -> Void
  let setData: @convention(c) (Object, Int32, Raw) -> Int32
  let data: @convention(c) (Object, Int32) -> Raw
  let parameters: @convention(c) (Object) -> Object
  let serverName: @convention(c) (Object, Int32) -> UnsafePointer<CChar>?
  let useCertificate: @convention(c) (Object, Object) -> Int32
  let useKey: @convention(c) (Object, Object) -> Int32
  let indexInStoreContext: @convention(c) () -> Int32

  let handshake: @convention(c) (Object) -> Int32
  let isEstablished: @convention(c) (Object) -> Int32
  let read: @convention(c) (Object, Raw, Int32) -> Int32
  let write: @convention(c) (Object, UnsafeRawPointer?, Int32) -> Int32
  let shutdown: @convention(c) (Object) -> Int32
  let error: @convention(c) (Object, Int32) -> Int32
  let versionName: @convention(c) (Object) -> UnsafePointer<CChar>?
  let agreedProtocol:
    @convention(c) (
      Object, UnsafeMutablePointer<UnsafePointer<UInt8>?>, UnsafeMutablePointer<UInt32>
    ) -> Void

  init(_ symbol: SymbolTable) throws(TLSError) {
    initialize = try symbol("OPENSSL_init_ssl")
    method = try symbol("TLS_method")
    contextNew = try symbol("SSL_CTX_new")
    contextFree = try symbol("SSL_CTX_free")
    contextControl = try symbol("SSL_CTX_ctrl")
    contextCallback = try symbol("SSL_CTX_callback_ctrl")
    contextOptions = try symbol("SSL_CTX_set_options")
    contextVerify = try symbol("SSL_CTX_set_verify")
    contextDefaultRoots = try symbol("SSL_CTX_set_default_verify_paths")
    contextRootsFile = try symbol("SSL_CTX_load_verify_file")
    contextStore = try symbol("SSL_CTX_get_cert_store")
    contextParameters = try symbol("SSL_CTX_get0_param")
    contextProtocols = try symbol("SSL_CTX_set_alpn_protos")
    contextProtocolCallback = try symbol("SSL_CTX_set_alpn_select_cb")
    new = try symbol("SSL_new")
    free = try symbol("SSL_free")
    control = try symbol("SSL_ctrl")
    setBIOs = try symbol("SSL_set_bio")
    setAccepting = try symbol("SSL_set_accept_state")
    setConnecting = try symbol("SSL_set_connect_state")
    setData = try symbol("SSL_set_ex_data")
    data = try symbol("SSL_get_ex_data")
    parameters = try symbol("SSL_get0_param")
    serverName = try symbol("SSL_get_servername")
    useCertificate = try symbol("SSL_use_certificate")
    useKey = try symbol("SSL_use_PrivateKey")
    indexInStoreContext = try symbol("SSL_get_ex_data_X509_STORE_CTX_idx")
    handshake = try symbol("SSL_do_handshake")
    isEstablished = try symbol("SSL_is_init_finished")
    read = try symbol("SSL_read")
    write = try symbol("SSL_write")
    shutdown = try symbol("SSL_shutdown")
    error = try symbol("SSL_get_error")
    versionName = try symbol("SSL_get_version")
    agreedProtocol = try symbol("SSL_get0_alpn_selected")
  }
}
