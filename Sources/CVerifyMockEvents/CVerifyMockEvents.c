#include "CVerifyMockEvents.h"
