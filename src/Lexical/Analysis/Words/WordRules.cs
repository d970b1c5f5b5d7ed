namespace RagCluster.Lexical.Analysis.Words;

/// <summary>How a language makes a term of a word.</summary>
internal abstract class WordRules
{
    /// <summary>Characters of the longest term; what is longer is cut, so that a base64 blob can't fill the dictionary.</summary>
    internal const int TermLengthMax = 64;

    /// <summary>Room that a word needs while it is worked on: some letters are spelled out.</summary>
    internal const int RoomLength = 2 * TermLengthMax + CharacterFolding.ExpansionMax;

    /// <summary>Whether kana are indexed as <see cref="KanaWidths"/> writes them. An index is asked as it was written: older ones were not.</summary>
    internal virtual bool FoldsKana => false;

    /// <summary>Makes a term.</summary>
    /// <param name="word">A word as it stands in the text.</param>
    /// <param name="term">Room of <see cref="RoomLength"/> characters; takes the term.</param>
    /// <returns>Characters of the term, at most <see cref="TermLengthMax"/>; 0 for none.</returns>
    internal abstract int Apply(ReadOnlySpan<char> word, Span<char> term);

    /// <summary>Hands the terms of a word on: its term, and other readings of it if there are any.</summary>
    /// <param name="word">A word as it stands in the text.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="sink">Takes the terms.</param>
    internal virtual void Emit(ReadOnlySpan<char> word, TermPlace place, ITermSink sink)
    {
        Span<char> term = stackalloc char[RoomLength];
        int length = Apply(word, term);
        if (length > 0)
            sink.Add(term[..length], place);
    }
}
