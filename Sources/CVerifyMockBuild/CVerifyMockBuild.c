#include "CVerifyMockBuild.h"

#ifndef VERIFY_MOCK_COMMIT
#define VERIFY_MOCK_COMMIT ""
#endif

const char *vm_build_commit(void) { return VERIFY_MOCK_COMMIT; }
