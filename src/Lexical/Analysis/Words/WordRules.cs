namespace RagCluster.Lexical.Analysis.Words;

/// <summary>How a language makes a term of a word.</summary>
internal abstract class WordRules
{
    /// <summary>Room that a word needs while it is worked on: some letters are spelled out.</summary>
    internal const int RoomLength = 2 * TextAnalyzer.TermLengthMax + CharacterFolding.ExpansionMax;

    /// <summary>Makes a term.</summary>
    /// <param name="word">A word as it stands in the text.</param>
    /// <param name="term">Room of <see cref="RoomLength"/> characters; takes the term.</param>
    /// <returns>Characters of the term, at most <see cref="TextAnalyzer.TermLengthMax"/>; 0 for none.</returns>
    internal abstract int Apply(ReadOnlySpan<char> word, Span<char> term);

    internal void Emit(ReadOnlySpan<char> word, TermPlace place, ITermSink sink)
    {
        Span<char> term = stackalloc char[RoomLength];
        int length = Apply(word, term);
        if (length > 0)
            sink.Add(term[..length], place);
    }
}
