// The hashes of OpenSSL, and nothing else of it.
#include <openssl/evp.h>
