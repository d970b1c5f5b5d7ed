namespace RagCluster.Lexical.Sections;

/// <summary>The parts of a lexical section, in the order in which they stand.</summary>
internal enum SectionPart
{
    /// <summary>The exact length of every row: int32 each.</summary>
    RowLengths = 0,

    /// <summary>One byte a row: the place of its length in <see cref="CodeLengths"/>.</summary>
    LengthCodes = 1,

    /// <summary>Up to 256 ascending int32: the least length of each code.</summary>
    CodeLengths = 2,

    /// <summary>Where each block of the term dictionary begins: int32 each.</summary>
    TermIndex = 3,

    /// <summary>The terms, front coded in blocks.</summary>
    TermText = 4,

    /// <summary>Three int32 a term: rows that hold it, offset of its postings, offset of its positions.</summary>
    TermEntries = 5,

    /// <summary>The posting lists.</summary>
    Postings = 6,

    /// <summary>The positions of every occurrence; empty when they were not asked for.</summary>
    Positions = 7,
}
