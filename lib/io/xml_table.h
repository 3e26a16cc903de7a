/*
 * io/xml_table.h: short words for the tables that are a format's grammar (io/xml_read.h). They are
 * plain words, so only a file that holds such a table includes this one, and no header does.
 */
#ifndef TLRI_XML_TABLE_H
#define TLRI_XML_TABLE_H

#include "io/xml_read.h"

/* Values: struct tlri_xml_value. */
#define NUMBER(low, high)                                                                          \
    {                                                                                              \
        .type = TLRI_XML_INTEGER, .min = (low), .max = (high)                                      \
    }
#define YEAR NUMBER(1900, 2999)
#define WORD(list)                                                                                 \
    {                                                                                              \
        .type = TLRI_XML_WORD, .word = (list)                                                      \
    }
#define ID                                                                                         \
    {                                                                                              \
        .type = TLRI_XML_ID, .max = 64                                                             \
    }
#define TAG                                                                                        \
    {                                                                                              \
        .type = TLRI_XML_TAG, .max = 64                                                            \
    }
#define DATE                                                                                       \
    {                                                                                              \
        .type = TLRI_XML_DATE                                                                      \
    }
#define YES_NO                                                                                     \
    {                                                                                              \
        .type = TLRI_XML_YES_NO                                                                    \
    }
#define DIGEST                                                                                     \
    {                                                                                              \
        .type = TLRI_XML_DIGEST                                                                    \
    }
#define LINE(most)                                                                                 \
    {                                                                                              \
        .type = TLRI_XML_LINE, .max = (most)                                                       \
    }
#define PROSE                                                                                      \
    {                                                                                              \
        .type = TLRI_XML_PROSE, .max = 2000                                                        \
    }

#endif
