/// The functions of `libcrypto` that are used, under names that say what they do.
struct CryptoFunctions {
  typealias Object = OpaquePointer?
  typealias Raw = UnsafeMutableRawPointer?
  typealias Text = UnsafePointer<CChar>

  let initialize: @convention(c) (UInt64, Object) -> Int32
  let versionNumber: @convention(c) () -> UInt
  let versionText: @convention(c) (Int32) -> Text

  let errorClear: @convention(c) () -> Void
  let errorNext: @convention(c) () -> UInt
  let errorLast: @convention(c) () -> UInt
  let errorReason: @convention(c) (UInt) -> Text?
  let verifyReason: @convention(c) (Int) -> Text?
  let random: @convention(c) (UnsafeMutablePointer<UInt8>?, Int32) -> Int32

  let bioMemory: @convention(c) () -> Object
  let bioNew: @convention(c) (Object) -> Object
  let bioOver: @convention(c) (UnsafeRawPointer?, Int32) -> Object
  let bioFree: @convention(c) (Object) -> Int32
  let bioRead: @convention(c) (Object, Raw, Int32) -> Int32
  let bioWrite: @convention(c) (Object, UnsafeRawPointer?, Int32) -> Int32
  let bioControl: @convention(c) (Object, Int32, Int, Raw) -> Int

  let readCertificate: @convention(c) (Object, Raw, PasswordCallback.Function?, Raw) -> Object
  let writeCertificate: @convention(c) (Object, Object) -> Int32
  let readKey: @convention(c) (Object, Raw, PasswordCallback.Function?, Raw) -> Object
  let writeKey:
    @convention(c) (Object, Object, Object, Text?, Int32, PasswordCallback.Function?, Raw) -> Int32

  let keyContext: @convention(c) (Object, Text, Text?) -> Object
  let keyContextFree: @convention(c) (Object) -> Void
  let keyContextStart: @convention(c) (Object) -> Int32
  let keyContextGroup: @convention(c) (Object, Text) -> Int32
  let keyGenerate: @convention(c) (Object, UnsafeMutablePointer<OpaquePointer?>) -> Int32
  let keyFree: @convention(c) (Object) -> Void
  let sha256: @convention(c) () -> Object

  let certificateNew: @convention(c) () -> Object
  let certificateFree: @convention(c) (Object) -> Void
  let setVersion: @convention(c) (Object, Int) -> Int32
  let setSerial: @convention(c) (Object, Object) -> Int32
  let setKey: @convention(c) (Object, Object) -> Int32
  let setIssuer: @convention(c) (Object, Object) -> Int32
  let setNotBefore: @convention(c) (Object, Object) -> Int32
  let setNotAfter: @convention(c) (Object, Object) -> Int32
  let sign: @convention(c) (Object, Object, Object) -> Int32
  let digest:
    @convention(c) (Object, Object, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt32>)
      -> Int32
  let matches: @convention(c) (Object, Object) -> Int32
  let isAuthority: @convention(c) (Object) -> Int32
  let subject: @convention(c) (Object) -> Object
  let issuer: @convention(c) (Object) -> Object
  let notBefore: @convention(c) (Object) -> Object
  let notAfter: @convention(c) (Object) -> Object
  let timeAdjust: @convention(c) (Object, Int32, Int, UnsafePointer<Int>?) -> Object
  let timeCompare: @convention(c) (Object, Object) -> Int32
  let timeIsPast: @convention(c) (Object) -> Int32
  let timeFree: @convention(c) (Object) -> Void
  let timePrint: @convention(c) (Object, Object) -> Int32
  let nameAdd:
    @convention(c) (Object, Text, Int32, UnsafePointer<UInt8>?, Int32, Int32, Int32) -> Int32
  let namePrint: @convention(c) (Object, Object, Int32, UInt) -> Int32

  let numberFromBytes: @convention(c) (UnsafePointer<UInt8>?, Int32, Object) -> Object
  let numberFree: @convention(c) (Object) -> Void
  let integerFromNumber: @convention(c) (Object, Object) -> Object
  let integerFree: @convention(c) (Object) -> Void

  let extensionContext: @convention(c) (Raw, Object, Object, Object, Object, Int32) -> Void
  let extensionMake: @convention(c) (Object, Raw, Int32, Text) -> Object
  let extensionAdd: @convention(c) (Object, Object, Int32) -> Int32
  let extensionFree: @convention(c) (Object) -> Void
  let extensionIndex: @convention(c) (Object, Int32, Int32) -> Int32
  let extensionAt: @convention(c) (Object, Int32) -> Object
  let extensionPrint: @convention(c) (Object, Object, UInt, Int32) -> Int32

  let storeAdd: @convention(c) (Object, Object) -> Int32
  let storeContextError: @convention(c) (Object) -> Int32
  let storeContextCertificate: @convention(c) (Object) -> Object
  let storeContextData: @convention(c) (Object, Int32) -> Raw
  let parameterHost: @convention(c) (Object, Text, Int) -> Int32
  let parameterAddress: @convention(c) (Object, Text) -> Int32
  let parameterHostFlags: @convention(c) (Object, UInt32) -> Void
  let parameterFlags: @convention(c) (Object, UInt) -> Int32

  init(_ symbol: SymbolTable) throws(TLSError) {
    initialize = try symbol("OPENSSL_init_crypto")
    versionNumber = try symbol("OpenSSL_version_num")
    versionText = try symbol("OpenSSL_version")
    errorClear = try symbol("ERR_clear_error")
    errorNext = try symbol("ERR_get_error")
    errorLast = try symbol("ERR_peek_last_error")
    errorReason = try symbol("ERR_reason_error_string")
    verifyReason = try symbol("X509_verify_cert_error_string")
    random = try symbol("RAND_bytes")
    bioMemory = try symbol("BIO_s_mem")
    bioNew = try symbol("BIO_new")
    bioOver = try symbol("BIO_new_mem_buf")
    bioFree = try symbol("BIO_free")
    bioRead = try symbol("BIO_read")
    bioWrite = try symbol("BIO_write")
    bioControl = try symbol("BIO_ctrl")
    readCertificate = try symbol("PEM_read_bio_X509")
    writeCertificate = try symbol("PEM_write_bio_X509")
    readKey = try symbol("PEM_read_bio_PrivateKey")
    writeKey = try symbol("PEM_write_bio_PKCS8PrivateKey")
    keyContext = try symbol("EVP_PKEY_CTX_new_from_name")
    keyContextFree = try symbol("EVP_PKEY_CTX_free")
    keyContextStart = try symbol("EVP_PKEY_keygen_init")
    keyContextGroup = try symbol("EVP_PKEY_CTX_set_group_name")
    keyGenerate = try symbol("EVP_PKEY_generate")
    keyFree = try symbol("EVP_PKEY_free")
    sha256 = try symbol("EVP_sha256")
    certificateNew = try symbol("X509_new")
    certificateFree = try symbol("X509_free")
    setVersion = try symbol("X509_set_version")
    setSerial = try symbol("X509_set_serialNumber")
    setKey = try symbol("X509_set_pubkey")
    setIssuer = try symbol("X509_set_issuer_name")
    setNotBefore = try symbol("X509_set1_notBefore")
    setNotAfter = try symbol("X509_set1_notAfter")
    sign = try symbol("X509_sign")
    digest = try symbol("X509_digest")
    matches = try symbol("X509_check_private_key")
    isAuthority = try symbol("X509_check_ca")
    subject = try symbol("X509_get_subject_name")
    issuer = try symbol("X509_get_issuer_name")
    notBefore = try symbol("X509_get0_notBefore")
    notAfter = try symbol("X509_get0_notAfter")
    timeAdjust = try symbol("X509_time_adj_ex")
    timeCompare = try symbol("ASN1_TIME_compare")
    timeIsPast = try symbol("X509_cmp_current_time")
    timeFree = try symbol("ASN1_TIME_free")
    timePrint = try symbol("ASN1_TIME_print")
    nameAdd = try symbol("X509_NAME_add_entry_by_txt")
    namePrint = try symbol("X509_NAME_print_ex")
    numberFromBytes = try symbol("BN_bin2bn")
    numberFree = try symbol("BN_free")
    integerFromNumber = try symbol("BN_to_ASN1_INTEGER")
    integerFree = try symbol("ASN1_INTEGER_free")
    extensionContext = try symbol("X509V3_set_ctx")
    extensionMake = try symbol("X509V3_EXT_nconf_nid")
    extensionAdd = try symbol("X509_add_ext")
    extensionFree = try symbol("X509_EXTENSION_free")
    extensionIndex = try symbol("X509_get_ext_by_NID")
    extensionAt = try symbol("X509_get_ext")
    extensionPrint = try symbol("X509V3_EXT_print")
    storeAdd = try symbol("X509_STORE_add_cert")
    storeContextError = try symbol("X509_STORE_CTX_get_error")
    storeContextCertificate = try symbol("X509_STORE_CTX_get_current_cert")
    storeContextData = try symbol("X509_STORE_CTX_get_ex_data")
    parameterHost = try symbol("X509_VERIFY_PARAM_set1_host")
    parameterAddress = try symbol("X509_VERIFY_PARAM_set1_ip_asc")
    parameterHostFlags = try symbol("X509_VERIFY_PARAM_set_hostflags")
    parameterFlags = try symbol("X509_VERIFY_PARAM_set_flags")
  }
}
