// What only a build knows about itself. Swift has no way to be given a text at build time.
#ifndef C_VERIFY_MOCK_BUILD_H
#define C_VERIFY_MOCK_BUILD_H

// The commit of a released program, from VERIFY_MOCK_COMMIT; empty in every other build.
const char *vm_build_commit(void);

#endif
