namespace RagCluster.Lexical.Analysis.Words;

/// <summary>How a language makes a term of a word.</summary>
internal abstract class WordRules
{
    /// <summary>Characters of the longest term; what is longer is cut, so that a base64 blob can't fill the dictionary.</summary>
    internal const int TermLengthMax = 64;

    /// <summary>Room that a word needs while it is worked on: some letters are spelled out.</summary>
    internal const int RoomLength = 2 * TermLengthMax + CharacterFolding.ExpansionMax;

    /// <summary>Whether kana of half the width are indexed as whole ones; the languages that older indexes have do not.</summary>
    internal virtual bool FoldsKana => false;

    /// <summary>Makes a term.</summary>
    /// <param name="word">A word as it stands in the text.</param>
    /// <param name="term">Room of <see cref="RoomLength"/> characters; takes the term.</param>
    /// <returns>Characters of the term, at most <see cref="TermLengthMax"/>; 0 for none.</returns>
    internal abstract int Apply(ReadOnlySpan<char> word, Span<char> term);

    /// <summary>The rules by which a word has further terms, besides the one that <see cref="Apply"/> makes.</summary>
    /// <param name="first">The word's first character.</param>
    internal virtual ReadOnlySpan<WordRules> OtherReadings(char first) => [];
}
