namespace RagCluster.Text.Tokenizing;

/// <summary>
/// Cuts a word into the pieces of a vocabulary: the longest that it begins with, then the longest that goes on, and so forth (WordPiece, as
/// google-research/bert does it in tokenization.py). No piece longer than the vocabulary's longest is looked for, so the work is linear in
/// the length of the word.
/// </summary>
internal sealed class WordPieces
{
    private const string Continuation = "##";

    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _firstLookup;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _nextLookup;
    private readonly int _lengthMax;

    /// <summary>Takes a vocabulary.</summary>
    /// <param name="tokens">Its tokens; a token's place is its id.</param>
    internal WordPieces(IEnumerable<string> tokens)
    {
        int id = 0;
        foreach (string token in tokens)
        {
            bool goesOn = token.Length > Continuation.Length && token.StartsWith(Continuation, StringComparison.Ordinal);
            string piece = goesOn ? token[Continuation.Length..] : token;
            (goesOn ? _next : _first)[piece] = id++;
            _lengthMax = Math.Max(_lengthMax, piece.Length);
        }

        _firstLookup = _first.GetAlternateLookup<ReadOnlySpan<char>>();
        _nextLookup = _next.GetAlternateLookup<ReadOnlySpan<char>>();
        Count = id;
    }

    /// <summary>How many tokens the vocabulary has.</summary>
    internal int Count { get; }

    /// <summary>Cuts a word.</summary>
    /// <param name="word">The word; not empty.</param>
    /// <param name="ids">Gets the ids; as long as the word.</param>
    /// <returns>How many there are; 0 for a word that the vocabulary can't spell.</returns>
    internal int Cut(ReadOnlySpan<char> word, Span<int> ids)
    {
        (int count, int start) = (0, 0);
        while (start < word.Length)
        {
            Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> pieces = start == 0 ? _firstLookup : _nextLookup;
            int length = Math.Min(_lengthMax, word.Length - start);
            while (length > 0 && !pieces.TryGetValue(word.Slice(start, length), out ids[count]))
                length--;
            if (length == 0)
                return 0;
            count++;
            start += length;
        }

        return count;
    }
}
