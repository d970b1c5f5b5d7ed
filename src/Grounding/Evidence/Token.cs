namespace RagCluster.Grounding.Evidence;

/// <summary>A word or number of a text.</summary>
/// <param name="Start">First character in the text.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Word">Lower case, without accents.</param>
/// <param name="Stem">What is compared: the stem of a word, the value of a number.</param>
/// <param name="Kind">Word or number.</param>
internal readonly record struct Token(int Start, int End, string Word, string Stem, TokenKind Kind)
{
    /// <summary>Whether it is written with a capital, so that it may be a name.</summary>
    public bool IsCapital { get; init; }

    /// <summary>Whether it carries no content of its own.</summary>
    public bool IsStop { get; init; }

    /// <summary>
    /// Whether it is of a language other than English, whose stems leave more forms of a word apart, so that these are told by their
    /// beginnings.
    /// </summary>
    public bool IsInflected { get; init; }

    /// <summary>Whether it may be a part of a compound, which its language writes as one word.</summary>
    public bool MayBePart { get; init; }

    /// <summary>The value of a number.</summary>
    public double Value { get; init; }

    /// <summary>What an ambiguous number or month may be too.</summary>
    public OtherReading? Other { get; init; }

    /// <summary>The date that it is the day, month or year of.</summary>
    public CalendarDate? Date { get; init; }

    /// <summary>Whether it is a word or number that carries content.</summary>
    public bool IsContent => !IsStop;
}
