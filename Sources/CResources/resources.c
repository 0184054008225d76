// The templates and the style are part of the program, so that it can be moved as one file.
#include "CResources.h"

static const unsigned char page[] = {
#embed "assets/page.mustache"
};
static const unsigned char blocks[] = {
#embed "assets/blocks.mustache"
};
static const unsigned char figure[] = {
#embed "assets/figure.mustache"
};
static const unsigned char table[] = {
#embed "assets/table.mustache"
};
static const unsigned char text[] = {
#embed "assets/text.mustache"
};
static const unsigned char style[] = {
#embed "assets/style.css"
};
static const unsigned char serve_page[] = {
#embed "assets/serve.html"
};
static const unsigned char serve_script[] = {
#embed "assets/serve.js"
};
static const unsigned char serve_style[] = {
#embed "assets/serve.css"
};
static const unsigned char script[] = {
#embed "assets/page.js"
};

static const cres_file files[] = {
    {"page.mustache", page, sizeof page},       {"blocks.mustache", blocks, sizeof blocks},
    {"figure.mustache", figure, sizeof figure}, {"table.mustache", table, sizeof table},
    {"text.mustache", text, sizeof text},       {"style.css", style, sizeof style},
    {"serve.html", serve_page, sizeof serve_page},
    {"serve.js", serve_script, sizeof serve_script},
    {"serve.css", serve_style, sizeof serve_style},
    {"page.js", script, sizeof script},
};

size_t cres_count(void) { return sizeof files / sizeof files[0]; }

cres_file cres_at(size_t index) { return files[index]; }
